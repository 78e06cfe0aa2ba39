const OWN: u32 = 0xff000000;
const SPACE: u32 = 0x20;
const COVERED: u32 = 0;
const UNKNOWN: u32 = 0xffffffff;
const MIN_ERASED_CELLS: u32 = 5;
/** `ESC [`. */
const BEGIN: u16 = 0x5b1b;
const SMALL_M: u8 = 0x6d;
const OWN_ENTRY: u32 = 256;
const RGB_ENTRY: u32 = 257;

/** How colours are told: by number of a palette, in 24 bits, as swapped alone, or as they are. */
const BY_PALETTE: u32 = 0;
const BY_RGB: u32 = 1;
const SWAPPED_ONLY: u32 = 2;

// What the call that runs works on: there is one instance for each terminal.
let nextGlyphs: usize = 0;
let nextInks: usize = 0;
let nextPapers: usize = 0;
let shownGlyphs: usize = 0;
let shownInks: usize = 0;
let shownPapers: usize = 0;
let mode: u32 = 0;
let palette: usize = 0;
let inkTexts: usize = 0;
let paperTexts: usize = 0;
let glyphTexts: usize = 0;
let decimals: usize = 0;
let canErase: bool = false;
let paletteRgb: usize = 0;
let tolerance: i32 = 0;
let hasShades: bool = false;
/** Two colours that are never off; OWN: none. */
let exactOne: u32 = OWN;
let exactOther: u32 = OWN;

let at: usize = 0;
let penRow: u32 = UNKNOWN;
let penCol: u32 = UNKNOWN;
let penInk: u32 = OWN;
let penPaper: u32 = OWN;

/**
 * `ByteDelta.encode` of terminal-delta.ts. The six planes of the next frame and of the shown one
 * follow each other in `planes`, as addresses; then the tables: palette, inks, papers, texts,
 * decimals as of `writeAnsi`, and what the palette's colours are; then the two exact colours. Up to
 * 16 bytes behind the end are written over. Returns the length in bytes.
 */
export function writeDelta(
  planes: usize,
  cols: u32,
  rows: u32,
  colourMode: u32,
  erases: bool,
  most: i32,
  target: usize,
): u32 {
  nextGlyphs = load<u32>(planes, 0);
  nextInks = load<u32>(planes, 4);
  nextPapers = load<u32>(planes, 8);
  shownGlyphs = load<u32>(planes, 12);
  shownInks = load<u32>(planes, 16);
  shownPapers = load<u32>(planes, 20);
  palette = load<u32>(planes, 24);
  inkTexts = load<u32>(planes, 28);
  paperTexts = load<u32>(planes, 32);
  glyphTexts = load<u32>(planes, 36);
  decimals = load<u32>(planes, 40);
  paletteRgb = load<u32>(planes, 44);
  exactOne = load<u32>(planes, 48);
  exactOther = load<u32>(planes, 52);
  mode = colourMode;
  tolerance = most;
  hasShades = mode == BY_PALETTE || mode == BY_RGB;
  canErase = erases;
  at = target;
  penRow = UNKNOWN;
  penCol = UNKNOWN;
  penInk = OWN;
  penPaper = OWN;
  for (let row: u32 = 0; row < rows; row++) writeRow(row, cols);
  if (penInk != OWN || penPaper != OWN) putSequence(SMALL_M, 0);
  return <u32>(at - target);
}

function writeRow(row: u32, cols: u32): void {
  const start = row * cols;
  const end = start + cols;
  let cell = start;
  while (cell < end) {
    const glyph = glyphOf(cell);
    if (isHeld(cell, glyph)) {
      cell++;
    } else if (glyph == COVERED) {
      take(cell, glyph, OWN, toldOf(load<u32>(nextPapers + (cell << 2))));
      cell++;
    } else if (glyph == SPACE) {
      const paper = chosenOf(paperOf(cell), penPaper);
      const count = takeSolid(cell, end, paper);
      putSolid(row, cell - start, count, paper);
      cell += count;
    } else {
      const ink = chosenOf(inkOf(cell), penInk);
      const paper = chosenOf(paperOf(cell), penPaper);
      const col = cell - start;
      take(cell, glyph, ink, paper);
      moveTo(row, col);
      setColours(ink, paper);
      putGlyph(glyph);
      penCol = isPlain(glyph) ? col + 1 : UNKNOWN;
      cell++;
    }
  }
}

function glyphOf(cell: u32): u32 {
  const glyph = writable(load<u16>(nextGlyphs + (cell << 1)));
  return isFlat(cell, glyph) ? SPACE : glyph;
}

function isFlat(cell: u32, glyph: u32): bool {
  if (!hasShades || glyph == SPACE || glyph == COVERED || !isPlain(glyph)) return false;
  const ink = load<u32>(nextInks + (cell << 2));
  return ink != OWN && isNear(ink, load<u32>(nextPapers + (cell << 2)), tolerance >> 1);
}

function paperOf(cell: u32): u32 {
  const paper = load<u32>(nextPapers + (cell << 2));
  if (!isFlat(cell, writable(load<u16>(nextGlyphs + (cell << 1))))) return paper;
  const ink = load<u32>(nextInks + (cell << 2));
  return ((paper >> 1) & 0x7f7f7f) + ((ink >> 1) & 0x7f7f7f);
}

function inkOf(cell: u32): u32 {
  return mode == SWAPPED_ONLY ? OWN : load<u32>(nextInks + (cell << 2));
}

function isHeld(cell: u32, glyph: u32): bool {
  if (glyph != <u32>load<u16>(shownGlyphs + (cell << 1))) return false;
  const isBlank = glyph == SPACE || glyph == COVERED;
  return (
    (isBlank || isAlike(inkOf(cell), load<u32>(shownInks + (cell << 2)))) &&
    isAlike(paperOf(cell), load<u32>(shownPapers + (cell << 2)))
  );
}

function take(cell: u32, glyph: u32, ink: u32, paper: u32): void {
  store<u16>(shownGlyphs + (cell << 1), <u16>glyph);
  store<u32>(shownInks + (cell << 2), ink);
  store<u32>(shownPapers + (cell << 2), paper);
}

function takeSolid(first: u32, end: u32, paper: u32): u32 {
  let cell = first;
  do {
    take(cell, SPACE, OWN, paper);
    cell++;
  } while (cell < end && isSolidLike(cell, paper));
  return cell - first;
}

function isSolidLike(cell: u32, paper: u32): bool {
  return glyphOf(cell) == SPACE && isAlike(paperOf(cell), paper) && !isHeld(cell, SPACE);
}

function toldOf(colour: u32): u32 {
  if (colour == OWN) return OWN;
  if (mode == SWAPPED_ONLY) return 0;
  return mode == BY_PALETTE ? paletteOf(colour) : colour;
}

function chosenOf(colour: u32, pen: u32): u32 {
  return isAlike(colour, pen) ? pen : toldOf(colour);
}

function isAlike(colour: u32, told: u32): bool {
  if (colour == OWN || told == OWN) return colour == told;
  if (toldOf(colour) == told) return true;
  if (!hasShades || colour == exactOne || colour == exactOther) return false;
  const rgb = mode == BY_PALETTE ? load<u32>(paletteRgb + (told << 2)) : told;
  return isNear(colour, rgb, tolerance);
}

function paletteOf(rgb: u32): u32 {
  const index = ((rgb >> 9) & 0x7c00) | ((rgb >> 6) & 0x3e0) | ((rgb >> 3) & 0x1f);
  return load<u8>(palette + index);
}

function putSolid(row: u32, col: u32, count: u32, paper: u32): void {
  moveTo(row, col);
  setColours(penInk, paper);
  if (canErase && count >= MIN_ERASED_CELLS) {
    putSequence(0x58, count);
    return;
  }
  for (let blank: u32 = 0; blank < count; blank++) store<u8>(at++, <u8>SPACE);
  penCol = col + count;
}

function moveTo(row: u32, col: u32): void {
  if (row != penRow || penCol == UNKNOWN) {
    store<u16>(at, BEGIN);
    at += 2;
    putNumber(row + 1);
    store<u8>(at++, 0x3b);
    putNumber(col + 1);
    store<u8>(at++, 0x48);
  } else if (col > penCol) {
    putSequence(0x43, col - penCol);
  }
  penRow = row;
  penCol = col;
}

function setColours(ink: u32, paper: u32): void {
  if (ink == penInk && paper == penPaper) return;
  store<u16>(at, BEGIN);
  at += 2;
  if (ink != penInk) putColour(ink, inkTexts);
  if (paper != penPaper) putColour(paper, paperTexts);
  penInk = ink;
  penPaper = paper;
  store<u8>(at - 1, SMALL_M);
}

function putColour(colour: u32, texts: usize): void {
  if (colour == OWN) {
    putEntry(texts, OWN_ENTRY);
  } else if (mode == BY_RGB) {
    putEntry(texts, RGB_ENTRY);
    putDecimal(colour >> 16);
    putDecimal((colour >> 8) & 0xff);
    putDecimal(colour & 0xff);
  } else {
    putEntry(texts, colour);
  }
}

function putEntry(texts: usize, entry: u32): void {
  const from = texts + (entry << 4);
  v128.store(at, v128.load(from));
  at += load<u8>(from, 15);
}

function putDecimal(value: u32): void {
  const decimal = load<u64>(decimals + (value << 3));
  store<u32>(at, <u32>decimal);
  at += <usize>(decimal >> 32);
}

function putSequence(final: u8, count: u32): void {
  store<u16>(at, BEGIN);
  at += 2;
  if (count > 1) putNumber(count);
  store<u8>(at++, final);
}

function putNumber(value: u32): void {
  if (value >= 1000) store<u8>(at++, <u8>(0x30 + value / 1000));
  if (value >= 100) store<u8>(at++, <u8>(0x30 + ((value / 100) % 10)));
  if (value >= 10) store<u8>(at++, <u8>(0x30 + ((value / 10) % 10)));
  store<u8>(at++, <u8>(0x30 + (value % 10)));
}

function putGlyph(code: u32): void {
  if (code < 0x80) {
    store<u8>(at++, <u8>code);
  } else if (code < 0x800) {
    store<u8>(at, <u8>(0xc0 | (code >> 6)));
    store<u8>(at, <u8>(0x80 | (code & 0x3f)), 1);
    at += 2;
  } else if (code >= 0xd800 && code < 0xe000) {
    putText(code - 0xd800);
  } else {
    store<u8>(at, <u8>(0xe0 | (code >> 12)));
    store<u8>(at, <u8>(0x80 | ((code >> 6) & 0x3f)), 1);
    store<u8>(at, <u8>(0x80 | (code & 0x3f)), 2);
    at += 3;
  }
}

function putText(number: u32): void {
  const from = glyphTexts + (number << 5);
  const length: usize = load<u8>(from);
  if (length == 0) {
    store<u32>(at, 0x00bdbfef);
    at += 3;
    return;
  }
  for (let index: usize = 1; index <= length; index++) store<u8>(at++, load<u8>(from + index));
}

function writable(glyph: u32): u32 {
  if (glyph == COVERED || (glyph >= SPACE && glyph < 0x7f)) return glyph;
  if (glyph < 0xa0) return SPACE;
  const isUnseen =
    (glyph >= 0x200b && glyph <= 0x200f) ||
    (glyph >= 0x2028 && glyph <= 0x202e) ||
    (glyph >= 0x2060 && glyph <= 0x206f) ||
    glyph == 0xfeff;
  return isUnseen ? SPACE : glyph;
}

function isPlain(glyph: u32): bool {
  return (
    glyph < 0x300 || (glyph >= 0x2500 && glyph <= 0x259f) || (glyph >= 0x2800 && glyph <= 0x28ff)
  );
}

function isNear(one: u32, other: u32, most: i32): bool {
  if (one == OWN || other == OWN) return one == other;
  return (
    isChannelNear(one >> 16, other >> 16, most) &&
    isChannelNear((one >> 8) & 0xff, (other >> 8) & 0xff, most) &&
    isChannelNear(one & 0xff, other & 0xff, most)
  );
}

function isChannelNear(one: u32, other: u32, most: i32): bool {
  const step = <i32>one - <i32>other;
  return step <= most && step >= -most;
}
