import { MAX_GRID_CELLS_PER_SIDE } from './engine';

/** Where a picture has to fit, and what with. */
export interface GridFit {
  readonly areaWidthPx: number;
  readonly areaHeightPx: number;
  readonly cellWidthPx: number;
  readonly cellHeightPx: number;
  /** Width by height of the video as it is meant to be seen. */
  readonly aspect: number;
}

export interface GridSize {
  readonly cols: number;
  readonly rows: number;
}

/**
 * The largest grid of whole cells that lies within the area and has the video's aspect, to the
 * nearest cell. At least 1x1, so that an area smaller than a cell still shows something.
 *
 * @throws RangeError when the aspect or a cell's side is not a positive number.
 */
export function fitGrid(fit: GridFit): GridSize {
  checkPositive(fit.aspect, 'aspect');
  checkPositive(fit.cellWidthPx, 'cell width');
  checkPositive(fit.cellHeightPx, 'cell height');
  const maxCols = clampSide(Math.floor(fit.areaWidthPx / fit.cellWidthPx));
  const maxRows = clampSide(Math.floor(fit.areaHeightPx / fit.cellHeightPx));
  /** Columns that make one row's height, at this aspect. */
  const colsPerRow = (fit.aspect * fit.cellHeightPx) / fit.cellWidthPx;
  const rowsAtFullWidth = Math.round(maxCols / colsPerRow);
  if (rowsAtFullWidth <= maxRows) return { cols: maxCols, rows: clampSide(rowsAtFullWidth) };
  return { cols: Math.min(maxCols, clampSide(Math.round(maxRows * colsPerRow))), rows: maxRows };
}

function clampSide(cells: number): number {
  return Math.min(MAX_GRID_CELLS_PER_SIDE, Math.max(1, cells));
}

function checkPositive(value: number, what: string): void {
  if (!(value > 0 && Number.isFinite(value))) {
    throw new RangeError(`The ${what} is a positive number, not ${value}`);
  }
}
