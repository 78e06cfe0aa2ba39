import type { Area } from '../screen/screen-layout';
import { cursorTo } from '../terminal/terminal-modes';
import type { PixelImage } from './pixel-image';
import { encodeSixel } from './encode-sixel';

// Sixel, as DEC's VT340 has it. It knows no scaling: an image is as large as its pixels.

/** A cell of the terminal. */
export interface CellSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Shades of red, green and blue, whatever the picture: most where eyes see most. */
const [REDS, GREENS, BLUES] = [6, 8, 5] as const;
const PALETTE = Array.from({ length: REDS * GREENS * BLUES }, (_, index) => ({
  red: share(Math.floor(index / (GREENS * BLUES)), REDS),
  green: share(Math.floor(index / BLUES) % GREENS, GREENS),
  blue: share(index % BLUES, BLUES),
}));
/** Bayer's, of four by four: where a shade is between two, they take turns. */
const THRESHOLDS = [0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5].map(
  (level) => (level + 0.5) / 16,
);

function share(step: number, shades: number): number {
  return step / (shades - 1);
}

/** Shows `image` at `place`, cells of the screen, of that size each. */
export function sixelImage(image: PixelImage, place: Area, cell: CellSize): string {
  const width = place.cols * cell.widthPx;
  const height = place.rows * cell.heightPx;
  const indices = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const from = Math.floor((y * image.height) / height) * image.width;
    for (let x = 0; x < width; x++) {
      const colour = image.pixels[from + Math.floor((x * image.width) / width)];
      indices[y * width + x] = nearest(colour, THRESHOLDS[(y % 4) * 4 + (x % 4)]);
    }
  }
  return cursorTo(place.row, place.col) + encodeSixel({ width, height, indices }, PALETTE);
}

/** Where in the palette. */
function nearest(colour: number, threshold: number): number {
  const step = (value: number, shades: number): number =>
    Math.floor((value * (shades - 1)) / 255 + threshold);
  const red = step(colour >> 16, REDS);
  const green = step((colour >> 8) & 0xff, GREENS);
  return (red * GREENS + green) * BLUES + step(colour & 0xff, BLUES);
}
