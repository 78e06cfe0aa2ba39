/**
 * A row of targets of one column each, or of two, that reach over no more than three rows of the
 * plane: eight at a time, without a branch. `levels` are 256 over the units of a target, whole, and
 * `parts` what is left of that behind the point: see `partOfLevel`.
 */
export function averageFewRows(
  first: usize,
  stride: u32,
  width: u32,
  inFirst: u32,
  unitsPerSource: u32,
  unitsPerTarget: u32,
  isHalved: bool,
  levels: v128,
  parts: v128,
  target: usize,
): void {
  const weightOfFirst = min(inFirst, unitsPerTarget);
  const weightOfSecond = min(unitsPerSource, unitsPerTarget - weightOfFirst);
  const weightOfThird = unitsPerTarget - weightOfFirst - weightOfSecond;
  // A row of no weight may lie behind the plane's end.
  const second = weightOfSecond == 0 ? first : first + stride;
  const third = weightOfThird == 0 ? second : second + stride;
  const firstWeights = i16x8.splat(<i16>weightOfFirst);
  const secondWeights = i16x8.splat(<i16>weightOfSecond);
  const thirdWeights = i16x8.splat(<i16>weightOfThird);
  if (isHalved) {
    for (let x: u32 = 0; x < width; x += 16) {
      const a = i16x8.extadd_pairwise_i8x16_u(v128.load(first + x));
      const b = i16x8.extadd_pairwise_i8x16_u(v128.load(second + x));
      const c = i16x8.extadd_pairwise_i8x16_u(v128.load(third + x));
      const sums = weigh(a, firstWeights, b, secondWeights, c, thirdWeights);
      v128.store(target + x, toAverages(sums, levels, parts));
    }
  } else {
    for (let x: u32 = 0; x < width; x += 8) {
      const a = v128.load_ext<u8>(first + x);
      const b = v128.load_ext<u8>(second + x);
      const c = v128.load_ext<u8>(third + x);
      const sums = weigh(a, firstWeights, b, secondWeights, c, thirdWeights);
      v128.store(target + (x << 1), toAverages(sums, levels, parts));
    }
  }
}

/** What is left of 256 over `units` behind the point, in 1/32768. */
export function partOfLevel(units: u32): u32 {
  return (((256 % units) << 16) / units + 1) >> 1;
}

/**
 * Whether that part is exact enough to average by: what it is off, times a sum, must stay below
 * half a unit. An average of so few units comes no nearer to a tie.
 */
export function isPartExact(units: u32): bool {
  const off = abs<i32>(<i32>(partOfLevel(units) * units) - <i32>((256 % units) << 15));
  return <u32>off * 255 * 2 * units < 32768;
}

function weigh(a: v128, ofA: v128, b: v128, ofB: v128, c: v128, ofC: v128): v128 {
  return i16x8.add(i16x8.add(i16x8.mul(a, ofA), i16x8.mul(b, ofB)), i16x8.mul(c, ofC));
}

/** Eight sums, without going through single precision. */
function toAverages(sums: v128, levels: v128, parts: v128): v128 {
  return i16x8.add(i16x8.mul(sums, levels), i16x8.q15mulr_sat_s(sums, parts));
}
