import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitGrid } from '../../../../src/shared/ascii/fit-grid';

const CELL = { cellWidthPx: 8, cellHeightPx: 16 };
const VGA = 4 / 3;

describe('fitGrid', () => {
  it('fills the height of a wide area and keeps 4:3', () => {
    expect(fitGrid({ areaWidthPx: 1600, areaHeightPx: 480, ...CELL, aspect: VGA })).toEqual({
      cols: 80,
      rows: 30,
    });
  });

  it('fills the width of a tall area and keeps 4:3', () => {
    expect(fitGrid({ areaWidthPx: 640, areaHeightPx: 2000, ...CELL, aspect: VGA })).toEqual({
      cols: 80,
      rows: 30,
    });
  });

  it('keeps a portrait video upright', () => {
    const { cols, rows } = fitGrid({
      areaWidthPx: 960,
      areaHeightPx: 640,
      ...CELL,
      aspect: 9 / 16,
    });
    expect({ cols, rows }).toEqual({ cols: 45, rows: 40 });
  });

  it('shows one cell where the area is smaller than a cell', () => {
    expect(fitGrid({ areaWidthPx: 3, areaHeightPx: 3, ...CELL, aspect: VGA })).toEqual({
      cols: 1,
      rows: 1,
    });
  });

  it('refuses an aspect that is no number', () => {
    const area = { areaWidthPx: 100, areaHeightPx: 100, ...CELL };
    expect(() => fitGrid({ ...area, aspect: 0 / 0 })).toThrow(RangeError);
    expect(() => fitGrid({ ...area, aspect: 0 })).toThrow(RangeError);
    expect(() => fitGrid({ ...area, cellWidthPx: 0, aspect: 1 })).toThrow(RangeError);
  });

  it('stays within the area, reaches one of its sides and misses the aspect by half a cell at most', () => {
    const pixels = fc.integer({ min: 200, max: 4000 });
    const cell = fc.integer({ min: 2, max: 24 });
    const aspect = fc.double({ min: 0.5, max: 2.5, noNaN: true });
    fc.assert(
      fc.property(
        pixels,
        pixels,
        cell,
        cell,
        aspect,
        (areaWidthPx, areaHeightPx, cellWidthPx, cellHeightPx, wanted) => {
          const { cols, rows } = fitGrid({
            areaWidthPx,
            areaHeightPx,
            cellWidthPx,
            cellHeightPx,
            aspect: wanted,
          });
          const width = cols * cellWidthPx;
          const height = rows * cellHeightPx;
          expect(width).toBeLessThanOrEqual(areaWidthPx);
          expect(height).toBeLessThanOrEqual(areaHeightPx);
          const maxCols = Math.min(1000, Math.floor(areaWidthPx / cellWidthPx));
          const maxRows = Math.min(1000, Math.floor(areaHeightPx / cellHeightPx));
          expect(cols === maxCols || rows === maxRows).toBe(true);
          const offByWidth = Math.abs(width - height * wanted) / cellWidthPx;
          const offByHeight = Math.abs(height - width / wanted) / cellHeightPx;
          expect(Math.min(offByWidth, offByHeight)).toBeLessThanOrEqual(0.5 + 1e-9);
        },
      ),
    );
  });
});
