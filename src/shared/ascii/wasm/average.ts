import { averageFewRows, isPartExact, partOfLevel } from './average-few-rows';

/** Up to this many units a target column's sum fits 16 bits: 255 * 257; signed ones: 255 * 128. */
const MAX_UNITS_16: u32 = 257;
const MAX_UNITS_15: u32 = 128;

/** Up to this many units a target single precision rounds no average to the wrong side. */
const MAX_UNITS_F32: u32 = 127;

/**
 * `BoxAverager.average` of area-average.ts, for planes of one channel. The axes' tables are
 * `edgePixels` and `edgeUnits` of area-axis.ts, i32 each; `taps` are four i16 a target, what the
 * pixels from its first one on count, or 0 where targets are wider than that. `sums` has room for
 * the source's width plus 20 i32. 15 bytes behind the plane's end are read, and do not count, and
 * up to 14 behind the target's are written over.
 */
export function averagePlane(
  plane: usize,
  stride: u32,
  width: u32,
  targetWidth: u32,
  unitsPerSourceX: u32,
  unitsPerTargetX: u32,
  edgePixelsX: usize,
  edgeUnitsX: usize,
  taps: usize,
  targetHeight: u32,
  unitsPerSourceY: u32,
  unitsPerTargetY: u32,
  edgePixelsY: usize,
  edgeUnitsY: usize,
  sums: usize,
  target: usize,
): void {
  const units = unitsPerTargetX * unitsPerTargetY;
  const scale: f64 = 256.0 / (<f64>unitsPerTargetX * <f64>unitsPerTargetY);
  const isShort = taps != 0 && unitsPerTargetY <= MAX_UNITS_15 && units <= MAX_UNITS_F32;
  const isWhole = unitsPerSourceX == 1 && unitsPerTargetX == 1;
  const isHalved = isShort && unitsPerSourceX == 1 && unitsPerTargetX == 2;
  const isFew = (isHalved || (isShort && isWhole)) && isPartExact(units);
  const levels = i16x8.splat(<i16>(256 / units));
  const parts = i16x8.splat(<i16>partOfLevel(units));
  for (let row: u32 = 0; row < targetHeight; row++) {
    const first = plane + load<u32>(edgePixelsY + (row << 2)) * stride;
    const inFirst = unitsPerSourceY - load<u32>(edgeUnitsY + (row << 2));
    if (isFew && inFirst + 2 * unitsPerSourceY >= unitsPerTargetY) {
      averageFewRows(
        first,
        stride,
        width,
        inFirst,
        unitsPerSourceY,
        unitsPerTargetY,
        isHalved,
        levels,
        parts,
        target,
      );
      target += targetWidth << 1;
      continue;
    }
    if (isHalved) {
      averageHalves(
        first,
        stride,
        width,
        inFirst,
        unitsPerSourceY,
        unitsPerTargetY,
        <f32>scale,
        target,
      );
      target += targetWidth << 1;
      continue;
    }
    if (isShort) {
      sumRowsShort(sums, first, stride, width, inFirst, unitsPerSourceY, unitsPerTargetY);
      if (isWhole) cutOnes(sums, targetWidth, <f32>scale, target);
      else cutShort(sums, targetWidth, edgePixelsX, taps, <f32>scale, target);
      target += targetWidth << 1;
      continue;
    }
    if (unitsPerTargetY <= MAX_UNITS_16) {
      sumRows16(sums, first, stride, width, inFirst, unitsPerSourceY, unitsPerTargetY);
    } else {
      sumRows32(sums, first, stride, width, inFirst, unitsPerSourceY, unitsPerTargetY);
    }
    if (unitsPerSourceX == 1) {
      cutWhole(sums, targetWidth, unitsPerTargetX, scale, target);
    } else {
      cutFractions(sums, targetWidth, unitsPerSourceX, edgePixelsX, edgeUnitsX, scale, target);
    }
    target += targetWidth << 1;
  }
}

/** 16 columns at a time, down all rows of the target; the sums are 16 bits each. */
function sumRowsShort(
  sums: usize,
  first: usize,
  stride: u32,
  width: u32,
  inFirst: u32,
  unitsPerSource: u32,
  unitsPerTarget: u32,
): void {
  const inFirstOnly = min(inFirst, unitsPerTarget);
  const whole = (unitsPerTarget - inFirstOnly) / unitsPerSource;
  const inLast = unitsPerTarget - inFirstOnly - whole * unitsPerSource;
  const firstWeights = i16x8.splat(<i16>inFirstOnly);
  const weights = i16x8.splat(<i16>unitsPerSource);
  const lastWeights = i16x8.splat(<i16>inLast);
  for (let x: u32 = 0; x < width; x += 16) {
    let at = first + x;
    let pixels = v128.load(at);
    let low = i16x8.mul(i16x8.extend_low_i8x16_u(pixels), firstWeights);
    let high = i16x8.mul(i16x8.extend_high_i8x16_u(pixels), firstWeights);
    for (let row: u32 = 0; row < whole; row++) {
      at += stride;
      pixels = v128.load(at);
      low = i16x8.add(low, i16x8.mul(i16x8.extend_low_i8x16_u(pixels), weights));
      high = i16x8.add(high, i16x8.mul(i16x8.extend_high_i8x16_u(pixels), weights));
    }
    if (inLast != 0) {
      pixels = v128.load(at + stride);
      low = i16x8.add(low, i16x8.mul(i16x8.extend_low_i8x16_u(pixels), lastWeights));
      high = i16x8.add(high, i16x8.mul(i16x8.extend_high_i8x16_u(pixels), lastWeights));
    }
    v128.store(sums + (x << 1), low);
    v128.store(sums + (x << 1), high, 16);
  }
}

/** Each sum, of 16 bits, by itself. */
function cutOnes(sums: usize, targetWidth: u32, scale: f32, target: usize): void {
  const scales = f32x4.splat(scale);
  let x: u32 = 0;
  for (; x + 8 <= targetWidth; x += 8) {
    v128.store(target + (x << 1), toShortAverages(v128.load(sums + (x << 1)), scales));
  }
  for (; x < targetWidth; x++) {
    storeShort(target + (x << 1), load<u16>(sums + (x << 1)), scale);
  }
}

/** Targets of two columns each, 8 at a time, with no sums stored in between. */
function averageHalves(
  first: usize,
  stride: u32,
  width: u32,
  inFirst: u32,
  unitsPerSource: u32,
  unitsPerTarget: u32,
  scale: f32,
  target: usize,
): void {
  const inFirstOnly = min(inFirst, unitsPerTarget);
  const whole = (unitsPerTarget - inFirstOnly) / unitsPerSource;
  const inLast = unitsPerTarget - inFirstOnly - whole * unitsPerSource;
  const firstWeights = i16x8.splat(<i16>inFirstOnly);
  const weights = i16x8.splat(<i16>unitsPerSource);
  const lastWeights = i16x8.splat(<i16>inLast);
  const scales = f32x4.splat(scale);
  for (let x: u32 = 0; x < width; x += 16) {
    let at = first + x;
    let sums = i16x8.mul(i16x8.extadd_pairwise_i8x16_u(v128.load(at)), firstWeights);
    for (let row: u32 = 0; row < whole; row++) {
      at += stride;
      const pairs = i16x8.extadd_pairwise_i8x16_u(v128.load(at));
      sums = i16x8.add(sums, i16x8.mul(pairs, weights));
    }
    if (inLast != 0) {
      const pairs = i16x8.extadd_pairwise_i8x16_u(v128.load(at + stride));
      sums = i16x8.add(sums, i16x8.mul(pairs, lastWeights));
    }
    v128.store(target + x, toShortAverages(sums, scales));
  }
}

/** Eight sums of 16 bits. */
function toShortAverages(sums: v128, scales: v128): v128 {
  const low = toAverages(i32x4.extend_low_i16x8_u(sums), scales);
  const high = toAverages(i32x4.extend_high_i16x8_u(sums), scales);
  return i16x8.narrow_i32x4_u(low, high);
}

/** Each target from four of the sums, of 16 bits each, the fourth at the most of no weight. */
function cutShort(
  sums: usize,
  targetWidth: u32,
  edgePixels: usize,
  taps: usize,
  scale: f32,
  target: usize,
): void {
  const scales = f32x4.splat(scale);
  let x: u32 = 0;
  for (; x + 4 <= targetWidth; x += 4) {
    const edges = edgePixels + (x << 2);
    const weights = taps + (x << 3);
    const a = loadTwice(sums, load<u32>(edges), load<u32>(edges, 4));
    const b = loadTwice(sums, load<u32>(edges, 8), load<u32>(edges, 12));
    const first = i32x4.dot_i16x8_s(a, v128.load(weights));
    const second = i32x4.dot_i16x8_s(b, v128.load(weights, 16));
    const even = i32x4.shuffle(first, second, 0, 2, 4, 6);
    const odd = i32x4.shuffle(first, second, 1, 3, 5, 7);
    const averages = toAverages(i32x4.add(even, odd), scales);
    v128.store64_lane(target + (x << 1), i16x8.narrow_i32x4_u(averages, averages), 0);
  }
  for (; x < targetWidth; x++) {
    const at = sums + (load<u32>(edgePixels + (x << 2)) << 1);
    const dots = i32x4.dot_i16x8_s(v128.load64_zero(at), v128.load64_zero(taps + (x << 3)));
    storeShort(target + (x << 1), i32x4.extract_lane(dots, 0) + i32x4.extract_lane(dots, 1), scale);
  }
}

function loadTwice(sums: usize, first: u32, second: u32): v128 {
  return v128.load64_lane(sums + (second << 1), v128.load64_zero(sums + (first << 1)), 1);
}

/** From here on, single precision has no bits behind the point: adding it rounds. */
const ROUNDER: f32 = 8388608.0;

/** A tie, which would round to even, is not among sums of so few units: see MAX_UNITS_F32. */
function toAverages(sums: v128, scales: v128): v128 {
  const rounder = f32x4.splat(ROUNDER);
  const rounded = f32x4.add(f32x4.mul(f32x4.convert_i32x4_s(sums), scales), rounder);
  return i32x4.sub(rounded, rounder);
}

function storeShort(target: usize, sum: u32, scale: f32): void {
  const averages = toAverages(i32x4.splat(sum), f32x4.splat(scale));
  store<u16>(target, <u16>i32x4.extract_lane(averages, 0));
}

/** As above, but sums of 32 bits, which are as large as 16 bits without a sign can hold. */
function sumRows16(
  sums: usize,
  first: usize,
  stride: u32,
  width: u32,
  inFirst: u32,
  unitsPerSource: u32,
  unitsPerTarget: u32,
): void {
  for (let x: u32 = 0; x < width; x += 16) {
    let at = first + x;
    let weight = min(inFirst, unitsPerTarget);
    let left = unitsPerTarget;
    let low = i16x8.splat(0);
    let high = i16x8.splat(0);
    while (true) {
      const pixels = v128.load(at);
      const weights = i16x8.splat(<i16>weight);
      low = i16x8.add(low, i16x8.mul(i16x8.extend_low_i8x16_u(pixels), weights));
      high = i16x8.add(high, i16x8.mul(i16x8.extend_high_i8x16_u(pixels), weights));
      left -= weight;
      if (left == 0) break;
      weight = min(unitsPerSource, left);
      at += stride;
    }
    const to = sums + (x << 2);
    v128.store(to, i32x4.extend_low_i16x8_u(low));
    v128.store(to, i32x4.extend_high_i16x8_u(low), 16);
    v128.store(to, i32x4.extend_low_i16x8_u(high), 32);
    v128.store(to, i32x4.extend_high_i16x8_u(high), 48);
  }
}

/** As above, 4 columns at a time, for weights of any size. */
function sumRows32(
  sums: usize,
  first: usize,
  stride: u32,
  width: u32,
  inFirst: u32,
  unitsPerSource: u32,
  unitsPerTarget: u32,
): void {
  for (let x: u32 = 0; x < width; x += 4) {
    let at = first + x;
    let weight = min(inFirst, unitsPerTarget);
    let left = unitsPerTarget;
    let sum = i32x4.splat(0);
    while (true) {
      const pixels = i16x8.extend_low_i8x16_u(v128.load32_zero(at));
      const wide = i32x4.extend_low_i16x8_u(pixels);
      sum = i32x4.add(sum, i32x4.mul(wide, i32x4.splat(weight)));
      left -= weight;
      if (left == 0) break;
      weight = min(unitsPerSource, left);
      at += stride;
    }
    v128.store(sums + (x << 2), sum);
  }
}

function cutWhole(sums: usize, targetWidth: u32, units: u32, scale: f64, target: usize): void {
  let at = sums;
  let x: u32 = 0;
  if (units == 2) {
    for (; x + 4 <= targetWidth; x += 4) {
      const a = v128.load(at);
      const b = v128.load(at, 16);
      const even = i32x4.shuffle(a, b, 0, 2, 4, 6);
      const odd = i32x4.shuffle(a, b, 1, 3, 5, 7);
      storeAverages(target + (x << 1), i32x4.add(even, odd), scale);
      at += 32;
    }
  }
  for (; x < targetWidth; x++) {
    let sum: u32 = 0;
    for (let pixel: u32 = 0; pixel < units; pixel++) {
      sum += load<u32>(at);
      at += 4;
    }
    store<u16>(target + (x << 1), average(sum, scale));
  }
}

/** Each edge has the total of all units to its left, modulo 2^32. */
function cutFractions(
  sums: usize,
  targetWidth: u32,
  unitsPerSource: u32,
  edgePixels: usize,
  edgeUnits: usize,
  scale: f64,
  target: usize,
): void {
  let left: u32 = 0;
  let total: u32 = 0;
  let at = sums;
  for (let x: u32 = 0; x < targetWidth; x++) {
    const edge = (x + 1) << 2;
    const end = sums + (load<u32>(edgePixels + edge) << 2);
    while (at < end) {
      total += load<u32>(at);
      at += 4;
    }
    const right = total * unitsPerSource + load<u32>(at) * load<u32>(edgeUnits + edge);
    store<u16>(target + (x << 1), average(right - left, scale));
    left = right;
  }
}

function average(sum: u32, scale: f64): u16 {
  return <u16>(<u32>(<f64>sum * scale + 0.5));
}

function storeAverages(target: usize, sums: v128, scale: f64): void {
  const scales = f64x2.splat(scale);
  const half = f64x2.splat(0.5);
  const upper = i32x4.shuffle(sums, sums, 2, 3, 2, 3);
  const a = f64x2.add(f64x2.mul(f64x2.convert_low_i32x4_u(sums), scales), half);
  const b = f64x2.add(f64x2.mul(f64x2.convert_low_i32x4_u(upper), scales), half);
  const low = i32x4.trunc_sat_f64x2_u_zero(a);
  const high = i32x4.trunc_sat_f64x2_u_zero(b);
  const words = i16x8.narrow_i32x4_u(i32x4.shuffle(low, high, 0, 1, 4, 5), low);
  v128.store64_lane(target, words, 0);
}
