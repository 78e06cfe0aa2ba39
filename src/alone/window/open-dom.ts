import { Window } from 'happy-dom';

/** What the window's parts ask for by name. */
const NAMES = [
  'document',
  'navigator',
  'location',
  'Node',
  'Element',
  'HTMLElement',
  'KeyboardEvent',
  'MouseEvent',
  'PointerEvent',
  'ResizeObserver',
  'MutationObserver',
  'getComputedStyle',
  'matchMedia',
  'devicePixelRatio',
] as const;

/** Nothing is drawn, nor measured: whoever asks for a context hears that there is none. */
class NoCanvas {
  getContext(): null {
    return null;
  }
}

/**
 * A document that nobody sees, for the parts of the window that write into one: they are the same
 * here as in the window. What it is asked to load it does not.
 */
export function openDom(): HTMLElement {
  const window = new Window({
    url: 'app://webcrt/',
    settings: {
      disableJavaScriptFileLoading: true,
      disableCSSFileLoading: true,
      disableComputedStyleRendering: true,
    },
  });
  // There is no keyboard on a screen that would cover anything.
  define('window', Object.assign(window, { visualViewport: null }));
  define('OffscreenCanvas', NoCanvas);
  // It would take what is copied, and nobody could paste it.
  Object.defineProperty(window.navigator, 'clipboard', { value: undefined });
  for (const name of NAMES) define(name, valueOf(window, name));
  return document.body;
}

/** Some are classes, some functions that must be asked of the window. */
function valueOf(window: Window, name: (typeof NAMES)[number]): unknown {
  const value: unknown = Reflect.get(window, name);
  return typeof value === 'function' && /^[a-z]/.test(name)
    ? (value.bind(window) as unknown)
    : value;
}

function define(name: string, value: unknown): void {
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
}
