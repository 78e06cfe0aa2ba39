import type { CropShare } from '../../src/shared/stage/magnifier';
import type { LumaFrame } from './fake-camera';

/** Samples along each side: letters that are magnified four times are still told apart. */
const SIDE = 96;

/** How much a picture is like a part of another, whatever the sizes of both: -1 to 1. */
export function partLikeness(seen: LumaFrame, whole: LumaFrame, part: CropShare): number {
  return correlation(samplesOf(seen, { x: 0, y: 0, width: 1, height: 1 }), samplesOf(whole, part));
}

/** Means of SIDE x SIDE areas of a part. */
function samplesOf({ widthPx, heightPx, luma }: LumaFrame, part: CropShare): Float64Array {
  const samples = new Float64Array(SIDE * SIDE);
  for (let row = 0; row < SIDE; row++) {
    const [top, bottom] = rangeOf(part.y, part.height, row, heightPx);
    for (let col = 0; col < SIDE; col++) {
      const [left, right] = rangeOf(part.x, part.width, col, widthPx);
      let sum = 0;
      for (let y = top; y < bottom; y++) {
        for (let x = left; x < right; x++) sum += luma[y * widthPx + x];
      }
      samples[row * SIDE + col] = sum / ((bottom - top) * (right - left));
    }
  }
  return samples;
}

/** The pixels of the sample at `index`: at least one. */
function rangeOf(start: number, length: number, index: number, px: number): [number, number] {
  const from = Math.min(px - 1, Math.floor((start + (length * index) / SIDE) * px));
  const to = Math.floor((start + (length * (index + 1)) / SIDE) * px);
  return [from, Math.max(from + 1, Math.min(px, to))];
}

function correlation(a: Float64Array, b: Float64Array): number {
  const centred = (values: Float64Array): Float64Array => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return values.map((value) => value - mean);
  };
  const [left, right] = [centred(a), centred(b)];
  const product = left.reduce((sum, value, at) => sum + value * right[at], 0);
  return product / (Math.hypot(...left) * Math.hypot(...right) || 1);
}
