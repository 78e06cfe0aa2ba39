/** What of a page is seen: `VisualViewport`, as far as it matters here. CSS pixels. */
export interface SeenPart {
  readonly height: number;
  readonly offsetTop: number;
  /** 1, unless somebody has pinched it larger. */
  readonly scale: number;
}

/** Where the window goes, in CSS pixels; `null`: all of the page is its own. */
export interface Place {
  readonly top: number;
  readonly height: number;
}

/** Less is no keyboard: bars of the browser come and go. CSS pixels. */
const MIN_KEYBOARD_PX = 80;

/**
 * Where the window goes while a keyboard covers part of a page `pageHeight` high. Browsers that
 * make the page smaller themselves, as index.html asks of them, leave nothing to do. Pure.
 */
export function placeInSight(seen: SeenPart, pageHeight: number): Place | null {
  // Whoever looks at a part of it through a magnifier wants the rest to stay where it is.
  if (Math.abs(seen.scale - 1) > 0.01) return null;
  if (pageHeight - seen.height < MIN_KEYBOARD_PX) return null;
  return { top: Math.max(0, seen.offsetTop), height: seen.height };
}

/** Keeps the command line above the keyboard on the screen, for as long as there is the page. */
export function keepInSight(root: HTMLElement): void {
  const { visualViewport } = window;
  if (visualViewport === null) return;
  const update = (): void => {
    const place = placeInSight(visualViewport, document.documentElement.clientHeight);
    setOrRemove(root, '--height-in-sight', place?.height);
    setOrRemove(root, '--top-in-sight', place?.top);
  };
  visualViewport.addEventListener('resize', update);
  visualViewport.addEventListener('scroll', update);
}

function setOrRemove(root: HTMLElement, name: string, px: number | undefined): void {
  if (px === undefined) root.style.removeProperty(name);
  else root.style.setProperty(name, `${px}px`);
}
