const SPACE: i32 = 0x20;
const SHARE_BITS: i32 = 10;
const SLOPE_BITS: i32 = 10;
const ONE: i32 = 1 << SHARE_BITS;
/** In 1/8 level. */
const WHITE: i32 = 255 * 8;

/**
 * Cells are matched and then drawn by so many: in one go, each would wait for a chain of lookups
 * and divisions that is longer than what a processor looks ahead.
 */
const CHUNK: u32 = 1024;
/** Of a chunk's groups of four cells: the first cell, the range of each, and the glyph of each. */
const FIRST_CELLS: usize = memory.data(1024, 16);
const RANGES: usize = memory.data(4096, 16);
const GLYPHS: usize = memory.data(1024, 16);

/**
 * The kernel of styles/duotone.ts; the tables are those of duotone-table.ts. `traits` are two i32 a
 * glyph: its share and its code point. `thresholds` has four bytes for each range of a cell: how
 * far above its darkest sample the levels 1, 2 and 3 begin. Four cells at a time, a lane each; up
 * to three behind the last are read and written.
 */
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
  slopes: usize,
  traits: usize,
  thresholds: usize,
  flatLevels: i32,
): void {
  for (let from: u32 = 0; from < cells; from += CHUNK) {
    const groups = listGroups(opened, from, min(from + CHUNK, cells));
    matchGlyphs(luma, groups, glyphOfPattern, thresholds);
    drawGroups(
      luma,
      u,
      v,
      opened,
      glyphs,
      foreground,
      background,
      dirty,
      groups,
      slopes,
      traits,
      flatLevels,
    );
  }
}

/** Lists the groups in which a cell is open, without a branch: which do is not to be foretold. */
function listGroups(opened: usize, from: u32, to: u32): u32 {
  let groups: u32 = 0;
  for (let cell = from; cell < to; cell += 4) {
    store<u32>(FIRST_CELLS + (groups << 2), cell);
    groups += load<u32>(opened + cell) != 0 ? 1 : 0;
  }
  return groups;
}

/** The glyphs of all groups that are listed, and the range of each cell. */
function matchGlyphs(luma: usize, groups: u32, glyphOfPattern: usize, thresholds: usize): void {
  for (let group: u32 = 0; group < groups; group++) {
    const cell = load<u32>(FIRST_CELLS + (group << 2));
    const first = v128.load(luma + (cell << 3));
    const second = v128.load(luma + (cell << 3), 16);
    // The upper and the lower halves of four cells.
    const upper = i32x4.shuffle(first, second, 0, 2, 4, 6);
    const lower = i32x4.shuffle(first, second, 1, 3, 5, 7);
    const low = lowest(upper, lower);
    const range = i32x4.sub(highest(upper, lower), low);

    const range0 = thresholds + (i32x4.extract_lane(range, 0) << 2);
    const range1 = thresholds + (i32x4.extract_lane(range, 1) << 2);
    const range2 = thresholds + (i32x4.extract_lane(range, 2) << 2);
    const range3 = thresholds + (i32x4.extract_lane(range, 3) << 2);
    const firstLows = i8x16.swizzle(low, i8x16(0, 0, 0, 0, 0, 0, 0, 0, 4, 4, 4, 4, 4, 4, 4, 4));
    const secondLows = i8x16.swizzle(
      low,
      i8x16(8, 8, 8, 8, 8, 8, 8, 8, 12, 12, 12, 12, 12, 12, 12, 12),
    );
    const firstPatterns = patterns(i8x16.sub(first, firstLows), range0, range1);
    const secondPatterns = patterns(i8x16.sub(second, secondLows), range2, range3);
    v128.store(RANGES + (group << 4), range);
    const matched = GLYPHS + (group << 2);
    store<u8>(matched, load<u8>(glyphOfPattern + i16x8.extract_lane_u(firstPatterns, 0)));
    store<u8>(matched, load<u8>(glyphOfPattern + i16x8.extract_lane_u(firstPatterns, 4)), 1);
    store<u8>(matched, load<u8>(glyphOfPattern + i16x8.extract_lane_u(secondPatterns, 0)), 2);
    store<u8>(matched, load<u8>(glyphOfPattern + i16x8.extract_lane_u(secondPatterns, 4)), 3);
  }
}

/** The colours of all groups that are listed; of their cells, those that are open are drawn. */
function drawGroups(
  luma: usize,
  u: usize,
  v: usize,
  opened: usize,
  glyphs: usize,
  foreground: usize,
  background: usize,
  dirty: usize,
  groups: u32,
  slopes: usize,
  traits: usize,
  flatLevels: i32,
): void {
  for (let group: u32 = 0; group < groups; group++) {
    const cell = load<u32>(FIRST_CELLS + (group << 2));
    const first = v128.load(luma + (cell << 3));
    const second = v128.load(luma + (cell << 3), 16);
    const mean = sums(
      i32x4.shuffle(first, second, 0, 2, 4, 6),
      i32x4.shuffle(first, second, 1, 3, 5, 7),
    );
    const range = v128.load(RANGES + (group << 4));
    const matched = GLYPHS + (group << 2);
    const glyph0: usize = load<u8>(matched);
    const glyph1: usize = load<u8>(matched, 1);
    const glyph2: usize = load<u8>(matched, 2);
    const glyph3: usize = load<u8>(matched, 3);
    const slope = horizontalSums(
      i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(first), v128.load(slopes + (glyph0 << 4))),
      i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(first), v128.load(slopes + (glyph1 << 4))),
      i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_u(second), v128.load(slopes + (glyph2 << 4))),
      i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_u(second), v128.load(slopes + (glyph3 << 4))),
    );
    const firstTraits = loadTraits(traits, glyph0, glyph1);
    const secondTraits = loadTraits(traits, glyph2, glyph3);
    const share = i32x4.shuffle(firstTraits, secondTraits, 0, 2, 4, 6);
    const shape = i32x4.shuffle(firstTraits, secondTraits, 1, 3, 5, 7);
    const rest = i32x4.sub(i32x4.splat(ONE), share);
    const step = i32x4.mul(i32x4.shr_s(slope, SLOPE_BITS - 3), rest);
    const freeInk = clamp(i32x4.add(mean, i32x4.shr_s(step, SHARE_BITS)));
    const freePaper = remainder(mean, freeInk, share, rest);
    const paper8 = clamp(freePaper);
    const isInside = i32x4.eq(paper8, freePaper);
    const ink8 = v128.bitselect(freeInk, clamp(remainder(mean, paper8, rest, share)), isInside);

    const isFlat = i32x4.lt_s(range, i32x4.splat(flatLevels));
    const ink = toLevels(v128.bitselect(mean, ink8, isFlat));
    const paper = toLevels(v128.bitselect(mean, paper8, isFlat));
    const glyph = v128.bitselect(i32x4.splat(SPACE), shape, isFlat);
    const chroma = chromaPairs(u + (cell << 2), v + (cell << 2));
    // `packYuv` of luma.ts: what chroma adds to the luma of blue, green and red.
    const blue = offsets(chroma, 7601, 0);
    const green = offsets(chroma, -767, -1917);
    const red = offsets(chroma, 0, 6450);
    const blues = i16x8.narrow_i32x4_s(i32x4.add(ink, blue), i32x4.add(paper, blue));
    const greens = i16x8.narrow_i32x4_s(i32x4.add(ink, green), i32x4.add(paper, green));
    const reds = i16x8.narrow_i32x4_s(i32x4.add(ink, red), i32x4.add(paper, red));
    const blueRed = i8x16.narrow_i16x8_u(blues, reds);
    const green0 = i8x16.narrow_i16x8_u(greens, i16x8.splat(0));
    const blueGreen = interleaveLow(blueRed, green0);
    const red0 = interleaveHigh(blueRed, green0);
    const inks = i16x8.shuffle(blueGreen, red0, 0, 8, 1, 9, 2, 10, 3, 11);
    const papers = i16x8.shuffle(blueGreen, red0, 4, 12, 5, 13, 6, 14, 7, 15);

    const open = widen(opened + cell);
    const isOpen = i32x4.gt_s(open, i32x4.splat(0));
    const heldGlyph = i32x4.extend_low_i16x8_u(v128.load64_zero(glyphs + (cell << 1)));
    const heldInks = v128.load(foreground + (cell << 2));
    const heldPapers = v128.load(background + (cell << 2));
    const isSame = v128.and(
      i32x4.eq(glyph, heldGlyph),
      v128.and(i32x4.eq(inks, heldInks), i32x4.eq(papers, heldPapers)),
    );
    store<u32>(dirty + cell, load<u32>(dirty + cell) | lowBytesOf(v128.andnot(open, isSame)));
    const words = v128.bitselect(glyph, heldGlyph, isOpen);
    v128.store64_lane(glyphs + (cell << 1), i16x8.narrow_i32x4_u(words, words), 0);
    v128.store(foreground + (cell << 2), v128.bitselect(inks, heldInks, isOpen));
    v128.store(background + (cell << 2), v128.bitselect(papers, heldPapers, isOpen));
  }
}

function clamp(values: v128): v128 {
  return i32x4.min_s(i32x4.max_s(values, i32x4.splat(0)), i32x4.splat(WHITE));
}

/**
 * What is left of `mean` for one part of a cell when the other, of `share`, has `value`. Where it
 * lies within 0..WHITE, single precision is off by less than a 1024th, and so truncates as a
 * division of whole numbers does; beyond, it is clamped.
 */
function remainder(mean: v128, value: v128, share: v128, rest: v128): v128 {
  const left = i32x4.sub(i32x4.shl(mean, SHARE_BITS), i32x4.mul(value, share));
  const quotients = f32x4.div(f32x4.convert_i32x4_s(left), f32x4.convert_i32x4_s(rest));
  return i32x4.trunc_sat_f32x4_s(quotients);
}

/** From eighths. */
function toLevels(values: v128): v128 {
  return i32x4.shr_s(i32x4.add(values, i32x4.splat(4)), 3);
}

/** Of the eight bytes of each lane of both. */
function lowest(upper: v128, lower: v128): v128 {
  const four = i8x16.min_u(upper, lower);
  const two = i8x16.min_u(four, i32x4.shr_u(four, 16));
  return v128.and(i8x16.min_u(two, i32x4.shr_u(two, 8)), i32x4.splat(0xff));
}

function highest(upper: v128, lower: v128): v128 {
  const four = i8x16.max_u(upper, lower);
  const two = i8x16.max_u(four, i32x4.shr_u(four, 16));
  return v128.and(i8x16.max_u(two, i32x4.shr_u(two, 8)), i32x4.splat(0xff));
}

function sums(upper: v128, lower: v128): v128 {
  const pairs = i16x8.add(
    i16x8.extadd_pairwise_i8x16_u(upper),
    i16x8.extadd_pairwise_i8x16_u(lower),
  );
  return i32x4.dot_i16x8_s(pairs, i16x8.splat(1));
}

/**
 * The 8 samples of each of two cells as 2 bits each, sample `i` at bit `2 * i` of its half, of
 * which the lowest 16 bits count; `above` is what they have above the cell's darkest.
 */
function patterns(above: v128, first: usize, second: usize): v128 {
  const pair = v128.load32_lane(second, v128.load32_zero(first), 2);
  const ones = i8x16.swizzle(pair, i8x16(0, 0, 0, 0, 0, 0, 0, 0, 8, 8, 8, 8, 8, 8, 8, 8));
  const twos = i8x16.swizzle(pair, i8x16(1, 1, 1, 1, 1, 1, 1, 1, 9, 9, 9, 9, 9, 9, 9, 9));
  const threes = i8x16.swizzle(pair, i8x16(2, 2, 2, 2, 2, 2, 2, 2, 10, 10, 10, 10, 10, 10, 10, 10));
  const atLeastTwo = i8x16.add(i8x16.ge_u(above, twos), i8x16.ge_u(above, threes));
  const levels = i8x16.abs(i8x16.add(i8x16.ge_u(above, ones), atLeastTwo));
  const nibbles = v128.and(v128.or(levels, i16x8.shr_u(levels, 6)), i16x8.splat(0xf));
  const halves = i32x4.dot_i16x8_s(nibbles, i16x8(1, 16, 256, 4096, 1, 16, 256, 4096));
  return v128.or(halves, i64x2.shr_u(halves, 32));
}

/** The sums of the lanes of each. */
function horizontalSums(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = i32x4.add(i32x4.shuffle(a, b, 0, 2, 4, 6), i32x4.shuffle(a, b, 1, 3, 5, 7));
  const cd = i32x4.add(i32x4.shuffle(c, d, 0, 2, 4, 6), i32x4.shuffle(c, d, 1, 3, 5, 7));
  return i32x4.add(i32x4.shuffle(ab, cd, 0, 2, 4, 6), i32x4.shuffle(ab, cd, 1, 3, 5, 7));
}

/** Share and code point of two glyphs, by turns. */
function loadTraits(traits: usize, a: usize, b: usize): v128 {
  return v128.load64_lane(traits + (b << 3), v128.load64_zero(traits + (a << 3)), 1);
}

// prettier-ignore
function interleaveLow(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
}

// prettier-ignore
function interleaveHigh(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
}

/**
 * `cellChroma` of sample-grid.ts around 0, four times: u in the lower half of a lane, v in the
 * upper.
 */
function chromaPairs(u: usize, v: usize): v128 {
  const sums = v128.or(chromaSums(u), i32x4.shl(chromaSums(v), 16));
  return i16x8.sub(i16x8.shr_u(i16x8.add(sums, i16x8.splat(2)), 2), i16x8.splat(128));
}

function chromaSums(at: usize): v128 {
  return i32x4.dot_i16x8_s(i16x8.extadd_pairwise_i8x16_u(v128.load(at)), i16x8.splat(1));
}

function offsets(chroma: v128, ofU: i32, ofV: i32): v128 {
  const factors = i32x4.splat((ofU & 0xffff) | (ofV << 16));
  const products = i32x4.dot_i16x8_s(chroma, factors);
  return i32x4.shr_s(i32x4.add(products, i32x4.splat(2048)), 12);
}

/** Four bytes, a lane each. */
function widen(bytes: usize): v128 {
  return i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(bytes)));
}

function lowBytesOf(lanes: v128): u32 {
  const words = i16x8.narrow_i32x4_s(lanes, lanes);
  return i32x4.extract_lane(i8x16.narrow_i16x8_u(words, words), 0);
}
