import type { CellGrid } from './cells';

/** A rectangle of a picture's cells, 0-based from its top left corner. */
export interface CellSpan {
  readonly col: number;
  readonly row: number;
  readonly cols: number;
  readonly rows: number;
}

/**
 * The text of the cells of `span` that lie in the picture: rows separated by newlines, without the
 * blanks at their ends, as terminals copy. Empty when none does.
 */
export function textInRect(cells: CellGrid, span: CellSpan): string {
  const [left, right] = clip(span.col, span.cols, cells.cols);
  const [top, bottom] = clip(span.row, span.rows, cells.rows);
  const lines: string[] = [];
  for (let row = top; row < bottom && left < right; row++) {
    const start = row * cells.cols;
    const line = String.fromCharCode(...cells.glyphs.subarray(start + left, start + right));
    lines.push(line.trimEnd());
  }
  return lines.join('\n');
}

/** Start and end of a stretch, within 0..limit. */
function clip(start: number, length: number, limit: number): [number, number] {
  const within = (place: number): number => Math.min(limit, Math.max(0, place));
  return [within(start), within(start + length)];
}

/** The rectangle that two cells are opposite corners of, both of them included. */
export function spanBetween(
  from: Pick<CellSpan, 'col' | 'row'>,
  to: Pick<CellSpan, 'col' | 'row'>,
): CellSpan {
  return {
    col: Math.min(from.col, to.col),
    row: Math.min(from.row, to.row),
    cols: Math.abs(from.col - to.col) + 1,
    rows: Math.abs(from.row - to.row) + 1,
  };
}
