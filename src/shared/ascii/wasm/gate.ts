/**
 * `TemporalGate.pass` of gate.ts, over `cells` cells; `maxDrift` is of sums, all else in levels.
 * Four cells at a time, a lane each, and without a branch: which cells open is not to be foretold.
 * Hence up to three cells behind the last are read and written.
 */
export function passGate(
  freshLuma: usize,
  freshU: usize,
  freshV: usize,
  heldLuma: usize,
  heldU: usize,
  heldV: usize,
  opened: usize,
  staleFrames: usize,
  cells: u32,
  threshold: i32,
  maxDrift: i32,
  flat: i32,
  maxStaleFrames: i32,
  isFirst: bool,
): void {
  const limits = i8x16.splat(<i8>threshold);
  const always = i32x4.splat(isFirst ? -1 : 0);
  for (let cell: u32 = 0; cell < cells; cell += 4) {
    const fresh = freshLuma + (cell << 3);
    const held = heldLuma + (cell << 3);
    const freshFirst = v128.load(fresh);
    const freshSecond = v128.load(fresh, 16);
    const heldFirst = v128.load(held);
    const heldSecond = v128.load(held, 16);
    // The upper and the lower halves of four cells.
    const freshUpper = i32x4.shuffle(freshFirst, freshSecond, 0, 2, 4, 6);
    const freshLower = i32x4.shuffle(freshFirst, freshSecond, 1, 3, 5, 7);
    const heldUpper = i32x4.shuffle(heldFirst, heldSecond, 0, 2, 4, 6);
    const heldLower = i32x4.shuffle(heldFirst, heldSecond, 1, 3, 5, 7);

    const gain = i16x8.sub(pairSums(freshUpper, freshLower), pairSums(heldUpper, heldLower));
    const drift = i32x4.abs(i32x4.dot_i16x8_s(gain, i16x8.splat(1)));
    const stale = staleFrames + cell;
    const frames = countStale(stale, drift, maxDrift);
    const span = i32x4.max_s(spans(freshUpper, freshLower), spans(heldUpper, heldLower));
    const isFlat = i32x4.lt_s(span, i32x4.splat(flat));
    const isLumaStill = isNone(
      v128.or(excess(freshUpper, heldUpper, limits), excess(freshLower, heldLower, limits)),
    );
    const u = v128.load(freshU + (cell << 2));
    const v = v128.load(freshV + (cell << 2));
    const ownU = v128.load(heldU + (cell << 2));
    const ownV = v128.load(heldV + (cell << 2));
    const isChromaStill = isNone(v128.or(excess(u, ownU, limits), excess(v, ownV, limits)));

    const hasDrifted = v128.or(
      i32x4.gt_s(drift, i32x4.splat(maxDrift)),
      i32x4.gt_s(frames, i32x4.splat(maxStaleFrames - 1)),
    );
    const isStill = v128.and(isChromaStill, v128.or(isLumaStill, isFlat));
    const isClosed = v128.andnot(isStill, v128.or(always, hasDrifted));

    storeBytes(opened + cell, v128.andnot(i32x4.splat(1), isClosed));
    storeBytes(stale, v128.and(frames, isClosed));
    const isFirstClosed = i32x4.shuffle(isClosed, isClosed, 0, 0, 1, 1);
    const isSecondClosed = i32x4.shuffle(isClosed, isClosed, 2, 2, 3, 3);
    v128.store(held, v128.bitselect(heldFirst, freshFirst, isFirstClosed));
    v128.store(held, v128.bitselect(heldSecond, freshSecond, isSecondClosed), 16);
    v128.store(heldU + (cell << 2), v128.bitselect(ownU, u, isClosed));
    v128.store(heldV + (cell << 2), v128.bitselect(ownV, v, isClosed));
  }
}

/** By how much each of 16 samples has moved beyond its limit. */
function excess(fresh: v128, held: v128, limits: v128): v128 {
  const steps = v128.or(i8x16.sub_sat_u(fresh, held), i8x16.sub_sat_u(held, fresh));
  return i8x16.sub_sat_u(steps, limits);
}

/** Which lanes have no bit set. */
function isNone(lanes: v128): v128 {
  return i32x4.eq(lanes, i32x4.splat(0));
}

/** Of the eight bytes of each lane of both, in two parts. */
function pairSums(upper: v128, lower: v128): v128 {
  return i16x8.add(i16x8.extadd_pairwise_i8x16_u(upper), i16x8.extadd_pairwise_i8x16_u(lower));
}

/** Brightest less darkest of the eight bytes of each lane of both. */
function spans(upper: v128, lower: v128): v128 {
  let low = i8x16.min_u(upper, lower);
  let high = i8x16.max_u(upper, lower);
  low = i8x16.min_u(low, i32x4.shr_u(low, 16));
  high = i8x16.max_u(high, i32x4.shr_u(high, 16));
  low = i8x16.min_u(low, i32x4.shr_u(low, 8));
  high = i8x16.max_u(high, i32x4.shr_u(high, 8));
  return v128.and(i8x16.sub(high, low), i32x4.splat(0xff));
}

/** For how long the means have been off by more than half the drift. */
function countStale(stale: usize, drift: v128, maxDrift: i32): v128 {
  const words = i16x8.extend_low_i8x16_u(v128.load32_zero(stale));
  const frames = i32x4.add(i32x4.extend_low_i16x8_u(words), i32x4.splat(1));
  return v128.and(frames, i32x4.gt_s(i32x4.shl(drift, 1), i32x4.splat(maxDrift)));
}

/** The lowest byte of each lane. */
function storeBytes(target: usize, lanes: v128): void {
  const words = i16x8.narrow_i32x4_s(lanes, lanes);
  v128.store32_lane(target, i8x16.narrow_i16x8_u(words, words), 0);
}
