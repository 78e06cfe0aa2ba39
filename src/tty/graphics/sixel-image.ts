import type { Area } from '../screen/screen-layout';
import { cursorTo } from '../terminal/terminal-modes';
import type { PixelImage } from './pixel-image';
import { encodeSixel } from './encode-sixel';
import type { SixelCells } from './sixel-cells';

// Sixel, as DEC's VT340 has it. It knows no scaling: an image is as large as its pixels.

/** Shades of red, green and blue, whatever the picture: most where eyes see most. */
const [REDS, GREENS, BLUES] = [6, 8, 5] as const;
const PALETTE = Array.from({ length: REDS * GREENS * BLUES }, (_, index) => ({
  red: share(Math.floor(index / (GREENS * BLUES)), REDS),
  green: share(Math.floor(index / BLUES) % GREENS, GREENS),
  blue: share(index % BLUES, BLUES),
}));
/** Bayer's, of four by four: where a shade is between two, they take turns. */
const THRESHOLDS = [0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5];
const LEVELS = 256;
/** What each level of a primary adds to the index in the palette, for each threshold. */
const RED_STEPS = stepsOf(REDS, GREENS * BLUES);
const GREEN_STEPS = stepsOf(GREENS, BLUES);
const BLUE_STEPS = stepsOf(BLUES, 1);

function stepsOf(shades: number, places: number): Uint8Array {
  const steps = new Uint8Array(THRESHOLDS.length * LEVELS);
  for (const [cell, threshold] of THRESHOLDS.entries()) {
    for (let level = 0; level < LEVELS; level++) {
      const shade = (level * (shades - 1)) / (LEVELS - 1) + (threshold + 0.5) / THRESHOLDS.length;
      steps[cell * LEVELS + level] = Math.floor(shade) * places;
    }
  }
  return steps;
}

function share(step: number, shades: number): number {
  return step / (shades - 1);
}

/** Shows `image` at `place`, in cells of the screen; smaller where the terminal has a limit. */
export function sixelImage(image: PixelImage, place: Area, { cell, most }: SixelCells): string {
  const [widthPx, heightPx] = [place.cols * cell.widthPx, place.rows * cell.heightPx];
  const share = Math.min(
    1,
    (most?.widthPx ?? widthPx) / widthPx,
    (most?.heightPx ?? heightPx) / heightPx,
  );
  const [width, height] = [Math.floor(share * widthPx), Math.floor(share * heightPx)];
  const row = place.row + Math.floor((heightPx - height) / 2 / cell.heightPx);
  const col = place.col + Math.floor((widthPx - width) / 2 / cell.widthPx);
  const indices = new Uint8Array(width * height);
  const across = Uint16Array.from({ length: width }, (_, x) => (x * image.width) / width);
  for (let y = 0; y < height; y++) {
    const from = Math.floor((y * image.height) / height) * image.width;
    for (let x = 0; x < width; x++) {
      const colour = image.pixels[from + across[x]];
      const steps = ((y & 3) * 4 + (x & 3)) * LEVELS;
      indices[y * width + x] =
        RED_STEPS[steps + (colour >> 16)] +
        GREEN_STEPS[steps + ((colour >> 8) & 0xff)] +
        BLUE_STEPS[steps + (colour & 0xff)];
    }
  }
  return cursorTo(row, col) + encodeSixel({ width, height, indices }, PALETTE);
}
