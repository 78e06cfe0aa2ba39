/**
 * `TemporalGate.pass` of gate.ts, over `cells` cells; `maxDrift` is of sums, all else in levels. Up to
 * 24 bytes behind the samples are read, and do not count.
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
  for (let first: u32 = 0; first < cells; first += 4) {
    const inU = moved(freshU + (first << 2), heldU + (first << 2), limits);
    const inV = moved(freshV + (first << 2), heldV + (first << 2), limits);
    // Four bits a cell.
    let chroma = i8x16.bitmask(v128.or(inU, inV));
    for (let pair = first; pair < min(first + 4, cells); pair += 2) {
      const fresh = freshLuma + (pair << 3);
      const held = heldLuma + (pair << 3);
      // Eight bits a cell.
      let luma = i8x16.bitmask(moved(fresh, held, limits));
      const drifts = lumaDrifts(fresh, held);
      let drift = i32x4.extract_lane(drifts, 0);
      for (let cell = pair; cell < min(pair + 2, cells); cell++) {
        const stale = staleFrames + cell;
        const isOpen =
          isFirst ||
          drift > maxDrift ||
          isStale(stale, drift, maxDrift, maxStaleFrames) ||
          (chroma & 0xf) != 0 ||
          ((luma & 0xff) != 0 && isTextured(freshLuma + (cell << 3), heldLuma + (cell << 3), flat));
        store<u8>(opened + cell, isOpen ? 1 : 0);
        if (isOpen) {
          store<u8>(stale, 0);
          store<u64>(heldLuma + (cell << 3), load<u64>(freshLuma + (cell << 3)));
          store<u32>(heldU + (cell << 2), load<u32>(freshU + (cell << 2)));
          store<u32>(heldV + (cell << 2), load<u32>(freshV + (cell << 2)));
        }
        chroma >>= 4;
        luma >>= 8;
        drift = i32x4.extract_lane(drifts, 2);
      }
    }
  }
}

/** Which of 16 samples have moved by more than their limits. */
function moved(fresh: usize, held: usize, limits: v128): v128 {
  const a = v128.load(fresh);
  const b = v128.load(held);
  const steps = v128.or(i8x16.sub_sat_u(a, b), i8x16.sub_sat_u(b, a));
  return i8x16.gt_u(steps, limits);
}

/** How far the sums of two cells have moved, in lanes 0 and 2. */
function lumaDrifts(fresh: usize, held: usize): v128 {
  const a = i16x8.extadd_pairwise_i8x16_u(v128.load(fresh));
  const b = i16x8.extadd_pairwise_i8x16_u(v128.load(held));
  const quarters = i32x4.extadd_pairwise_i16x8_s(i16x8.sub(a, b));
  return i32x4.abs(i32x4.add(quarters, i32x4.shuffle(quarters, quarters, 1, 0, 3, 2)));
}

/** Counts for how long the mean has been off. */
function isStale(stale: usize, drift: i32, maxDrift: i32, maxStaleFrames: i32): bool {
  if (2 * drift <= maxDrift) {
    store<u8>(stale, 0);
    return false;
  }
  const frames: i32 = <i32>load<u8>(stale) + 1;
  store<u8>(stale, <u8>frames);
  return frames >= maxStaleFrames;
}

function isTextured(fresh: usize, held: usize, flat: i32): bool {
  return lumaSpan(v128.load64_zero(fresh)) >= flat || lumaSpan(v128.load64_zero(held)) >= flat;
}

/** Of the lower eight bytes. */
function lumaSpan(cell: v128): i32 {
  const swapped = i32x4.shuffle(cell, cell, 1, 0, 1, 0);
  let low = i8x16.min_u(cell, swapped);
  let high = i8x16.max_u(cell, swapped);
  // The lower byte of each of two words now has to be compared with the upper.
  low = i8x16.min_u(low, i16x8.shr_u(low, 8));
  high = i8x16.max_u(high, i16x8.shr_u(high, 8));
  const lowest = min<u32>(i16x8.extract_lane_u(low, 0) & 0xff, i16x8.extract_lane_u(low, 1) & 0xff);
  const highest = max<u32>(
    i16x8.extract_lane_u(high, 0) & 0xff,
    i16x8.extract_lane_u(high, 1) & 0xff,
  );
  return <i32>(highest - lowest);
}
