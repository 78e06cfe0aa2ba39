import { type CodePointRange, TWO_CELL_RANGES, ZERO_CELL_RANGES } from './cell-width-table';
import { graphemes } from './graphemes';

const ELLIPSIS = '…';

/** Nothing below takes other than one cell, but for controls. */
const FIRST_SPECIAL = 0x300;

function isIn(ranges: readonly CodePointRange[], codePoint: number): boolean {
  let low = 0;
  let high = ranges.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const [first, last] = ranges[middle] ?? [0, 0];
    if (codePoint < first) high = middle - 1;
    else if (codePoint > last) low = middle + 1;
    else return true;
  }
  return false;
}

function isControl(codePoint: number): boolean {
  return codePoint < 0x20 || (codePoint >= 0x7f && codePoint < 0xa0);
}

function codePointCells(codePoint: number): 0 | 1 | 2 {
  if (isControl(codePoint)) return 0;
  if (codePoint < FIRST_SPECIAL) return 1;
  if (isIn(ZERO_CELL_RANGES, codePoint)) return 0;
  return isIn(TWO_CELL_RANGES, codePoint) ? 2 : 1;
}

/**
 * How many cells one line takes in the terminal, when it is written after a control or a sequence
 * (at the start of a line, say). xterm.js counts code points, not graphemes: a family emoji of
 * three takes three cells. A mark with no letter before it takes a cell of its own.
 */
export function cellWidth(text: string): number {
  let cells = 0;
  let hasBase = false;
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? 0;
    const own = codePointCells(codePoint);
    hasBase ||= own > 0;
    cells += hasBase || isControl(codePoint) ? own : 1;
  }
  return cells;
}

function beginning(text: string, cells: number): string {
  let kept = '';
  let taken = 0;
  for (const grapheme of graphemes(text)) {
    taken += cellWidth(grapheme);
    if (taken > cells) break;
    kept += grapheme;
  }
  return kept;
}

/** `text` when it fits into `cells`, else as much of its beginning as fits with an ellipsis. */
export function clipToCells(text: string, cells: number): string {
  if (cellWidth(text) <= cells) return text;
  return cells < 1 ? '' : beginning(text, cells - 1) + ELLIPSIS;
}
