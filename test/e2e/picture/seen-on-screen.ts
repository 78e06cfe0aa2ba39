import type { Picture } from '../../../src/renderer/terminal/picture';

/** How a screenshot differs from what a picture painted, laid where the page says that it is. */
export interface SeenPicture {
  /** Mean difference in levels of 255, in its place: 0 = pixel for pixel. */
  readonly inPlace: number;
  /** The least of the same when it is looked for one pixel beside that. */
  readonly beside: number;
}

/** The stretch of device pixels that is bright in a row of pixels: where a full block is seen. */
export interface BrightRun {
  readonly start: number;
  readonly end: number;
}

interface Pixels {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

const NEIGHBOURS = [
  [-1, 0],
  [1, 0],
  [0, -1],
  [0, 1],
] as const;
/** Brighter than any ground, darker than any ink. */
const BRIGHT_LEVEL = 110;

async function pixelsOf(source: Blob): Promise<Pixels> {
  const bitmap = await createImageBitmap(source);
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
  if (!context) throw new Error('no 2D canvas');
  context.drawImage(bitmap, 0, 0);
  const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
  return { data, width: bitmap.width, height: bitmap.height };
}

async function pixelsOfPng(base64: string): Promise<Pixels> {
  const response = await fetch(`data:image/png;base64,${base64}`);
  return pixelsOf(await response.blob());
}

/** Null as long as there is no picture, or it is not wholly on the screenshot. */
export async function seePicture(
  screenshot: string,
  picture: Picture,
  canvas: HTMLCanvasElement,
): Promise<SeenPicture | null> {
  const blob = await picture.png();
  if (!blob) return null;
  const own = await pixelsOf(blob);
  const screen = await pixelsOfPng(screenshot);
  const { left, top } = canvas.getBoundingClientRect();
  const place = [Math.round(left * devicePixelRatio), Math.round(top * devicePixelRatio)];
  const differenceAt = (dx: number, dy: number): number =>
    meanDifference(own, screen, place[0] + dx, place[1] + dy);
  return {
    inPlace: differenceAt(0, 0),
    beside: Math.min(...NEIGHBOURS.map(([dx, dy]) => differenceAt(dx, dy))),
  };
}

/** What lies outside of the screenshot counts as black. */
function meanDifference(own: Pixels, screen: Pixels, left: number, top: number): number {
  let sum = 0;
  for (let y = 0; y < own.height; y++) {
    for (let x = 0; x < own.width; x++) {
      const at = (y * own.width + x) * 4;
      const on = ((top + y) * screen.width + left + x) * 4;
      for (let channel = 0; channel < 3; channel++) {
        sum += Math.abs(own.data[at + channel] - (screen.data[on + channel] ?? 0));
      }
    }
  }
  return sum / (own.width * own.height * 3);
}

/** Where the rightmost block of text is on a screenshot, along a row of its pixels. */
export async function seeBlock(screenshot: string, rowPx: number): Promise<BrightRun | null> {
  const { data, width } = await pixelsOfPng(screenshot);
  const isBright = (x: number): boolean => data[(rowPx * width + x) * 4 + 1] > BRIGHT_LEVEL;
  let end = width;
  while (end > 0 && !isBright(end - 1)) end--;
  let start = end;
  while (start > 0 && isBright(start - 1)) start--;
  return end === 0 ? null : { start, end };
}
