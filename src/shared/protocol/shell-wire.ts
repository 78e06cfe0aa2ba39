import { utf8ToBytes } from '@noble/hashes/utils.js';
import { BLANK, COVERED, MAX_SHELL_COLS, MAX_SHELL_ROWS } from '../shell/shell-screen';
import { cellWidth } from '../text/cell-width';
import { cleanLine } from '../text/clean';
import { utf8Text } from '../text/utf8';
import { MAX_GLYPH_MESSAGE_BYTES } from './glyph-wire';

// A shared terminal on the wire: a sibling of the picture as text (glyph-wire), in the same data
// channel. Cells, never escape codes: what a terminal shows, not what made it show that.
//
//   cells   16, flags, sequence (2), cols, rows, cursor's col, cursor's row, then operations
//   about   17, JSON: what it is called, and who may type
//   end     18
//   ack     19, sequence (2)
//   ask     20, request, lines above the screen (2), lines
//   lines   21, request, lines there are (2), lines above the screen (2), cols, then runs
//   grant   22, JSON          claim   23, JSON          revoke  24
//   keys    25, sequence (2), JSON
//
// Numbers of two bytes are big-endian. Operations of `cells`:
//
//   run     1, first cell (2), count, style [, colours], `count` cells
//   move    2, top row, bottom row, rows up        3, top row, bottom row, rows down

export const SHELL_CELLS = 16;
export const SHELL_ABOUT = 17;
export const SHELL_END = 18;
export const SHELL_ACK = 19;
export const SHELL_ASK = 20;
export const SHELL_LINES = 21;
export const SHELL_GRANT = 22;
export const SHELL_CLAIM = 23;
export const SHELL_REVOKE = 24;
export const SHELL_KEYS = 25;

/** The screen is from now on as it is at the other end. */
export const FLAG_WHOLE = 1;
/** A new screen: all its cells are blank before the operations. */
export const FLAG_RESET = 2;
export const FLAG_CURSOR = 4;
/** The sharer keeps what is on it from others for a moment; there are no operations. */
export const FLAG_HIDDEN = 8;
export const ALL_SHELL_FLAGS = FLAG_WHOLE | FLAG_RESET | FLAG_CURSOR | FLAG_HIDDEN;

export const SHELL_CELLS_HEADER_BYTES = 8;
export const MAX_SHELL_MESSAGE_BYTES = MAX_GLYPH_MESSAGE_BYTES;

export const OP_RUN = 1;
export const OP_UP = 2;
export const OP_DOWN = 3;
export const RUN_BYTES = 5;
export const MOVE_BYTES = 4;
/** In a run's style, beside its marks: colours follow. */
export const STYLE_COLOURS = 128;

/** In the place of a cell's text: a wide character to the left covers it. */
export const CELL_COVERED = 0;
/** In its place: so many more of the cell before, whose number follows. */
export const CELL_REPEAT = 2;
/** In its place: so many bytes of UTF-8 follow; with CELL_WIDE they cover the next cell too. */
export const CELL_TEXT = 128;
export const CELL_WIDE = 64;
export const MAX_CELL_BYTES = 48;

/** Lines of scrollback in one answer. */
export const MAX_ASKED_LINES = 50;
/** Lines that a sharer keeps for those who scroll back. */
export const MAX_HISTORY_LINES = 2_000;

const FIRST_ASCII = 0x20;
const LAST_ASCII = 0x7e;
/** What cannot be shown is seen to be there. */
const REPLACEMENT = '\uFFFD';

export function isAsciiCell(byte: number): boolean {
  return byte >= FIRST_ASCII && byte <= LAST_ASCII;
}

/**
 * What of a cell's text may go to others: one character as readers count them, of the width that
 * it has in the grid, and nothing that text from elsewhere may not have (text/clean).
 */
export function presentable(text: string, width: 1 | 2): string {
  if (text.length === 1 && isAsciiCell(text.charCodeAt(0))) return text;
  if (text === '') return BLANK;
  const cleaned = cleanLine(text);
  return isPresentable(cleaned, width) ? cleaned : REPLACEMENT;
}

function isPresentable(text: string, width: 1 | 2): boolean {
  if (text === COVERED || cleanLine(text) !== text) return false;
  // Emoji of several code points are two cells wide in some terminals, and more in others.
  if (text !== REPLACEMENT && Math.min(2, cellWidth(text)) !== width && width === 1) return false;
  return utf8ToBytes(text).length <= MAX_CELL_BYTES;
}

/** The bytes of one cell's text. */
export function cellBytes(text: string, isWide: boolean): readonly number[] {
  if (text === COVERED) return [CELL_COVERED];
  if (!isWide && text.length === 1 && isAsciiCell(text.charCodeAt(0))) return [text.charCodeAt(0)];
  const bytes = utf8ToBytes(text);
  return [CELL_TEXT | (isWide ? CELL_WIDE : 0) | bytes.length, ...bytes];
}

/** The text that `bytes` are; `null`: nothing that a cell may have. */
export function cellText(bytes: Uint8Array, isWide: boolean): string | null {
  const text = utf8Text(bytes);
  return text !== null && isPresentable(text, isWide ? 2 : 1) ? text : null;
}

export function isShellGrid(cols: number, rows: number): boolean {
  return cols >= 1 && rows >= 1 && cols <= MAX_SHELL_COLS && rows <= MAX_SHELL_ROWS;
}

export function shellAck(sequence: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.of(SHELL_ACK, sequence >> 8, sequence & 0xff);
}

export function shellEnd(): Uint8Array<ArrayBuffer> {
  return Uint8Array.of(SHELL_END);
}
