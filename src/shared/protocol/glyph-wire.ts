// A picture as text on the wire: what the two ends of a call send each other in a data channel of
// its own while the network is too thin for video. Bytes, never text, and no escape codes: an index
// into a fixed table of glyphs and two of the colours of xterm's palette for each cell.
//
//   cells  1, flags, sequence (2), cols, rows, start (2), then runs: skip, count, `count` cells
//   ack    2, sequence (2)
//   end    3
//
// Numbers of two bytes are big-endian. A cell is its glyph, with FLAG_INK its ink and with
// FLAG_PAPER its paper, a byte each. A message is at most a packet: a picture comes in as many as
// it takes.

export const KIND_CELLS = 1;
export const KIND_ACK = 2;
export const KIND_END = 3;

/** The cells have an ink each; otherwise all are in the one light grey. */
export const FLAG_INK = 1;
/** The cells have a paper each, where 0 is none. */
export const FLAG_PAPER = 2;
/** A new picture: what was there before is blank. */
export const FLAG_RESET = 4;

export const CELLS_HEADER_BYTES = 8;
export const ACK_BYTES = 3;
export const RUN_HEADER_BYTES = 2;
/** One packet on any path, with room for the headers of SCTP, DTLS, UDP and IP. */
export const MAX_GLYPH_MESSAGE_BYTES = 1_100;

/** A path that is too thin for video takes some seconds for more, beside the sound. */
export const MAX_GLYPH_COLS = 120;
export const MAX_GLYPH_ROWS = 60;
export const MAX_GLYPH_CELLS = 1_200;

/** A number of two bytes starts again at 0 after so many. */
export const SEQUENCE_COUNT = 0x1_0000;

/** The first colour of the palette that does not belong to the user's theme. */
export const FIRST_COLOUR = 16;
/** In the place of a background colour: there is none. */
export const NO_PAPER = 0;

const FIRST_ASCII = 0x20;
const LAST_ASCII = 0x7e;
const FIRST_BLOCK = 0x2580;
const LAST_BLOCK = 0x259f;
const ASCII_COUNT = LAST_ASCII - FIRST_ASCII + 1;

const BLOCK_COUNT = LAST_BLOCK - FIRST_BLOCK + 1;
/** The brightest of a ramp of clivrt's. */
const FISHEYE = 0x25cd;

/** Printable ASCII, the block elements, and one more. */
export const GLYPH_COUNT = ASCII_COUNT + BLOCK_COUNT + 1;
/** The index of a blank. */
const BLANK_GLYPH = 0;

/** The index of a glyph; of one that is not in the table, a blank's. */
export function toGlyphIndex(codePoint: number): number {
  if (codePoint >= FIRST_ASCII && codePoint <= LAST_ASCII) return codePoint - FIRST_ASCII;
  if (codePoint >= FIRST_BLOCK && codePoint <= LAST_BLOCK)
    return codePoint - FIRST_BLOCK + ASCII_COUNT;
  return codePoint === FISHEYE ? GLYPH_COUNT - 1 : BLANK_GLYPH;
}

/** @param index 0..GLYPH_COUNT - 1. */
export function fromGlyphIndex(index: number): number {
  if (index < ASCII_COUNT) return FIRST_ASCII + index;
  return index < GLYPH_COUNT - 1 ? FIRST_BLOCK + index - ASCII_COUNT : FISHEYE;
}

export interface GlyphGridSize {
  readonly cols: number;
  readonly rows: number;
}

export function isGlyphGrid({ cols, rows }: GlyphGridSize): boolean {
  return (
    cols >= 1 &&
    rows >= 1 &&
    cols <= MAX_GLYPH_COLS &&
    rows <= MAX_GLYPH_ROWS &&
    cols * rows <= MAX_GLYPH_CELLS
  );
}

/** The grid to send to somebody who shows `view`: of its shape, and within the limits. */
export function glyphGridFor({ cols, rows }: GlyphGridSize): GlyphGridSize {
  const share = Math.min(
    1,
    MAX_GLYPH_COLS / cols,
    MAX_GLYPH_ROWS / rows,
    Math.sqrt(MAX_GLYPH_CELLS / (cols * rows)),
  );
  const fit = (cells: number): number => Math.max(1, Math.floor(cells * share));
  return { cols: fit(cols), rows: fit(rows) };
}

/** Cells as they are on the wire. */
export interface WireCells extends GlyphGridSize {
  readonly glyphs: Uint8Array;
  readonly inks: Uint8Array;
  readonly papers: Uint8Array;
}

export function createWireCells({ cols, rows }: GlyphGridSize): WireCells {
  const length = cols * rows;
  return {
    cols,
    rows,
    glyphs: new Uint8Array(length).fill(BLANK_GLYPH),
    inks: new Uint8Array(length).fill(FIRST_COLOUR),
    papers: new Uint8Array(length).fill(NO_PAPER),
  };
}

export function bytesPerCell(flags: number): number {
  return 1 + (flags & FLAG_INK ? 1 : 0) + (flags & FLAG_PAPER ? 1 : 0);
}

export function ackOf(sequence: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.of(KIND_ACK, sequence >> 8, sequence & 0xff);
}

export function endMessage(): Uint8Array<ArrayBuffer> {
  return Uint8Array.of(KIND_END);
}
