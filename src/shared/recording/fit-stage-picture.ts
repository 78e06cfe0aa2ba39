import { createTerminalCells, type TerminalCells } from '../ascii/terminal-cells';
import { OWN_COLOUR } from '../ascii/terminal-colour';
import { NO_PICTURE, OWN, type StagePicture, type StageText } from '../stage/stage-picture';
import { cellWidth } from '../text/cell-width';
import { cleanLine } from '../text/clean';
import { drawTextRow } from './draw-text-row';
import type { TextGlyphs } from './text-glyphs';

const SPACE = 0x20;
/** In the place of what may not be shown. */
const UNSHOWABLE = 0x3f;

const SHOWABLE = 1;
const NOT_SHOWABLE = 2;

/** Of each UTF-16 unit, as it was judged when it came first; 0: it did not. */
const verdicts = new Uint8Array(0x1_0000);

/**
 * Draws the stage for a terminal of another size, cells left out where it is smaller. Whatever
 * `picture` holds, nothing comes of it but characters that stay in their cell: it is somebody
 * else's.
 */
export function fitStagePicture(
  picture: StagePicture,
  { cols, rows }: Pick<StagePicture, 'cols' | 'rows'>,
  glyphs: TextGlyphs,
): TerminalCells {
  const into = createTerminalCells(cols, rows);
  const taken = new Uint8Array(cols * rows);
  for (let row = 0; row < rows; row++) {
    const from = Math.floor(((row + 0.5) * picture.rows) / rows) * picture.cols;
    for (let col = 0; col < cols; col++) {
      const source = from + Math.floor(((col + 0.5) * picture.cols) / cols);
      if (picture.glyphs[source] !== NO_PICTURE) copyCell(picture, source, into, row * cols + col);
    }
  }
  for (const text of picture.texts) drawText(text, picture, into, taken, glyphs);
  return into;
}

function copyCell(picture: StagePicture, from: number, into: TerminalCells, to: number): void {
  const glyph = picture.glyphs[from];
  into.glyphs[to] = isShowable(glyph) ? glyph : UNSHOWABLE;
  // As TerminalCells has it: a space shows no ink.
  into.ink[to] = glyph === SPACE ? OWN_COLOUR : colourOf(picture.ink[from]);
  into.paper[to] = colourOf(picture.paper[from]);
}

function colourOf(byte: number): number {
  return byte === OWN ? OWN_COLOUR : byte;
}

/** Above the pictures, which may have grown over its place; never above another text. */
function drawText(
  { row: fromRow, col: fromCol, text }: StageText,
  from: StagePicture,
  into: TerminalCells,
  taken: Uint8Array,
  glyphs: TextGlyphs,
): void {
  const row = Math.floor((fromRow * into.rows) / from.rows);
  const col = Math.floor((fromCol * into.cols) / from.cols);
  const width = Math.min(into.cols - col, cellWidth(text));
  const start = row * into.cols + col;
  if (width < 1 || taken.subarray(start, start + width).includes(1)) return;
  taken.fill(1, start, Math.min(start + width + 1, (row + 1) * into.cols));
  into.ink.fill(OWN_COLOUR, start, start + width);
  into.paper.fill(OWN_COLOUR, start, start + width);
  into.glyphs.fill(SPACE, start, start + width);
  drawTextRow(text, 0, { cols: width, glyphs: into.glyphs.subarray(start, start + width) }, glyphs);
}

function isShowable(glyph: number): boolean {
  if (verdicts[glyph] === 0) {
    const text = String.fromCharCode(glyph);
    // Half of a pair is no character, and what is no whole line of its own is not shown.
    const isWhole = glyph < 0xd800 || glyph > 0xdfff;
    const isSound = isWhole && cellWidth(text) === 1 && cleanLine(text) === text;
    verdicts[glyph] = isSound ? SHOWABLE : NOT_SHOWABLE;
  }
  return verdicts[glyph] === SHOWABLE;
}
