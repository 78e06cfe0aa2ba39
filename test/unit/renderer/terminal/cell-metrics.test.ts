import { describe, expect, it } from 'vitest';
import {
  centreGrid,
  type CellMetrics,
  pictureCell,
  toPixels,
} from '../../../../src/renderer/terminal/cell-metrics';

const METRICS: CellMetrics = {
  cellWidthPx: 8,
  cellHeightPx: 17,
  fontSizePx: 13.3,
  devicePixelRatio: 1,
};

describe('pictureCell', () => {
  it("is as large as the terminal's own cell at density 1", () => {
    expect(pictureCell(METRICS, 1)).toEqual({ cellWidthPx: 8, cellHeightPx: 17, fontSizePx: 13.3 });
  });

  it('has whole pixels at every density', () => {
    expect(pictureCell(METRICS, 2)).toMatchObject({ cellWidthPx: 4, cellHeightPx: 9 });
    expect(pictureCell(METRICS, 0.5)).toMatchObject({ cellWidthPx: 16, cellHeightPx: 34 });
    expect(pictureCell({ ...METRICS, cellWidthPx: 1, cellHeightPx: 1 }, 4)).toMatchObject({
      cellWidthPx: 1,
      cellHeightPx: 1,
    });
  });

  it('keeps the density within its limits', () => {
    expect(pictureCell(METRICS, 100)).toEqual(pictureCell(METRICS, 4));
    expect(pictureCell(METRICS, 0)).toEqual(pictureCell(METRICS, 0.5));
  });
});

describe('centreGrid', () => {
  const area = toPixels({ col: 3, row: 2, cols: 20, rows: 10 }, METRICS);

  it('centres by whole cells, so that picture cells lie on text cells', () => {
    const grid = { cols: 9, rows: 10, cellWidthPx: 8, cellHeightPx: 17 };
    expect(centreGrid(area, grid)).toEqual({
      leftPx: (3 + 5) * 8,
      topPx: 2 * 17,
      widthPx: 72,
      heightPx: 170,
    });
  });

  it('puts a grid at the corner that is larger than the area, as while a window shrinks', () => {
    const grid = { cols: 50, rows: 30, cellWidthPx: 8, cellHeightPx: 17 };
    expect(centreGrid(area, grid)).toMatchObject({ leftPx: 24, topPx: 34 });
  });
});
