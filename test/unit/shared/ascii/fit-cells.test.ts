import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitCells } from '../../../../src/shared/ascii/fit-cells';

const CELL = { cellWidthPx: 8, cellHeightPx: 17, fontSizePx: 14 };

describe('fitCells', () => {
  it('makes the cells of a coarse grid larger, and their letters with them', () => {
    const area = { areaWidthPx: 1280, areaHeightPx: 816 };
    expect(fitCells({ cols: 80, rows: 24 }, { ...area, ...CELL })).toEqual({
      cellWidthPx: 16,
      cellHeightPx: 34,
      fontSizePx: 28,
    });
  });

  it('lets nothing reach over the edge', () => {
    const side = fc.integer({ min: 1, max: 100 });
    const px = fc.integer({ min: 100, max: 4_000 });
    fc.assert(
      fc.property(side, side, px, px, (cols, rows, areaWidthPx, areaHeightPx) => {
        const made = fitCells({ cols, rows }, { areaWidthPx, areaHeightPx, ...CELL });
        if (made.cellWidthPx > 1) expect(made.cellWidthPx * cols).toBeLessThanOrEqual(areaWidthPx);
        if (made.cellHeightPx > 1) {
          expect(made.cellHeightPx * rows).toBeLessThanOrEqual(areaHeightPx);
        }
        expect(made.fontSizePx / CELL.fontSizePx).toBeLessThanOrEqual(made.cellWidthPx / 8);
      }),
    );
  });

  it('has cells of a pixel at least', () => {
    const tiny = { areaWidthPx: 3, areaHeightPx: 3, ...CELL };
    expect(fitCells({ cols: 80, rows: 24 }, tiny)).toMatchObject({
      cellWidthPx: 1,
      cellHeightPx: 1,
    });
  });
});
