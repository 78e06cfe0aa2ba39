import type { Locator } from 'playwright-core';

/** How the picture of a person stands on the screen, in device pixels. */
export interface SeenPicture {
  /** Mean difference in levels of 255 to what was painted, in its place: 0 = pixel for pixel. */
  readonly inPlace: number;
  /** The least of the same when it is looked for one pixel beside that. */
  readonly beside: number;
  readonly left: number;
  readonly widthPx: number;
  /** The plate with the name, a run of bright cells of text in the row above the picture. */
  readonly plate: { readonly start: number; readonly end: number };
}

/**
 * Lays what was painted over a screenshot of the page, where the page says that the picture is.
 * @param painted the picture as a PNG, as `snapshot png` saves it
 * @param screenshot the page as a PNG in base64, in device pixels
 */
export async function seePicture(
  picture: Locator,
  painted: Buffer,
  screenshot: string,
): Promise<SeenPicture> {
  return picture.evaluate(
    async (element, [own, screen]) => {
      /** Brighter than any ground. */
      const BRIGHT_LEVEL = 110;
      /** How far to the left of the picture its plate is looked for. */
      const REACH_PX = 10;
      const pixelsOf = async (base64: string): Promise<ImageData> => {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
        const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
        if (!context) throw new Error('no 2D canvas');
        context.drawImage(bitmap, 0, 0);
        return context.getImageData(0, 0, bitmap.width, bitmap.height);
      };
      const [mine, seen] = [await pixelsOf(own), await pixelsOf(screen)];
      const rect = element.getBoundingClientRect();
      const left = Math.round(rect.left * devicePixelRatio);
      const top = Math.round(rect.top * devicePixelRatio);
      const differenceAt = (dx: number, dy: number): number => {
        let sum = 0;
        for (let y = 0; y < mine.height; y++) {
          for (let x = 0; x < mine.width; x++) {
            const at = (y * mine.width + x) * 4;
            const on = ((top + dy + y) * seen.width + left + dx + x) * 4;
            for (let channel = 0; channel < 3; channel++) {
              sum += Math.abs(mine.data[at + channel] - (seen.data[on + channel] ?? 0));
            }
          }
        }
        return sum / (mine.width * mine.height * 3);
      };
      const isBright = (x: number): boolean =>
        seen.data[((top - 1) * seen.width + x) * 4 + 1] > BRIGHT_LEVEL;
      let start = Math.max(0, left - REACH_PX);
      while (start < seen.width && !isBright(start)) start++;
      let end = start;
      while (end < seen.width && isBright(end)) end++;
      return {
        inPlace: differenceAt(0, 0),
        beside: Math.min(
          differenceAt(-1, 0),
          differenceAt(1, 0),
          differenceAt(0, -1),
          differenceAt(0, 1),
        ),
        left,
        widthPx: mine.width,
        plate: { start, end },
      };
    },
    [painted.toString('base64'), screenshot] as const,
  );
}
