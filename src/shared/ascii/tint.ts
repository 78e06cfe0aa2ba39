import { cellChroma, type SampleGrid } from './sample-grid';

/** BT.709-6 section 3, item 3.3, solved for R, G and B. */
const RED_FROM_V = 1.5748;
const GREEN_FROM_U = -0.1873;
const GREEN_FROM_V = -0.4681;
const BLUE_FROM_U = 1.8556;

/** clivrt adds this to the saturation (HSV) of every pixel. */
const SATURATION_BOOST = 0.3;

/**
 * Saturation from which the whole boost is given. Below it the boost shrinks in proportion, so
 * that grey stays grey: clivrt's gave white walls the hue 0 and painted them pink.
 */
const FULL_BOOST_SATURATION = 0.5;

/** Red, green and blue of a cell, gamma-coded, 0..255. */
export type Tint = Float32Array;

export function createTint(): Tint {
  return new Float32Array(3);
}

/**
 * Writes the boosted colour of a cell into `tint`. Hue and luma stay: the boost
 * pulls the channels apart around the luma, and stops where one of them would leave 0..255.
 */
export function tintCell(samples: SampleGrid, cell: number, luma: number, tint: Tint): void {
  const u = cellChroma(samples.u, cell) - 128;
  const v = cellChroma(samples.v, cell) - 128;
  const red = RED_FROM_V * v;
  const green = GREEN_FROM_U * u + GREEN_FROM_V * v;
  const blue = BLUE_FROM_U * u;
  const low = Math.min(red, green, blue);
  const high = Math.max(red, green, blue);
  const gain = Math.min(boost(luma, low, high), gamutLimit(luma, low, high));
  tint[0] = luma + gain * red;
  tint[1] = luma + gain * green;
  tint[2] = luma + gain * blue;
}

/** How much further apart the channels may go, from their extremes around `luma`. */
function boost(luma: number, low: number, high: number): number {
  if (high <= 0) return 1;
  const saturation = Math.min(1, (high - low) / (luma + high));
  return 1 + (SATURATION_BOOST * Math.min(1, saturation / FULL_BOOST_SATURATION)) / saturation;
}

/** The gain at which the first channel reaches 0 or 255. */
function gamutLimit(luma: number, low: number, high: number): number {
  const upward = high > 0 ? (255 - luma) / high : Infinity;
  const downward = low < 0 ? luma / -low : Infinity;
  return Math.min(upward, downward);
}

/** The gain at which the brightest channel of `tint` reaches 255. */
export function tintHeadroom(tint: Tint): number {
  return 255 / Math.max(tint[0], tint[1], tint[2], 1);
}

/** 0xRRGGBB of `tint` times `gain`; where a channel would pass 255 all give way: the hue stays. */
export function packTint(tint: Tint, gain: number): number {
  const limited = Math.min(gain, tintHeadroom(tint));
  const red = Math.round(tint[0] * limited);
  const green = Math.round(tint[1] * limited);
  return (red << 16) | (green << 8) | Math.round(tint[2] * limited);
}
