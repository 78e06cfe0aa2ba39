const SPACE: u16 = 0x20;
const SHARE_BITS: i32 = 10;
const SLOPE_BITS: i32 = 10;
const ONE: i32 = 1 << SHARE_BITS;
/** In 1/8 level. */
const WHITE: i32 = 255 * 8;

/** The kernel of styles/duotone.ts; the tables are those of duotone-table.ts. */
export function drawDuotone(
  luma: usize,
  u: usize,
  v: usize,
  opened: usize,
  glyphs: usize,
  foreground: usize,
  background: usize,
  dirty: usize,
  cells: u32,
  glyphOfPattern: usize,
  codePoints: usize,
  slopes: usize,
  shares: usize,
  reciprocals: usize,
  flatLevels: i32,
): void {
  for (let cell: u32 = 0; cell < cells; cell++) {
    if (load<u8>(opened + cell) == 0) continue;
    const samples = i16x8.extend_low_i8x16_u(v128.load64_zero(luma + (cell << 3)));
    const low = lowest(samples);
    const range = highest(samples) - low;
    const mean = sumOf(i32x4.extadd_pairwise_i16x8_s(samples));
    let glyph = SPACE;
    let ink = (mean + 4) >> 3;
    let paper = ink;
    if (range >= flatLevels) {
      const reciprocal = load<i32>(reciprocals + (range << 2));
      const place: usize = load<u8>(glyphOfPattern + patternOf(samples, low, reciprocal));
      glyph = load<u16>(codePoints + (place << 1));
      const share: i32 = load<i16>(shares + (place << 1));
      const rest = ONE - share;
      const slope = sumOf(i32x4.dot_i16x8_s(samples, v128.load(slopes + (place << 4))));
      let ink8 = clamp(mean + (((slope >> (SLOPE_BITS - 3)) * rest) >> SHARE_BITS));
      let paper8 = (mean * ONE - ink8 * share) / rest;
      if (paper8 < 0 || paper8 > WHITE) {
        paper8 = clamp(paper8);
        ink8 = share == 0 ? ink8 : clamp((mean * ONE - paper8 * rest) / share);
      }
      ink = (ink8 + 4) >> 3;
      paper = (paper8 + 4) >> 3;
    }
    const chromaU = chromaMean(u + (cell << 2));
    const chromaV = chromaMean(v + (cell << 2));
    const offsets = rgbOffsets(chromaU, chromaV);
    const inkColour = pack(ink, offsets);
    const paperColour = pack(paper, offsets);
    const at = cell << 2;
    if (
      load<u16>(glyphs + (cell << 1)) == glyph &&
      load<u32>(foreground + at) == inkColour &&
      load<u32>(background + at) == paperColour
    ) {
      continue;
    }
    store<u16>(glyphs + (cell << 1), glyph);
    store<u32>(foreground + at, inkColour);
    store<u32>(background + at, paperColour);
    store<u8>(dirty + cell, 1);
  }
}

function clamp(value: i32): i32 {
  return value < 0 ? 0 : value > WHITE ? WHITE : value;
}

function lowest(samples: v128): i32 {
  const four = i16x8.min_s(samples, i32x4.shuffle(samples, samples, 2, 3, 2, 3));
  const two = i16x8.min_s(four, i32x4.shuffle(four, four, 1, 1, 1, 1));
  return min<i32>(i16x8.extract_lane_s(two, 0), i16x8.extract_lane_s(two, 1));
}

function highest(samples: v128): i32 {
  const four = i16x8.max_s(samples, i32x4.shuffle(samples, samples, 2, 3, 2, 3));
  const two = i16x8.max_s(four, i32x4.shuffle(four, four, 1, 1, 1, 1));
  return max<i32>(i16x8.extract_lane_s(two, 0), i16x8.extract_lane_s(two, 1));
}

function sumOf(lanes: v128): i32 {
  const halves = i32x4.add(lanes, i32x4.shuffle(lanes, lanes, 2, 3, 2, 3));
  return i32x4.extract_lane(halves, 0) + i32x4.extract_lane(halves, 1);
}

/** The 8 samples as 2 bits each, sample `i` at bit `2 * i`. */
function patternOf(samples: v128, low: i32, reciprocal: i32): usize {
  const above = i16x8.sub(samples, i16x8.splat(<i16>low));
  const factor = i32x4.splat(reciprocal);
  const first = i32x4.shr_u(i32x4.mul(i32x4.extend_low_i16x8_u(above), factor), 16);
  const second = i32x4.shr_u(i32x4.mul(i32x4.extend_high_i16x8_u(above), factor), 16);
  const levels = i16x8.narrow_i32x4_s(first, second);
  const places = i16x8(1, 4, 16, 64, 256, 1024, 4096, 16384);
  return <usize>sumOf(i32x4.dot_i16x8_s(levels, places));
}

/** `cellChroma` of sample-grid.ts, around 0. */
function chromaMean(at: usize): i32 {
  const sum = <i32>load<u8>(at) + load<u8>(at, 1) + load<u8>(at, 2) + load<u8>(at, 3);
  return ((sum + 2) >> 2) - 128;
}

/** What `packYuv` of rgb-of-luma.ts adds to the luma: blue, green, red. */
function rgbOffsets(u: i32, v: i32): v128 {
  const products = i32x4.add(
    i32x4.mul(i32x4.splat(u), i32x4(7601, -767, 0, 0)),
    i32x4.mul(i32x4.splat(v), i32x4(0, -1917, 6450, 0)),
  );
  return i32x4.shr_s(i32x4.add(products, i32x4(2048, 2048, 2048, 0)), 12);
}

function pack(luma: i32, offsets: v128): u32 {
  const channels = i32x4.add(i32x4.splat(luma), offsets);
  const words = i16x8.narrow_i32x4_s(channels, channels);
  return i32x4.extract_lane(i8x16.narrow_i16x8_u(words, words), 0) & 0xffffff;
}
