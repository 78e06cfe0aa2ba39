import { type Disposable, MutableDisposable, toDisposable } from '../../shared/base/lifecycle';

/** Tells whenever the element's size changes, and once at the start. */
export function observeSize(element: Element, handleSize: () => void): Disposable {
  const observer = new ResizeObserver(handleSize);
  observer.observe(element);
  return toDisposable(() => {
    observer.disconnect();
  });
}

/** Tells whenever the window moves to a screen of another resolution, or is zoomed. */
export function observeDevicePixelRatio(handleChange: () => void): Disposable {
  const current = new MutableDisposable<Disposable>();
  const renew = (): void => {
    current.value = listenForOtherRatio(() => {
      renew();
      handleChange();
    });
  };
  renew();
  return current;
}

/** A query matches one ratio only, so each change needs a new one. */
function listenForOtherRatio(handleChange: () => void): Disposable {
  const query = matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
  query.addEventListener('change', handleChange, { once: true });
  return toDisposable(() => {
    query.removeEventListener('change', handleChange);
  });
}
