import type { YuvFrame } from '../../helpers/y4m';

// A frame's number, painted into its lowest rows as black and white blocks that survive a codec.

const BLOCKS = 16;
const BITS = 7;
const STAMP_ROWS = 16;
const WHITE = 235;
const BLACK = 16;
const NEUTRAL = 128;

/** Stamps `frame` with `number` (0 to 127): black, white, its bits, and their complements. */
export function writeStamp(frame: YuvFrame, number: number): void {
  const { widthPx, heightPx, y, u, v } = frame;
  const blockPx = widthPx / BLOCKS;
  for (let row = heightPx - STAMP_ROWS; row < heightPx; row++) {
    for (let block = 0; block < BLOCKS; block++) {
      const level = isWhite(number, block) ? WHITE : BLACK;
      y.fill(level, row * widthPx + block * blockPx, row * widthPx + (block + 1) * blockPx);
    }
  }
  const chromaStart = ((heightPx - STAMP_ROWS) / 2) * (widthPx / 2);
  u.fill(NEUTRAL, chromaStart);
  v.fill(NEUTRAL, chromaStart);
}

function isWhite(number: number, block: number): boolean {
  if (block < 2) return block === 1;
  const bit = ((number >> ((block - 2) % BITS)) & 1) === 1;
  return block < 2 + BITS ? bit : !bit;
}

/**
 * The number that a plane of brightness is stamped with, whatever size it was scaled to; null where
 * no stamp is to be read. Needs nothing outside itself: it is also sent to workers as source text.
 */
export function readStamp(
  plane: Uint8Array,
  stride: number,
  width: number,
  height: number,
): number | null {
  const row = Math.floor(height * (1 - 8 / 480));
  const levels = Array.from({ length: 16 }, (_, block) => {
    const centre = Math.floor(((block + 0.5) * width) / 16);
    let sum = 0;
    for (let x = centre - 4; x < centre + 4; x++) sum += plane[row * stride + x];
    return sum / 8;
  });
  if (levels[1] - levels[0] < 60) return null;
  const threshold = (levels[0] + levels[1]) / 2;
  let number = 0;
  for (let bit = 0; bit < 7; bit++) {
    const isSet = levels[2 + bit] > threshold;
    if (levels[9 + bit] > threshold === isSet) return null;
    if (isSet) number |= 1 << bit;
  }
  return number;
}
