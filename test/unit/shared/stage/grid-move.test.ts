import { describe, expect, it } from 'vitest';
import { moveInGrid } from '../../../../src/shared/stage/grid-move';

/** 0 1 2 / 3 4 */
const at = (index: number) => ({ index, count: 5, columns: 3 });

describe('moveInGrid', () => {
  it.each([
    ['ArrowRight', 2, 3],
    ['ArrowRight', 4, null],
    ['ArrowLeft', 3, 2],
    ['ArrowLeft', 0, null],
    ['ArrowDown', 0, 3],
    ['ArrowDown', 2, 4],
    ['ArrowDown', 3, null],
    ['ArrowUp', 4, 1],
    ['ArrowUp', 1, null],
    ['Home', 4, 0],
    ['End', 0, 4],
    ['4', 0, 3],
    ['6', 0, null],
    ['0', 1, null],
    ['x', 1, null],
  ])('%s leads from %d to %s', (key, from, to) => {
    expect(moveInGrid(key, at(from))).toBe(to);
  });
});
