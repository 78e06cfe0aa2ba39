import { MAX_DENSITY, MIN_DENSITY } from '../../shared/config/density';
import type { CellRect } from '../../shared/stage/cell-rect';

export type { CellRect };

/** The terminal's cells as they are on the screen; sides in whole device pixels. */
export interface CellMetrics {
  readonly cellWidthPx: number;
  readonly cellHeightPx: number;
  /** Of the terminal's letters, in device pixels. */
  readonly fontSizePx: number;
  /** Device pixels per CSS pixel. */
  readonly devicePixelRatio: number;
}

/** A picture's cell, in whole device pixels. */
export type PictureCell = Pick<CellMetrics, 'cellWidthPx' | 'cellHeightPx' | 'fontSizePx'>;

/** One notch of the wheel, or one press of a key: three of them double the density. */
export const DENSITY_STEP = 2 ** (1 / 3);

/** The cell of a picture that has `density` cells to one of the terminal's, along each axis. */
export function pictureCell(metrics: CellMetrics, density: number): PictureCell {
  const factor = Math.min(MAX_DENSITY, Math.max(MIN_DENSITY, density));
  return {
    cellWidthPx: Math.max(1, Math.round(metrics.cellWidthPx / factor)),
    cellHeightPx: Math.max(1, Math.round(metrics.cellHeightPx / factor)),
    fontSizePx: metrics.fontSizePx / factor,
  };
}

export interface PixelRect {
  readonly leftPx: number;
  readonly topPx: number;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Where `rect` lies, in device pixels from the terminal's top left corner. */
export function toPixels(rect: CellRect, metrics: CellMetrics): PixelRect {
  return {
    leftPx: rect.col * metrics.cellWidthPx,
    topPx: rect.row * metrics.cellHeightPx,
    widthPx: rect.cols * metrics.cellWidthPx,
    heightPx: rect.rows * metrics.cellHeightPx,
  };
}

/**
 * Where a grid lies that is centred in `area`, moved by whole cells so that it stays on the raster.
 */
export function centreGrid(
  area: PixelRect,
  grid: {
    readonly cols: number;
    readonly rows: number;
    readonly cellWidthPx: number;
    readonly cellHeightPx: number;
  },
): PixelRect {
  const widthPx = grid.cols * grid.cellWidthPx;
  const heightPx = grid.rows * grid.cellHeightPx;
  const cellsLeft = Math.max(0, Math.floor((area.widthPx - widthPx) / 2 / grid.cellWidthPx));
  const cellsAbove = Math.max(0, Math.floor((area.heightPx - heightPx) / 2 / grid.cellHeightPx));
  return {
    leftPx: area.leftPx + cellsLeft * grid.cellWidthPx,
    topPx: area.topPx + cellsAbove * grid.cellHeightPx,
    widthPx,
    heightPx,
  };
}
