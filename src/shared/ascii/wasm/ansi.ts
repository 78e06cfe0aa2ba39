/** `ESC [` as they lie in memory. */
const BEGIN: u16 = 0x5b1b;
/** `ESC [ 0 m`. */
const RESET: u32 = 0x6d305b1b;
/** `38;2;` and `48;2;`; three bytes that are written over, then. */
const FOREGROUND: u64 = 0x3b323b3833;
const BACKGROUND: u64 = 0x3b323b3834;
/** `49;`. */
const NO_BACKGROUND_CODE: u32 = 0x3b3934;
const NO_BACKGROUND: u32 = 0xff000000;
const NO_INK: u32 = 0xffffffff;
const SPACE: u32 = 0x20;
const SMALL_M: u8 = 0x6d;

/**
 * One row of `ByteWriter` of ansi-writer.ts, up to its reset. `decimals` are 256 times 4 bytes, each
 * number with a semicolon behind it; `lengths` how many of them count. Up to 8 bytes behind the row
 * are written over. Returns the row's length in bytes.
 */
export function writeAnsiRow(
  glyphs: usize,
  foreground: usize,
  background: usize,
  cols: u32,
  decimals: usize,
  lengths: usize,
  target: usize,
): u32 {
  let ink = NO_INK;
  let paper = NO_BACKGROUND;
  let at = target;
  for (let cell: u32 = 0; cell < cols; cell++) {
    const glyph: u32 = load<u16>(glyphs + (cell << 1));
    const inkHere = load<u32>(foreground + (cell << 2));
    const paperHere = load<u32>(background + (cell << 2));
    const hasPaper = paperHere != paper;
    const hasInk = glyph != SPACE && inkHere != ink;
    if (hasPaper || hasInk) {
      store<u16>(at, BEGIN);
      at += 2;
      if (hasPaper) {
        paper = paperHere;
        at = putPaper(at, paper, decimals, lengths);
      }
      if (hasInk) {
        ink = inkHere;
        store<u64>(at, FOREGROUND);
        at = putColour(at + 5, ink, decimals, lengths);
      }
      store<u8>(at - 1, SMALL_M);
    }
    at = putGlyph(at, glyph);
  }
  store<u32>(at, RESET);
  return <u32>(at + 4 - target);
}

function putPaper(at: usize, paper: u32, decimals: usize, lengths: usize): usize {
  if (paper == NO_BACKGROUND) {
    store<u32>(at, NO_BACKGROUND_CODE);
    return at + 3;
  }
  store<u64>(at, BACKGROUND);
  return putColour(at + 5, paper, decimals, lengths);
}

function putColour(at: usize, rgb: u32, decimals: usize, lengths: usize): usize {
  at = putNumber(at, (rgb >> 16) & 0xff, decimals, lengths);
  at = putNumber(at, (rgb >> 8) & 0xff, decimals, lengths);
  return putNumber(at, rgb & 0xff, decimals, lengths);
}

function putNumber(at: usize, value: u32, decimals: usize, lengths: usize): usize {
  store<u32>(at, load<u32>(decimals + (value << 2)));
  return at + load<u8>(lengths + value);
}

function putGlyph(at: usize, code: u32): usize {
  if (code < 0x80) {
    store<u8>(at, <u8>code);
    return at + 1;
  }
  if (code < 0x800) {
    store<u8>(at, <u8>(0xc0 | (code >> 6)));
    store<u8>(at, <u8>(0x80 | (code & 0x3f)), 1);
    return at + 2;
  }
  store<u8>(at, <u8>(0xe0 | (code >> 12)));
  store<u8>(at, <u8>(0x80 | ((code >> 6) & 0x3f)), 1);
  store<u8>(at, <u8>(0x80 | (code & 0x3f)), 2);
  return at + 3;
}
