const SHIFT: i32 = 20;
const HALF: i32 = 1 << (SHIFT - 1);
const CHROMA_ZERO: i32 = 128 << 8;
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
  const height = rows << 1;
  for (let qy: u32 = 0; qy < height; qy++) {
    const upper = imageY + qy * width * 4;
    const lower = upper + width * 2;
    const rowU = imageU + qy * width * 2;
    const rowV = imageV + qy * width * 2;
    const cell = (qy >> 1) * cols;
    const lumaRow = luma + (cell << 3) + ((qy & 1) << 2);
    const uRow = sampleU + (cell << 2) + ((qy & 1) << 1);
    const vRow = sampleV + (cell << 2) + ((qy & 1) << 1);
    // Two cells at a time; of an odd number, the last pair begins one cell early.
    for (let col: u32 = 0; col < cols; col += 2) {
      const from = col + 2 <= cols ? col : col > 0 ? col - 1 : 0;
      const isPair = cols > 1;
      drawPair(
        upper,
        lower,
        rowU,
        rowV,
        lumaRow + (from << 3),
        uRow + (from << 2),
        vRow + (from << 2),
        isMirrored ? width - 2 * from - (isPair ? 4 : 2) : 2 * from,
        weights,
        black,
        isMirrored,
        isPair,
      );
    }
  }
}

function drawPair(
  upper: usize,
  lower: usize,
  rowU: usize,
  rowV: usize,
  luma: usize,
  sampleU: usize,
  sampleV: usize,
  source: u32,
  weights: usize,
  black: i32,
  isMirrored: bool,
  isPair: bool,
): void {
  const at = source << 1;
  const yFromY = v128.load32_splat(weights);
  const u = i32x4.sub(loadFour(rowU + at, isMirrored, isPair), i32x4.splat(CHROMA_ZERO));
  const v = i32x4.sub(loadFour(rowV + at, isMirrored, isPair), i32x4.splat(CHROMA_ZERO));
  const offset = i32x4.splat(HALF - load<i32>(weights) * black);
  const tint = i32x4.add(mix(u, v, weights + 4), offset);
  const a = i32x4.add(i32x4.mul(yFromY, loadFour(upper + at, isMirrored, isPair)), tint);
  const b = i32x4.add(i32x4.mul(yFromY, loadFour(lower + at, isMirrored, isPair)), tint);
  // Upper 0 1 2 3, lower 0 1 2 3, saturated to bytes.
  const lumas = toBytes(a, b);
  store<u32>(luma, pairOf(lumas, 0, 2));
  const chromaOffset = i32x4.splat(CHROMA_OFFSET);
  const chroma = toBytes(
    i32x4.add(mix(u, v, weights + 12), chromaOffset),
    i32x4.add(mix(u, v, weights + 20), chromaOffset),
  );
  store<u16>(sampleU, i16x8.extract_lane_u(chroma, 0));
  store<u16>(sampleV, i16x8.extract_lane_u(chroma, 2));
  if (!isPair) return;
  store<u32>(luma, pairOf(lumas, 1, 3), 8);
  store<u16>(sampleU, i16x8.extract_lane_u(chroma, 1), 4);
  store<u16>(sampleV, i16x8.extract_lane_u(chroma, 3), 4);
}

/** Four u16 as i32, left and right swapped when mirrored; of a single cell, two and two of no use. */
function loadFour(at: usize, isMirrored: bool, isPair: bool): v128 {
  const wide = i32x4.extend_low_i16x8_u(isPair ? v128.load64_zero(at) : v128.load32_zero(at));
  if (!isMirrored) return wide;
  return isPair ? i32x4.shuffle(wide, wide, 3, 2, 1, 0) : i32x4.shuffle(wide, wide, 1, 0, 1, 0);
}

/** `u` and `v` by the two weights at `weights`. */
function mix(u: v128, v: v128, weights: usize): v128 {
  return i32x4.add(
    i32x4.mul(u, v128.load32_splat(weights)),
    i32x4.mul(v, v128.load32_splat(weights, 4)),
  );
}

function toBytes(a: v128, b: v128): v128 {
  const words = i16x8.narrow_i32x4_s(i32x4.shr_s(a, SHIFT), i32x4.shr_s(b, SHIFT));
  return i8x16.narrow_i16x8_u(words, words);
}

/** Two pairs of neighbouring bytes as one word. */
function pairOf(bytes: v128, first: u8, second: u8): u32 {
  const a = first == 0 ? i16x8.extract_lane_u(bytes, 0) : i16x8.extract_lane_u(bytes, 1);
  const b = second == 2 ? i16x8.extract_lane_u(bytes, 2) : i16x8.extract_lane_u(bytes, 3);
  return (<u32>a) | ((<u32>b) << 16);
}
