/** Up to this many units a target column's sum fits 16 bits: 255 * 257. */
const MAX_UNITS_16: u32 = 257;

/**
 * `BoxAverager.average` of area-average.ts, for planes of one channel. The axes' tables are
 * `edgePixels` and `edgeUnits` of area-axis.ts, i32 each; `sums` has room for the source's width plus
 * 20 i32. 15 bytes behind the plane's end are read, and do not count.
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
  targetHeight: u32,
  unitsPerSourceY: u32,
  unitsPerTargetY: u32,
  edgePixelsY: usize,
  edgeUnitsY: usize,
  sums: usize,
  target: usize,
): void {
  const scale: f64 = 256.0 / (<f64>unitsPerTargetX * <f64>unitsPerTargetY);
  for (let row: u32 = 0; row < targetHeight; row++) {
    const first = plane + load<u32>(edgePixelsY + (row << 2)) * stride;
    const inFirst = unitsPerSourceY - load<u32>(edgeUnitsY + (row << 2));
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

/** 16 columns at a time, down all rows of the target. */
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
