const SHIFT: i32 = 20;
const HALF: i32 = 1 << (SHIFT - 1);
const CHROMA_OFFSET: i32 = (128 << SHIFT) + HALF;

/**
 * `normaliseYuv` of normalise.ts. `weights` are seven i32: Y from Y, U and V; U from U and V; V from U
 * and V.
 */
export function normaliseYuv(
  imageY: usize,
  imageU: usize,
  imageV: usize,
  luma: usize,
  sampleU: usize,
  sampleV: usize,
  cols: u32,
  rows: u32,
  weights: usize,
  black: i32,
  isMirrored: bool,
): void {
  const width = cols << 1;
  const isPair = cols > 1;
  const yFromY = v128.load32_splat(weights);
  const offset = i32x4.splat(HALF - load<i32>(weights) * black);
  const yFromChroma = pairOfWeights(weights + 4);
  const uFromChroma = pairOfWeights(weights + 12);
  const vFromChroma = pairOfWeights(weights + 20);
  const chromaOffset = i32x4.splat(CHROMA_OFFSET);
  for (let row: u32 = 0; row < rows; row++) {
    const rowY = imageY + row * width * 8;
    const rowU = imageU + row * width * 4;
    const rowV = imageV + row * width * 4;
    // Two cells at a time; of an odd number, the last pair begins one cell early.
    for (let col: u32 = 0; col < cols; col += 2) {
      const from = col + 2 <= cols ? col : col > 0 ? col - 1 : 0;
      const source = isMirrored ? width - 2 * from - (isPair ? 4 : 2) : 2 * from;
      const at = source << 1;
      const upper = loadChroma(rowU + at, rowV + at, isMirrored, isPair);
      const lower = loadChroma(rowU + at + width * 2, rowV + at + width * 2, isMirrored, isPair);
      const upperTint = i32x4.add(i32x4.dot_i16x8_s(upper, yFromChroma), offset);
      const lowerTint = i32x4.add(i32x4.dot_i16x8_s(lower, yFromChroma), offset);
      const y0 = loadFour(rowY + at, isMirrored, isPair);
      const y1 = loadFour(rowY + at + width * 2, isMirrored, isPair);
      const y2 = loadFour(rowY + at + width * 4, isMirrored, isPair);
      const y3 = loadFour(rowY + at + width * 6, isMirrored, isPair);
      const lumas = toBytes(
        i32x4.add(i32x4.mul(yFromY, y0), upperTint),
        i32x4.add(i32x4.mul(yFromY, y1), upperTint),
        i32x4.add(i32x4.mul(yFromY, y2), lowerTint),
        i32x4.add(i32x4.mul(yFromY, y3), lowerTint),
      );
      const chroma = toBytes(
        i32x4.add(i32x4.dot_i16x8_s(upper, uFromChroma), chromaOffset),
        i32x4.add(i32x4.dot_i16x8_s(lower, uFromChroma), chromaOffset),
        i32x4.add(i32x4.dot_i16x8_s(upper, vFromChroma), chromaOffset),
        i32x4.add(i32x4.dot_i16x8_s(lower, vFromChroma), chromaOffset),
      );
      // Of each row, two bytes belong to the first cell and two to the second.
      const lumaCells = i16x8.shuffle(lumas, lumas, 0, 2, 4, 6, 1, 3, 5, 7);
      const chromaCells = i16x8.shuffle(chroma, chroma, 0, 2, 1, 3, 4, 6, 5, 7);
      const cell = row * cols + from;
      if (isPair) {
        v128.store(luma + (cell << 3), lumaCells);
        v128.store64_lane(sampleU + (cell << 2), chromaCells, 0);
        v128.store64_lane(sampleV + (cell << 2), chromaCells, 1);
      } else {
        v128.store64_lane(luma + (cell << 3), lumaCells, 0);
        v128.store32_lane(sampleU + (cell << 2), chromaCells, 0);
        v128.store32_lane(sampleV + (cell << 2), chromaCells, 2);
      }
    }
  }
}

/** The weights of U and V next to each other, four times. */
function pairOfWeights(weights: usize): v128 {
  return i32x4.splat((load<i32>(weights) & 0xffff) | (load<i32>(weights, 4) << 16));
}

/** Four of U and V by turns, around 0, left and right swapped when mirrored. */
function loadChroma(u: usize, v: usize, isMirrored: bool, isPair: bool): v128 {
  const zero = i16x8.splat(-0x8000);
  const fromU = isPair ? v128.load64_zero(u) : v128.load32_zero(u);
  const fromV = isPair ? v128.load64_zero(v) : v128.load32_zero(v);
  const pairs = v128.xor(i16x8.shuffle(fromU, fromV, 0, 8, 1, 9, 2, 10, 3, 11), zero);
  if (!isMirrored) return pairs;
  return isPair ? i32x4.shuffle(pairs, pairs, 3, 2, 1, 0) : i32x4.shuffle(pairs, pairs, 1, 0, 1, 0);
}

/** Four u16 as i32, likewise; of a single cell, two and two of no use. */
function loadFour(at: usize, isMirrored: bool, isPair: bool): v128 {
  const wide = i32x4.extend_low_i16x8_u(isPair ? v128.load64_zero(at) : v128.load32_zero(at));
  if (!isMirrored) return wide;
  return isPair ? i32x4.shuffle(wide, wide, 3, 2, 1, 0) : i32x4.shuffle(wide, wide, 1, 0, 1, 0);
}

/** The whole levels of 16 lanes, saturated. */
function toBytes(a: v128, b: v128, c: v128, d: v128): v128 {
  const upper = i16x8.narrow_i32x4_s(i32x4.shr_s(a, SHIFT), i32x4.shr_s(b, SHIFT));
  const lower = i16x8.narrow_i32x4_s(i32x4.shr_s(c, SHIFT), i32x4.shr_s(d, SHIFT));
  return i8x16.narrow_i16x8_u(upper, lower);
}
