import { describe, expect, it } from 'vitest';
import { type CellGrid, createCellGrid } from '../../../../src/shared/ascii/cells';
import { spanBetween, textInRect } from '../../../../src/shared/ascii/cells-in-rect';

function gridOf(...lines: string[]): CellGrid {
  const cells = createCellGrid(lines[0].length, lines.length);
  Array.from(lines.join('')).forEach((glyph, at) => {
    cells.glyphs[at] = glyph.charCodeAt(0);
  });
  return cells;
}

describe('textInRect', () => {
  const cells = gridOf('abcd', 'ef  ', 'ijkl');

  it('gives the cells of a rectangle, row by row', () => {
    expect(textInRect(cells, { col: 1, row: 0, cols: 2, rows: 3 })).toBe('bc\nf\njk');
  });

  it('leaves out the blanks at the ends of rows, and keeps rows of nothing else', () => {
    expect(textInRect(cells, { col: 2, row: 1, cols: 2, rows: 2 })).toBe('\nkl');
  });

  it('keeps to the picture', () => {
    expect(textInRect(cells, { col: -2, row: -1, cols: 4, rows: 2 })).toBe('ab');
    expect(textInRect(cells, { col: 3, row: 2, cols: 90, rows: 90 })).toBe('l');
    expect(textInRect(cells, { col: 4, row: 0, cols: 2, rows: 2 })).toBe('');
    expect(textInRect(cells, { col: 0, row: 3, cols: 2, rows: 2 })).toBe('');
  });
});

describe('spanBetween', () => {
  it('takes in both corners, in whatever order they come', () => {
    const span = { col: 2, row: 1, cols: 4, rows: 3 };
    expect(spanBetween({ col: 2, row: 1 }, { col: 5, row: 3 })).toEqual(span);
    expect(spanBetween({ col: 5, row: 1 }, { col: 2, row: 3 })).toEqual(span);
    expect(spanBetween({ col: 4, row: 4 }, { col: 4, row: 4 })).toMatchObject({ cols: 1, rows: 1 });
  });
});
