import { type AreaAxis, createAreaAxis } from './area-axis';

/** One step of the fixed-point averages: 8 bits before the point, 8 behind. */
export const FIXED_ONE = 256;

/** Sums of a whole target must fit 32 bits: 255 * 16.8 million pixels. */
const MAX_SOURCE_PIXELS = 0x100_0000;

export interface PlaneSize {
  readonly width: number;
  readonly height: number;
}

/** Averages planes of one size into images of another; see `createPlaneAverager`. */
export interface PlaneAverager {
  /**
   * Averages `plane`, whose rows are `stride` bytes apart, into `targets`: one image per channel,
   * row by row, in units of 1/256 level. Channels beyond the last target are left out.
   */
  average(
    plane: Uint8Array | Uint8ClampedArray,
    stride: number,
    targets: readonly Uint16Array[],
  ): void;
}

/**
 * An area average (box filter) with exact fractional weights: each target is the mean of the source
 * area that it covers. The planes hold `channels` interleaved bytes a pixel. Rows are summed first
 * (sequential reads), then each sum row is cut into targets.
 *
 * @throws RangeError when the source is empty or above 16.8 million pixels.
 */
export function createPlaneAverager(
  source: PlaneSize,
  target: PlaneSize,
  channels: number,
): PlaneAverager {
  const pixels = source.width * source.height;
  if (!(pixels > 0 && pixels <= MAX_SOURCE_PIXELS)) {
    throw new RangeError(`Cannot sample a plane of ${source.width}x${source.height}`);
  }
  return new BoxAverager(
    createAreaAxis(source.width, target.width),
    createAreaAxis(source.height, target.height),
    channels,
  );
}

class BoxAverager implements PlaneAverager {
  /** Weighted sum of the source rows of one target row. */
  private readonly rowSums: Int32Array;
  /** Running total of one channel of `rowSums`, one entry more than pixels; wraps at 2^32. */
  private readonly totals: Int32Array;
  private readonly scale: number;

  constructor(
    private readonly across: AreaAxis,
    private readonly down: AreaAxis,
    private readonly channels: number,
  ) {
    this.rowSums = new Int32Array((across.sourceLength + 1) * channels);
    this.totals = new Int32Array(across.sourceLength + 1);
    this.scale = FIXED_ONE / (across.unitsPerTarget * down.unitsPerTarget);
  }

  average(
    plane: Uint8Array | Uint8ClampedArray,
    stride: number,
    targets: readonly Uint16Array[],
  ): void {
    const { down, across, channels, rowSums } = this;
    const rowBytes = across.sourceLength * channels;
    for (let row = 0; row < down.targetLength; row++) {
      sumRows(rowSums, plane, stride, rowBytes, down, row);
      for (let channel = 0; channel < targets.length; channel++) {
        this.cutRow(channel, targets[channel], row * across.targetLength);
      }
    }
  }

  private cutRow(channel: number, target: Uint16Array, at: number): void {
    const { across, channels, rowSums, totals, scale } = this;
    if (across.unitsPerSource === 1) {
      cutWhole(rowSums, channels, channel, across, scale, target, at);
    } else {
      addUp(rowSums, channels, channel, across.sourceLength, totals);
      cutFractions(rowSums, channels, channel, totals, across, scale, target, at);
    }
  }
}

/** `sums` = the rows that target `row` covers, each times the units of it that are covered. */
function sumRows(
  sums: Int32Array,
  plane: Uint8Array | Uint8ClampedArray,
  stride: number,
  rowBytes: number,
  { edgePixels, edgeUnits, unitsPerSource, unitsPerTarget }: AreaAxis,
  row: number,
): void {
  sums.fill(0);
  let left = unitsPerTarget;
  let inFirst = unitsPerSource - edgeUnits[row];
  for (let source = edgePixels[row]; left > 0; source += ROWS_AT_ONCE) {
    const a = Math.min(inFirst, left);
    const b = Math.min(unitsPerSource, left - a);
    const c = Math.min(unitsPerSource, left - a - b);
    const d = Math.min(unitsPerSource, left - a - b - c);
    addRows(sums, plane, source * stride, stride, rowBytes, a, b, c, d);
    left -= a + b + c + d;
    inFirst = unitsPerSource;
  }
}

/** Four in one pass take half the time of one by one: `sums` is fetched and stored less often. */
const ROWS_AT_ONCE = 4;

/** Adds the row at `at` times `a`, the next times `b`, and so on; a row of weight 0 is not read. */
function addRows(
  sums: Int32Array,
  plane: Uint8Array | Uint8ClampedArray,
  at: number,
  stride: number,
  length: number,
  a: number,
  b: number,
  c: number,
  d: number,
): void {
  const atB = b > 0 ? at + stride : at;
  const atC = c > 0 ? atB + stride : at;
  const atD = d > 0 ? atC + stride : at;
  for (let x = 0; x < length; x++) {
    const upper = Math.imul(plane[at + x], a) + Math.imul(plane[atB + x], b);
    const lower = Math.imul(plane[atC + x], c) + Math.imul(plane[atD + x], d);
    sums[x] = (sums[x] + upper + lower) | 0;
  }
}

/** The fast path, where targets are whole pixels wide: plain sums. */
function cutWhole(
  sums: Int32Array,
  channels: number,
  channel: number,
  { targetLength, unitsPerTarget }: AreaAxis,
  scale: number,
  target: Uint16Array,
  at: number,
): void {
  let source = channel;
  for (let x = 0; x < targetLength; x++) {
    let sum = 0;
    for (let pixel = 0; pixel < unitsPerTarget; pixel++) {
      sum += sums[source];
      source += channels;
    }
    target[at + x] = sum * scale + 0.5;
  }
}

function addUp(
  sums: Int32Array,
  channels: number,
  channel: number,
  length: number,
  totals: Int32Array,
): void {
  let total = 0;
  for (let x = 0, at = channel; x < length; x++, at += channels) {
    totals[x] = total;
    total = (total + sums[at]) | 0;
  }
  totals[length] = total;
}

/**
 * Each edge has the total of all units to its left, modulo 2^32; a target is the difference of its
 * two edges, which is exact because one target's sum fits 32 bits.
 */
function cutFractions(
  sums: Int32Array,
  channels: number,
  channel: number,
  totals: Int32Array,
  { targetLength, unitsPerSource, edgePixels, edgeUnits }: AreaAxis,
  scale: number,
  target: Uint16Array,
  at: number,
): void {
  let left = 0;
  for (let x = 0; x < targetLength; x++) {
    const pixel = edgePixels[x + 1];
    const whole = Math.imul(totals[pixel], unitsPerSource);
    const right = (whole + Math.imul(sums[pixel * channels + channel], edgeUnits[x + 1])) | 0;
    target[at + x] = ((right - left) >>> 0) * scale + 0.5;
    left = right;
  }
}
