import { describe, expect, it } from 'vitest';
import { ByteBudget } from '../../../../src/shared/ascii/byte-budget';
import { COLOUR_TOLERANCE } from '../../../../src/shared/ascii/terminal-delta';

const CELLS = 160 * 48;
const FRAME_MS = 1_000 / 30;

/** Bits a second of a picture that takes so many bytes a frame, and how coarse it ends. */
function show(bytesAt: (tolerance: number) => number): { bits: number; tolerance: number } {
  const budget = new ByteBudget(CELLS, 0);
  let [bytes, tolerance] = [0, 0];
  for (let frame = 1; frame <= 300; frame++) {
    tolerance = budget.tolerance(frame * FRAME_MS);
    budget.spend(bytesAt(tolerance));
    bytes += bytesAt(tolerance);
  }
  return { bits: (bytes * 8) / 10, tolerance };
}

describe('what a terminal is sent', () => {
  it('is exact as long as little moves', () => {
    expect(show(() => 2_000)).toEqual({ bits: 480_000, tolerance: COLOUR_TOLERANCE });
  });

  it.each([
    ['a picture that moves', 30_000],
    ['one in which all moves, as in a raw clip', 70_000],
  ])('stays below 2.4 Mbit/s at 160x48 by being coarser: %s', (_what, bytes) => {
    const { bits, tolerance } = show((coarse) => (bytes * 8) / coarse);
    expect(bits).toBeLessThan(2_400_000);
    expect(tolerance).toBeGreaterThan(COLOUR_TOLERANCE);
  });

  it('is exact again soon after everything has changed', () => {
    const budget = new ByteBudget(CELLS, 0);
    budget.tolerance(0);
    budget.spend(300_000);
    expect(budget.tolerance(FRAME_MS)).toBeGreaterThan(COLOUR_TOLERANCE);
    expect(budget.isRough).toBe(true);
    expect(budget.tolerance(1_000)).toBe(COLOUR_TOLERANCE);
    expect(budget.isRough).toBe(false);
  });
});
