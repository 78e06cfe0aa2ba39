import {
  type ChannelWeights,
  LIMITED_BLACK,
  RGB_WEIGHTS,
  WEIGHT_BITS,
  yuvWeights,
} from './colour-space';
import { clampToByte } from './luma';
import type { YuvColour } from './pixel-frame';
import {
  CHROMA_COLS_PER_CELL,
  CHROMA_PER_CELL,
  CHROMA_ROWS_PER_CELL,
  LUMA_PER_CELL,
  type SampleGrid,
} from './sample-grid';

// Averages come in 1/256 level and weights in 1/4096: 20 bits behind the point.
const SHIFT = 8 + WEIGHT_BITS;
const HALF = 1 << (SHIFT - 1);
const CHROMA_ZERO = 128 << 8;
const CHROMA_OFFSET = (128 << SHIFT) + HALF;

/** Averages of a YUV frame in 1/256 level, as images: luma 2x4 a cell, chroma 2x2. */
export interface YuvImages {
  readonly y: Uint16Array;
  readonly u: Uint16Array;
  readonly v: Uint16Array;
}

/** Averages of an RGB frame in 1/256 level, as images of 2x4 a cell. */
export interface RgbImages {
  readonly red: Uint16Array;
  readonly green: Uint16Array;
  readonly blue: Uint16Array;
}

/** Images -> samples by cell, full-range BT.709; mirrored, when asked, on the way. */
export type Normaliser<Images> = (images: Images, samples: SampleGrid) => void;

export function createYuvNormaliser(colour: YuvColour, isMirrored: boolean): Normaliser<YuvImages> {
  const weights = yuvWeights(colour);
  const black = (colour.isFullRange ? 0 : LIMITED_BLACK) << 8;
  return (images, samples) => {
    normaliseYuv(images, samples, weights, black, isMirrored);
  };
}

export function createRgbNormaliser(isMirrored: boolean): Normaliser<RgbImages> {
  return (images, samples) => {
    normaliseRgb(images, samples, RGB_WEIGHTS, isMirrored);
  };
}

/** By quadrant: the chroma of one goes into the two luma samples that it covers. */
function normaliseYuv(
  images: YuvImages,
  samples: SampleGrid,
  weights: ChannelWeights,
  black: number,
  isMirrored: boolean,
): void {
  const { cols, luma, u: sampleU, v: sampleV } = samples;
  const { y: imageY, u: imageU, v: imageV } = images;
  const [yFromY, yFromU, yFromV] = weights.y;
  const [, uFromU, uFromV] = weights.u;
  const [, vFromU, vFromV] = weights.v;
  const width = cols * CHROMA_COLS_PER_CELL;
  const height = samples.rows * CHROMA_ROWS_PER_CELL;
  const offset = HALF - yFromY * black;
  for (let qy = 0; qy < height; qy++) {
    for (let qx = 0; qx < width; qx++) {
      const source = qy * width + (isMirrored ? width - 1 - qx : qx);
      const u = imageU[source] - CHROMA_ZERO;
      const v = imageV[source] - CHROMA_ZERO;
      const tint = yFromU * u + yFromV * v + offset;
      // The luma image is as wide as the chroma image and twice as high.
      const upper = source + qy * width;
      const cell = (qy >> 1) * cols + (qx >> 1);
      const at = cell * LUMA_PER_CELL + (qy & 1) * 4 + (qx & 1);
      luma[at] = clampToByte((yFromY * imageY[upper] + tint) >> SHIFT);
      luma[at + 2] = clampToByte((yFromY * imageY[upper + width] + tint) >> SHIFT);
      const quadrant = cell * CHROMA_PER_CELL + (qy & 1) * 2 + (qx & 1);
      sampleU[quadrant] = clampToByte((uFromU * u + uFromV * v + CHROMA_OFFSET) >> SHIFT);
      sampleV[quadrant] = clampToByte((vFromU * u + vFromV * v + CHROMA_OFFSET) >> SHIFT);
    }
  }
}

/** By quadrant, as above: two luma samples, and the chroma of their mean. */
function normaliseRgb(
  images: RgbImages,
  samples: SampleGrid,
  weights: ChannelWeights,
  isMirrored: boolean,
): void {
  const { cols, luma, u: sampleU, v: sampleV } = samples;
  const { red, green, blue } = images;
  const [yRed, yGreen, yBlue] = weights.y;
  const [uRed, uGreen, uBlue] = weights.u;
  const [vRed, vGreen, vBlue] = weights.v;
  const width = cols * CHROMA_COLS_PER_CELL;
  const height = samples.rows * CHROMA_ROWS_PER_CELL;
  for (let qy = 0; qy < height; qy++) {
    for (let qx = 0; qx < width; qx++) {
      const upper = 2 * qy * width + (isMirrored ? width - 1 - qx : qx);
      const lower = upper + width;
      const cell = (qy >> 1) * cols + (qx >> 1);
      const at = cell * LUMA_PER_CELL + (qy & 1) * 4 + (qx & 1);
      luma[at] = (yRed * red[upper] + yGreen * green[upper] + yBlue * blue[upper] + HALF) >> SHIFT;
      luma[at + 2] =
        (yRed * red[lower] + yGreen * green[lower] + yBlue * blue[lower] + HALF) >> SHIFT;
      const r = (red[upper] + red[lower]) >> 1;
      const g = (green[upper] + green[lower]) >> 1;
      const b = (blue[upper] + blue[lower]) >> 1;
      const quadrant = cell * CHROMA_PER_CELL + (qy & 1) * 2 + (qx & 1);
      sampleU[quadrant] = clampToByte((uRed * r + uGreen * g + uBlue * b + CHROMA_OFFSET) >> SHIFT);
      sampleV[quadrant] = clampToByte((vRed * r + vGreen * g + vBlue * b + CHROMA_OFFSET) >> SHIFT);
    }
  }
}
