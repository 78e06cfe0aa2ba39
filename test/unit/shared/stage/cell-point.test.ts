import { describe, expect, it } from 'vitest';
import { boxOfCells, isOnCells } from '../../../../src/shared/stage/cell-point';

const GRID = { cols: 100, rows: 40 };
const BOX = { left: 10, top: 20, width: 800, height: 640 };
const RECT = { col: 50, row: 10, cols: 20, rows: 5 };

describe('cells on the page', () => {
  it('lie where the grid lies, in its cells', () => {
    expect(boxOfCells(RECT, GRID, BOX)).toEqual({ left: 410, top: 180, width: 160, height: 80 });
  });

  it.each<[number, number, boolean]>([
    [410, 180, true],
    [569, 259, true],
    [409, 180, false],
    [570, 200, false],
    [500, 179, false],
    [500, 260, false],
  ])('hold the point %i, %i: %s', (xPx, yPx, isOn) => {
    expect(isOnCells(RECT, GRID, BOX, { xPx, yPx })).toBe(isOn);
  });
});
