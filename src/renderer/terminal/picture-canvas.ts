import type { PixelRect } from './cell-metrics';
import { COLOURS } from './terminal-theme';

/** A canvas that nobody sees yet. */
export function createPictureCanvas(label: string): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.role = 'img';
  canvas.ariaLabel = label;
  canvas.hidden = true;
  canvas.style.background = COLOURS.ground;
  return canvas;
}

/** Puts `canvas` over `rect`: one device pixel of the canvas is one of the screen. */
export function placeCanvas(canvas: HTMLCanvasElement, rect: PixelRect, dpr: number): void {
  const toCss = (px: number): string => `${px / dpr}px`;
  canvas.style.left = toCss(rect.leftPx);
  canvas.style.top = toCss(rect.topPx);
  canvas.style.width = toCss(rect.widthPx);
  canvas.style.height = toCss(rect.heightPx);
}
