import type { CellRect } from './cell-rect';

/** A box on the page, in CSS pixels. */
export interface PageBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

interface Grid {
  readonly cols: number;
  readonly rows: number;
}

/** Where cells lie on the page, given where all of the grid lies. */
export function boxOfCells(rect: CellRect, grid: Grid, box: PageBox): PageBox {
  const [width, height] = [box.width / grid.cols, box.height / grid.rows];
  return {
    left: box.left + rect.col * width,
    top: box.top + rect.row * height,
    width: rect.cols * width,
    height: rect.rows * height,
  };
}

/** Whether a point of the page, in CSS pixels, is on those cells. */
export function isOnCells(
  rect: CellRect,
  grid: Grid,
  box: PageBox,
  point: { readonly xPx: number; readonly yPx: number },
): boolean {
  const { left, top, width, height } = boxOfCells(rect, grid, box);
  const { xPx, yPx } = point;
  return xPx >= left && xPx < left + width && yPx >= top && yPx < top + height;
}
