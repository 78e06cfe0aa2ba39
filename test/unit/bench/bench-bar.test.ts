import { describe, expect, it } from 'vitest';
import { atLeast, atMost, median } from '../../bench/bench-bar';

const NAME = { id: 'X1', what: 'cost', unit: 'ratio' };

describe('bench bars', () => {
  it('go by the worst of what was measured', () => {
    const measured = [0.5, 0.9, 0.7].map((value) => ({ value, note: `${value}` }));
    expect(atMost(0.8, NAME, measured)).toMatchObject({ value: 0.9, note: '0.9', holds: false });
    expect(atLeast(0.5, NAME, measured)).toMatchObject({ value: 0.5, holds: true });
  });

  it.each([
    [Number.NaN, 0.1],
    [0.1, Number.NaN],
  ])('do not hold where anything is no number: %d, %d', (first, second) => {
    const measured = [first, second].map((value) => ({ value, note: '' }));
    expect(atMost(1, NAME, measured).holds).toBe(false);
    expect(atLeast(0, NAME, measured).holds).toBe(false);
  });

  it('hold at the limit itself', () => {
    expect(atMost(1, NAME, [{ value: 1, note: '' }]).holds).toBe(true);
    expect(atLeast(1, NAME, [{ value: 1, note: '' }]).holds).toBe(true);
  });
});

describe('median', () => {
  it('is the one in the middle, in any order', () => {
    expect(median([9, 1, 5])).toBe(5);
  });
});
