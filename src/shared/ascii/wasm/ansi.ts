/** `ESC [ 0 m`. */
const RESET: u32 = 0x6d305b1b;
/** `ESC [ 48;2;` and `ESC [ 38;2;`; a byte that is written over, then. */
const BEGIN_BACKGROUND: u64 = 0x3b323b38345b1b;
const BEGIN_FOREGROUND: u64 = 0x3b323b38335b1b;
/** `38;2;`; three bytes that are written over, then. */
const FOREGROUND: u64 = 0x3b323b3833;
/** `ESC [ 49;`. */
const BEGIN_NO_BACKGROUND: u64 = 0x3b39345b1b;
const NO_BACKGROUND: u32 = 0xff000000;
const NO_INK: u32 = 0xffffffff;
const SPACE: u32 = 0x20;
const SMALL_M: u8 = 0x6d;
const NEWLINE: u8 = 0x0a;

/**
 * `ByteWriter.write` of ansi-writer.ts. `decimals` are 256 times 8 bytes: a number with a semicolon
 * behind it, up to four, and in the fifth how many of them count. Up to 8 bytes behind the end are
 * written over. Returns the length in bytes.
 */
export function writeAnsi(
  glyphs: usize,
  foreground: usize,
  background: usize,
  cols: u32,
  rows: u32,
  decimals: usize,
  target: usize,
): u32 {
  let at = target;
  for (let row: u32 = 0; row < rows; row++) {
    if (row > 0) store<u8>(at++, NEWLINE);
    let ink = NO_INK;
    let paper = NO_BACKGROUND;
    for (let cell = row * cols; cell < (row + 1) * cols; cell++) {
      const glyph: u32 = load<u16>(glyphs + (cell << 1));
      const inkAt = foreground + (cell << 2);
      const paperAt = background + (cell << 2);
      if (load<u32>(paperAt) != paper) {
        paper = load<u32>(paperAt);
        at = putPaper(at, paperAt, decimals);
        if (glyph != SPACE) {
          const inkHere = load<u32>(inkAt);
          if (inkHere != ink) {
            ink = inkHere;
            store<u64>(at, FOREGROUND);
            at = putColour(at + 5, inkAt, decimals);
          }
        }
        store<u8>(at - 1, SMALL_M);
      } else if (glyph != SPACE) {
        const inkHere = load<u32>(inkAt);
        if (inkHere != ink) {
          ink = inkHere;
          store<u64>(at, BEGIN_FOREGROUND);
          at = putColour(at + 7, inkAt, decimals);
          store<u8>(at - 1, SMALL_M);
        }
      }
      at = putGlyph(at, glyph);
    }
    store<u32>(at, RESET);
    at += 4;
  }
  return <u32>(at - target);
}

function putPaper(at: usize, rgb: usize, decimals: usize): usize {
  if (load<u32>(rgb) == NO_BACKGROUND) {
    store<u64>(at, BEGIN_NO_BACKGROUND);
    return at + 5;
  }
  store<u64>(at, BEGIN_BACKGROUND);
  return putColour(at + 7, rgb, decimals);
}

/**
 * The colour at `rgb`, blue first: to fetch its bytes costs less than to shift them out of a word.
 */
function putColour(at: usize, rgb: usize, decimals: usize): usize {
  at = putNumber(at, load<u8>(rgb, 2), decimals);
  at = putNumber(at, load<u8>(rgb, 1), decimals);
  return putNumber(at, load<u8>(rgb), decimals);
}

function putNumber(at: usize, value: u32, decimals: usize): usize {
  const decimal = load<u64>(decimals + (value << 3));
  store<u32>(at, <u32>decimal);
  return at + <usize>(decimal >> 32);
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
