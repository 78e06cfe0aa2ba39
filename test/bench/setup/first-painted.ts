import type { BrowserContext, Page } from 'playwright-core';

/** What a page tells of itself, as `PaintWatch` of the page has it. */
interface WatchingWindow {
  /** When Enter was last pressed; 0, when the page began, before that. */
  enteredMs: number;
  /** When the first camera was asked for, and when it came; `null`: not yet. */
  cameraAskedMs: number | null;
  cameraCameMs: number | null;
  /** Resolves to when the picture with that accessible name was first seen to be painted. */
  firstPaintedMs(label: string): Promise<number>;
}

/** Has every page of a context watch what is painted in it, from its start on. */
export async function watchPaint(context: BrowserContext): Promise<void> {
  await context.addInitScript(installWatch);
}

/**
 * Milliseconds from Enter (or, before any, from the page's beginning) to the first painted frame.
 */
export async function msToPaint(page: Page, label: string): Promise<number> {
  return page.evaluate(async (label) => {
    const watch = window as unknown as WatchingWindow;
    return (await watch.firstPaintedMs(label)) - watch.enteredMs;
  }, label);
}

/** What opening a page was spent on, in milliseconds from its beginning. */
export interface OpeningTimes {
  /** The page and its scripts had come. */
  readonly loadedMs: number;
  readonly cameraAskedMs: number;
  readonly cameraCameMs: number;
  readonly paintedMs: number;
}

export async function openingTimes(page: Page, label: string): Promise<OpeningTimes> {
  const paintedMs = await msToPaint(page, label);
  return page.evaluate((paintedMs) => {
    const { cameraAskedMs, cameraCameMs } = window as unknown as WatchingWindow;
    const resources = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
    const scripts = resources.filter(({ initiatorType }) => initiatorType !== 'fetch');
    const loadedMs = Math.max(0, ...scripts.map(({ responseEnd }) => responseEnd));
    return {
      loadedMs: Math.min(loadedMs, cameraAskedMs ?? loadedMs),
      cameraAskedMs: cameraAskedMs ?? NaN,
      cameraCameMs: cameraCameMs ?? NaN,
      paintedMs,
    };
  }, paintedMs);
}

function installWatch(): void {
  /** Brighter than the ground of a picture that nothing was painted in. */
  const PAINTED_LEVEL = 48;
  const SIDE_PX = 32;
  const watch = window as unknown as WatchingWindow;
  watch.enteredMs = 0;
  watch.cameraAskedMs = null;
  watch.cameraCameMs = null;
  addEventListener(
    'keydown',
    ({ key }) => {
      if (key === 'Enter') watch.enteredMs = performance.now();
    },
    true,
  );
  const devices = navigator.mediaDevices;
  const open = devices.getUserMedia.bind(devices);
  devices.getUserMedia = async (constraints) => {
    watch.cameraAskedMs ??= performance.now();
    const stream = await open(constraints);
    watch.cameraCameMs ??= performance.now();
    return stream;
  };
  const isPainted = (canvas: HTMLCanvasElement, probe: CanvasRenderingContext2D): boolean => {
    if (canvas.width === 0 || canvas.height === 0) return false;
    probe.clearRect(0, 0, SIDE_PX, SIDE_PX);
    probe.drawImage(canvas, 0, 0, SIDE_PX, SIDE_PX);
    const { data } = probe.getImageData(0, 0, SIDE_PX, SIDE_PX);
    return data.some((level, index) => index % 4 !== 3 && level > PAINTED_LEVEL);
  };
  watch.firstPaintedMs = (label) => {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = SIDE_PX;
    const probe = canvas.getContext('2d', { willReadFrequently: true })!;
    return new Promise((resolve) => {
      const look = (): void => {
        const shown = document.querySelector(`canvas[aria-label="${CSS.escape(label)}"]`);
        const isSeen = shown instanceof HTMLCanvasElement && !shown.hidden;
        if (isSeen && isPainted(shown, probe)) {
          resolve(performance.now());
          return;
        }
        requestAnimationFrame(look);
      };
      look();
    });
  };
}
