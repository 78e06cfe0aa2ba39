/** A rectangle of the terminal's cells, 0-based from its top left corner. */
export interface CellRect {
  readonly col: number;
  readonly row: number;
  readonly cols: number;
  readonly rows: number;
}
