import type { CellGrid } from '../ascii/cells';
import { COVERED } from '../ascii/terminal-cells';
import { cellWidth } from '../text/cell-width';
import { cleanLine } from '../text/clean';
import { graphemes } from '../text/graphemes';
import type { TextGlyphs } from './text-glyphs';

const SPACE = 0x20;
/** Keeps letters from joining, which cells do anyway; on its own grapheme it would not be clean. */
const NON_JOINER = '\u200C';
const PLAIN_ASCII = /^[\x20-\x7e]*$/;

/**
 * Writes one row of a terminal's text into the cells that it takes there. What may not be shown
 * anywhere (see text/clean) leaves its cells blank, whoever let it through.
 */
export function drawTextRow(
  text: string,
  row: number,
  into: Pick<CellGrid, 'cols' | 'glyphs'>,
  glyphs: TextGlyphs,
): void {
  drawText(text, into.glyphs.subarray(row * into.cols, (row + 1) * into.cols), glyphs);
}

/** The same into cells that follow each other; returns how many of them it takes. */
export function drawText(text: string, line: Uint16Array, glyphs: TextGlyphs): number {
  return PLAIN_ASCII.test(text) ? drawPlain(text, line) : drawGraphemes(text, line, glyphs);
}

function drawPlain(text: string, line: Uint16Array): number {
  const length = Math.min(text.length, line.length);
  for (let col = 0; col < length; col++) line[col] = text.charCodeAt(col);
  return length;
}

function drawGraphemes(text: string, line: Uint16Array, glyphs: TextGlyphs): number {
  let col = 0;
  for (const grapheme of graphemes(text.replaceAll(NON_JOINER, ''))) {
    const width = cellWidth(grapheme);
    if (width === 0) continue;
    // Half a character cannot be shown.
    if (col + width > line.length) return col;
    const isShowable = cleanLine(grapheme) === grapheme;
    line.fill(isShowable ? COVERED : SPACE, col, col + width);
    if (isShowable) line[col] = glyphs.glyphOf(grapheme);
    col += width;
  }
  return col;
}
