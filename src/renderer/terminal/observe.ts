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

/** What a notch of a mouse wheel scrolls, in CSS pixels; touchpads give it in small portions. */
const NOTCH_PX = 100;
const LINE_PX = NOTCH_PX / 3;

/**
 * Tells how many notches the wheel was turned over `element` with Ctrl held (which is also how a
 * touchpad's pinch arrives): positive away from the user. The browser does not zoom the page for
 * it.
 */
export function observeZoomWheel(
  element: HTMLElement,
  handleNotches: (notches: number) => void,
): Disposable {
  let turnedPx = 0;
  const handleWheel = (event: WheelEvent): void => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    event.stopPropagation();
    turnedPx -=
      event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? event.deltaY : event.deltaY * LINE_PX;
    const notches = Math.trunc(turnedPx / NOTCH_PX);
    turnedPx -= notches * NOTCH_PX;
    if (notches !== 0) handleNotches(notches);
  };
  element.addEventListener('wheel', handleWheel, { passive: false });
  return toDisposable(() => {
    element.removeEventListener('wheel', handleWheel);
  });
}
