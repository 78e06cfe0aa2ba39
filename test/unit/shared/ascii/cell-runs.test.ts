import { describe, expect, it } from 'vitest';
import { cellsToRuns } from '../../../../src/shared/ascii/cell-runs';
import { createCellGrid } from '../../../../src/shared/ascii/cells';

describe('cellsToRuns', () => {
  it('joins neighbours in the same colours, and never across rows', () => {
    const cells = createCellGrid(3, 2);
    cells.glyphs.set(Array.from('abcdef', (letter) => letter.charCodeAt(0)));
    cells.foreground.set([1, 1, 2, 2, 2, 2]);
    cells.background.set([9, 9, 9], 3);
    expect(cellsToRuns(cells)).toEqual([
      [
        { text: 'ab', foreground: 1, background: null },
        { text: 'c', foreground: 2, background: null },
      ],
      [{ text: 'def', foreground: 2, background: 9 }],
    ]);
  });

  it('parts neighbours that differ on one side only', () => {
    const cells = createCellGrid(2, 1);
    cells.background.set([5, 6]);
    expect(cellsToRuns(cells)[0].map(({ background }) => background)).toEqual([5, 6]);
  });
});
