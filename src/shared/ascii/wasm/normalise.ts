const SHIFT: i32 = 20;
const HALF: i32 = 1 << (SHIFT - 1);
const CHROMA_ZERO: i32 = 128 << 8;
const CHROMA_OFFSET: i32 = (128 << SHIFT) + HALF;
/** Cells that are normalised at a time. */
const GROUP: u32 = 4;

/**
 * `normaliseYuv` of normalise.ts. `weights` are seven i32: Y from Y, U and V; U from U and V; V
 * from U and V.
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
  for (let row: u32 = 0; row < rows; row++) {
    if (cols < GROUP) {
      normaliseFew(
        imageY,
        imageU,
        imageV,
        luma,
        sampleU,
        sampleV,
        cols,
        weights,
        black,
        isMirrored,
      );
    } else {
      normaliseRow(
        imageY,
        imageU,
        imageV,
        luma,
        sampleU,
        sampleV,
        cols,
        weights,
        black,
        isMirrored,
      );
    }
    imageY += cols << 4;
    imageU += cols << 3;
    imageV += cols << 3;
    luma += cols << 3;
    sampleU += cols << 2;
    sampleV += cols << 2;
  }
}

/** A row of four cells or more; where they are no multiple of four, the last four begin early. */
function normaliseRow(
  imageY: usize,
  imageU: usize,
  imageV: usize,
  luma: usize,
  sampleU: usize,
  sampleV: usize,
  cols: u32,
  weights: usize,
  black: i32,
  isMirrored: bool,
): void {
  // Of a row of samples, in bytes.
  const stride = cols << 2;
  const yFromY = v128.load32_splat(weights);
  const offset = i32x4.splat(HALF - load<i32>(weights) * black);
  const yFromChroma = pairOfWeights(weights + 4);
  const uFromChroma = pairOfWeights(weights + 12);
  const vFromChroma = pairOfWeights(weights + 20);
  const chromaOffset = i32x4.splat(CHROMA_OFFSET);
  const zero = i16x8.splat(-0x8000);
  for (let col: u32 = 0; col < cols; col += GROUP) {
    const from = min(col, cols - GROUP);
    const at = from << 2;
    // Four of U and V by turns, around 0: of both rows of quadrants, the left and the right half.
    const upperU = v128.xor(v128.load(imageU + at), zero);
    const upperV = v128.xor(v128.load(imageV + at), zero);
    const lowerU = v128.xor(v128.load(imageU + at + stride), zero);
    const lowerV = v128.xor(v128.load(imageV + at + stride), zero);
    const upperLeft = i16x8.shuffle(upperU, upperV, 0, 8, 1, 9, 2, 10, 3, 11);
    const upperRight = i16x8.shuffle(upperU, upperV, 4, 12, 5, 13, 6, 14, 7, 15);
    const lowerLeft = i16x8.shuffle(lowerU, lowerV, 0, 8, 1, 9, 2, 10, 3, 11);
    const lowerRight = i16x8.shuffle(lowerU, lowerV, 4, 12, 5, 13, 6, 14, 7, 15);

    const upperLeftTint = i32x4.add(i32x4.dot_i16x8_s(upperLeft, yFromChroma), offset);
    const upperRightTint = i32x4.add(i32x4.dot_i16x8_s(upperRight, yFromChroma), offset);
    const lowerLeftTint = i32x4.add(i32x4.dot_i16x8_s(lowerLeft, yFromChroma), offset);
    const lowerRightTint = i32x4.add(i32x4.dot_i16x8_s(lowerRight, yFromChroma), offset);
    const atY = imageY + at;
    const y0 = toLumas(atY, yFromY, upperLeftTint, upperRightTint);
    const y1 = toLumas(atY + stride, yFromY, upperLeftTint, upperRightTint);
    const y2 = toLumas(atY + stride * 2, yFromY, lowerLeftTint, lowerRightTint);
    const y3 = toLumas(atY + stride * 3, yFromY, lowerLeftTint, lowerRightTint);
    // Two bytes of each row belong to a cell.
    const even = i8x16.narrow_i16x8_u(y0, y2);
    const odd = i8x16.narrow_i16x8_u(y1, y3);
    const upper = i16x8.shuffle(even, odd, 0, 8, 1, 9, 2, 10, 3, 11);
    const lower = i16x8.shuffle(even, odd, 4, 12, 5, 13, 6, 14, 7, 15);
    const firstCells = i32x4.shuffle(upper, lower, 0, 4, 1, 5);
    const lastCells = i32x4.shuffle(upper, lower, 2, 6, 3, 7);

    const upperOwn = i8x16.narrow_i16x8_u(
      toChroma(upperLeft, upperRight, uFromChroma, chromaOffset),
      toChroma(upperLeft, upperRight, vFromChroma, chromaOffset),
    );
    const lowerOwn = i8x16.narrow_i16x8_u(
      toChroma(lowerLeft, lowerRight, uFromChroma, chromaOffset),
      toChroma(lowerLeft, lowerRight, vFromChroma, chromaOffset),
    );
    const cellsU = i16x8.shuffle(upperOwn, lowerOwn, 0, 8, 1, 9, 2, 10, 3, 11);
    const cellsV = i16x8.shuffle(upperOwn, lowerOwn, 4, 12, 5, 13, 6, 14, 7, 15);

    if (isMirrored) {
      const to = cols - GROUP - from;
      v128.store(luma + (to << 3), mirrorLumas(lastCells));
      v128.store(luma + (to << 3), mirrorLumas(firstCells), 16);
      v128.store(sampleU + (to << 2), mirrorChroma(cellsU));
      v128.store(sampleV + (to << 2), mirrorChroma(cellsV));
    } else {
      v128.store(luma + (from << 3), firstCells);
      v128.store(luma + (from << 3), lastCells, 16);
      v128.store(sampleU + (from << 2), cellsU);
      v128.store(sampleV + (from << 2), cellsV);
    }
  }
}

/** The weights of U and V next to each other, four times. */
function pairOfWeights(weights: usize): v128 {
  return i32x4.splat((load<i32>(weights) & 0xffff) | (load<i32>(weights, 4) << 16));
}

/** Whole levels of eight samples next to each other. */
function toLumas(at: usize, yFromY: v128, leftTint: v128, rightTint: v128): v128 {
  const left = i32x4.add(i32x4.mul(yFromY, v128.load_ext<u16>(at)), leftTint);
  const right = i32x4.add(i32x4.mul(yFromY, v128.load_ext<u16>(at, 8)), rightTint);
  return toLevels(left, right);
}

function toChroma(left: v128, right: v128, weights: v128, offset: v128): v128 {
  return toLevels(
    i32x4.add(i32x4.dot_i16x8_s(left, weights), offset),
    i32x4.add(i32x4.dot_i16x8_s(right, weights), offset),
  );
}

function toLevels(left: v128, right: v128): v128 {
  return i16x8.narrow_i32x4_s(i32x4.shr_s(left, SHIFT), i32x4.shr_s(right, SHIFT));
}

/** Two cells, of four rows of two samples each, left and right swapped. */
function mirrorLumas(cells: v128): v128 {
  return i8x16.shuffle(cells, cells, 9, 8, 11, 10, 13, 12, 15, 14, 1, 0, 3, 2, 5, 4, 7, 6);
}

/** Four cells, of two rows of two samples each, likewise. */
function mirrorChroma(cells: v128): v128 {
  return i8x16.shuffle(cells, cells, 13, 12, 15, 14, 9, 8, 11, 10, 5, 4, 7, 6, 1, 0, 3, 2);
}

/** A row of fewer cells, by quadrant. */
function normaliseFew(
  imageY: usize,
  imageU: usize,
  imageV: usize,
  luma: usize,
  sampleU: usize,
  sampleV: usize,
  cols: u32,
  weights: usize,
  black: i32,
  isMirrored: bool,
): void {
  const width = cols << 1;
  const yFromY = load<i32>(weights);
  for (let quadrant: u32 = 0; quadrant < width << 1; quadrant++) {
    const qy: u32 = quadrant >= width ? 1 : 0;
    const qx = quadrant - qy * width;
    const at = (qy * width + (isMirrored ? width - 1 - qx : qx)) << 1;
    const u = <i32>load<u16>(imageU + at) - CHROMA_ZERO;
    const v = <i32>load<u16>(imageV + at) - CHROMA_ZERO;
    const tint = weigh(u, v, weights + 4) + HALF - yFromY * black;
    const upper = imageY + at + ((qy * width) << 1);
    const to = ((qx >> 1) << 2) + (qy << 1) + (qx & 1);
    const toLuma = luma + ((qx >> 1) << 3) + (qy << 2) + (qx & 1);
    store<u8>(toLuma, toByte(yFromY * load<u16>(upper) + tint));
    store<u8>(toLuma, toByte(yFromY * load<u16>(upper + (width << 1)) + tint), 2);
    store<u8>(sampleU + to, toByte(weigh(u, v, weights + 12) + CHROMA_OFFSET));
    store<u8>(sampleV + to, toByte(weigh(u, v, weights + 20) + CHROMA_OFFSET));
  }
}

function weigh(u: i32, v: i32, weights: usize): i32 {
  return load<i32>(weights) * u + load<i32>(weights, 4) * v;
}

function toByte(value: i32): u8 {
  return <u8>min(max(value >> SHIFT, 0), 255);
}
