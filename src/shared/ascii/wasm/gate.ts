/** `TemporalGate.pass` of gate.ts, over `cells` cells; `drift` is of sums, all else in levels. */
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
  for (let cell: u32 = 0; cell < cells; cell++) {
    const fresh = loadCell(freshLuma + (cell << 3), freshU + (cell << 2), freshV + (cell << 2));
    const held = loadCell(heldLuma + (cell << 3), heldU + (cell << 2), heldV + (cell << 2));
    const isOpen =
      isFirst ||
      shouldOpen(fresh, held, staleFrames + cell, limits, maxDrift, flat, maxStaleFrames);
    store<u8>(opened + cell, isOpen ? 1 : 0);
    if (!isOpen) continue;
    store<u8>(staleFrames + cell, 0);
    v128.store64_lane(heldLuma + (cell << 3), fresh, 0);
    v128.store32_lane(heldU + (cell << 2), fresh, 2);
    v128.store32_lane(heldV + (cell << 2), fresh, 3);
  }
}

/** Eight lumas, four U, four V. */
function loadCell(luma: usize, u: usize, v: usize): v128 {
  return v128.load32_lane(v, v128.load32_lane(u, v128.load64_zero(luma), 2), 3);
}

function shouldOpen(
  fresh: v128,
  held: v128,
  stale: usize,
  limits: v128,
  maxDrift: i32,
  flat: i32,
  maxStaleFrames: i32,
): bool {
  const drift = lumaDrift(fresh, held);
  if (drift > maxDrift) return true;
  if (2 * drift <= maxDrift) {
    store<u8>(stale, 0);
  } else {
    const frames: i32 = <i32>load<u8>(stale) + 1;
    store<u8>(stale, <u8>frames);
    if (frames >= maxStaleFrames) return true;
  }
  const steps = v128.or(i8x16.sub_sat_u(fresh, held), i8x16.sub_sat_u(held, fresh));
  const moved = i8x16.bitmask(i8x16.gt_u(steps, limits));
  if ((moved & 0xff00) != 0) return true;
  if ((moved & 0xff) == 0) return false;
  return lumaSpan(fresh) >= flat || lumaSpan(held) >= flat;
}

function lumaDrift(fresh: v128, held: v128): i32 {
  const steps = i16x8.sub(i16x8.extend_low_i8x16_u(fresh), i16x8.extend_low_i8x16_u(held));
  const pairs = i32x4.extadd_pairwise_i16x8_s(steps);
  const halves = i32x4.add(pairs, i32x4.shuffle(pairs, pairs, 2, 3, 2, 3));
  const sum = i32x4.extract_lane(halves, 0) + i32x4.extract_lane(halves, 1);
  return sum < 0 ? -sum : sum;
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
