/** A rectangle of the terminal's cells, 0-based from its top left corner. */
export interface CellRect {
  readonly col: number;
  readonly row: number;
  readonly cols: number;
  readonly rows: number;
}

/** So many cells in the middle of `rect`, or as many of them as there is room for. */
export function centredIn(
  rect: CellRect,
  size: { readonly cols: number; readonly rows: number },
): CellRect {
  const cols = Math.min(rect.cols, size.cols);
  const rows = Math.min(rect.rows, size.rows);
  const col = rect.col + Math.floor((rect.cols - cols) / 2);
  return { col, row: rect.row + Math.floor((rect.rows - rows) / 2), cols, rows };
}
