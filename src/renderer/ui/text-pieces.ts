import { cellWidth, clipToCells } from '../../shared/text/cell-width';
import type { CellRect } from '../../shared/stage/cell-rect';
import type { TextRun, TextStyle } from '../terminal/terminal-surface';

/** However narrow the stage: so much of a name is shown. */
const MIN_NAME_CELLS = 6;

/** One of several pieces of text in a row. */
export interface Piece {
  readonly text: string;
  readonly style: TextStyle;
  /** Blanks before it; 1 unless told. */
  readonly gap?: number;
}

export function piece(text: string, style: TextStyle, gap = 1): Piece {
  return { text, style, gap };
}

/** `around` a name that is clipped, if need be, so that the whole fits into `cells`. */
export function fitName(name: string, cells: number, around: (name: string) => string): string {
  const room = cells - cellWidth(around(''));
  return around(clipToCells(name, Math.max(MIN_NAME_CELLS, room)));
}

/** Sets pieces one behind the other from `col` on; the right edge clips them. */
export function inRow(
  col: number,
  row: number,
  cols: number,
  ...pieces: readonly Piece[]
): TextRun[] {
  const runs: TextRun[] = [];
  let at = col;
  for (const [index, { text, style, gap = 1 }] of pieces.entries()) {
    if (index > 0) at += gap;
    const clipped = clipToCells(text, cols - at);
    if (clipped !== '') runs.push({ col: at, row, text: clipped, style });
    at += cellWidth(text);
  }
  return runs;
}

/**
 * The first of some wordings, from the longest on, that finds room from `col` on; the last one is
 * clipped.
 */
export function firstFitting(
  col: number,
  row: number,
  cols: number,
  ...wordings: readonly (readonly Piece[])[]
): TextRun[] {
  const chosen = wordings.find((pieces) => col + widthOf(pieces) <= cols) ?? wordings.at(-1) ?? [];
  return inRow(col, row, cols, ...chosen);
}

/** Cells of pieces in a row. */
export function widthOf(pieces: readonly Piece[]): number {
  return pieces.reduce(
    (sum, { text, gap = 1 }, index) => sum + (index === 0 ? 0 : gap) + cellWidth(text),
    0,
  );
}

/**
 * Breaks sentences at blanks and centres their lines, from the middle of `area` on, a row between
 * two sentences. When there are too many for the lower half they start higher; the last may be left
 * out.
 */
export function centred(area: CellRect, ...sentences: readonly Piece[]): TextRun[] {
  const lines = sentences.flatMap(({ text, style }, index) => [
    ...(index === 0 ? [] : [piece('', style)]),
    ...wrap(text, Math.max(1, area.cols - 4)).map((line) => piece(line, style)),
  ]);
  const middle = Math.floor(area.rows / 2);
  const top = area.row + Math.max(0, Math.min(middle, area.rows - lines.length));
  return lines.slice(0, area.rows).flatMap((line, index) => {
    const col = area.col + Math.max(0, Math.floor((area.cols - cellWidth(line.text)) / 2));
    return inRow(col, top + index, area.col + area.cols, line);
  });
}

function wrap(text: string, cells: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last} ${word}`;
    if (last !== undefined && cellWidth(longer) > cells) lines.push(word);
    else lines.splice(-1, 1, longer);
  }
  return lines;
}

/** A line of a drawing: blanks in it are the ground. */
interface DrawnLine {
  readonly text: string;
  /** `#rrggbb` */
  readonly colour: string;
}

/**
 * Centres a drawing with sentences below it in `area`; sentences that find no room are left out.
 */
export function centreLines(
  area: CellRect,
  drawing: readonly DrawnLine[],
  sentences: readonly Piece[],
): TextRun[] {
  const room = Math.max(0, area.rows - drawing.length - 1);
  const lines: Piece[] = [];
  for (const { text, style } of sentences) {
    const wrapped = wrap(text, Math.max(1, area.cols - 2)).map((line) => piece(line, style));
    // Half a sentence would be worse than none.
    if (lines.length + wrapped.length > room) break;
    lines.push(...wrapped);
  }
  const height = drawing.length + (lines.length === 0 ? 0 : lines.length + 1);
  const top = area.row + Math.max(0, Math.floor((area.rows - height) / 2));
  const colOf = (text: string): number =>
    area.col + Math.max(0, Math.floor((area.cols - cellWidth(text)) / 2));
  return [
    ...drawing.map(({ text, colour }, index) => ({
      col: colOf(text),
      row: top + index,
      text,
      style: 'plain' as const,
      colour,
      isDrawing: true,
    })),
    ...lines.flatMap((line, index) =>
      inRow(colOf(line.text), top + drawing.length + 1 + index, area.col + area.cols, line),
    ),
  ];
}
