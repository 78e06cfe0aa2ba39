import type { GridSize } from './fit-grid';
import { MAX_CELL_PX } from './glyph-atlas';

/** Where a grid has to fit, and the cell whose shape is kept. All in device pixels. */
export interface CellFit {
  readonly areaWidthPx: number;
  readonly areaHeightPx: number;
  readonly cellWidthPx: number;
  readonly cellHeightPx: number;
  readonly fontSizePx: number;
}

/**
 * The largest cell of that shape in which all of `grid` fits into the area: whole pixels, at least
 * one, and letters as large as it allows.
 */
export function fitCells(
  { cols, rows }: GridSize,
  fit: CellFit,
): Pick<CellFit, 'cellWidthPx' | 'cellHeightPx' | 'fontSizePx'> {
  const scale = Math.min(
    fit.areaWidthPx / (cols * fit.cellWidthPx),
    fit.areaHeightPx / (rows * fit.cellHeightPx),
  );
  const side = (px: number): number => Math.min(MAX_CELL_PX, Math.max(1, Math.floor(px * scale)));
  const cellWidthPx = side(fit.cellWidthPx);
  const cellHeightPx = side(fit.cellHeightPx);
  const share = Math.min(cellWidthPx / fit.cellWidthPx, cellHeightPx / fit.cellHeightPx);
  return { cellWidthPx, cellHeightPx, fontSizePx: fit.fontSizePx * share };
}
