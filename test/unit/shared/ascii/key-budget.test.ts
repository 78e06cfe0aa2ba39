import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeyBudget } from '../../../../src/shared/ascii/key-budget';
import {
  OWN_COLOUR,
  toPaletteColour,
  toStepColour,
} from '../../../../src/shared/ascii/terminal-colour';

const A = 0x61;
const rgb = fc.integer({ min: 0, max: 0xffffff });

describe('a budget of glyphs in colours', () => {
  it('takes every key as it is while less than half of it is spent', () => {
    const budget = new KeyBudget(1_000);
    for (let ink = 16; ink < 256; ink++) {
      expect(budget.take(A, ink, 16)).toEqual({ glyph: A, ink, paper: 16 });
    }
    expect(budget.usedCount).toBe(240);
  });

  it('is never overspent by more than two keys a glyph, and always keeps the glyph', () => {
    const key = fc.tuple(fc.constantFrom(0x61, 0x62, 0x2580), rgb, fc.option(rgb));
    fc.assert(
      fc.property(fc.array(key, { minLength: 200, maxLength: 400 }), (keys) => {
        const budget = new KeyBudget(50);
        const shown = new Set<string>();
        for (const [glyph, ink, paper] of keys) {
          const taken =
            paper === null
              ? budget.take(glyph, toStepColour(ink), OWN_COLOUR)
              : budget.take(glyph, toPaletteColour(ink), toPaletteColour(paper));
          expect(taken.glyph).toBe(glyph);
          // A cell that shows what lies below goes on to do so.
          expect(taken.paper === OWN_COLOUR).toBe(paper === null);
          shown.add(`${taken.glyph} ${taken.ink} ${taken.paper}`);
        }
        expect(shown.size).toBe(budget.usedCount);
        expect(shown.size).toBeLessThanOrEqual(50 + 2 * 3);
      }),
      { numRuns: 30 },
    );
  });

  it('gives the nearest that was used before when it is spent, and always the same', () => {
    const budget = new KeyBudget(2);
    const [black, white] = [toPaletteColour(0), toPaletteColour(0xffffff)];
    budget.take(A, black, black);
    budget.take(A, white, white);
    const light = toPaletteColour(0xd0d0d0);
    expect(budget.take(A, light, light)).toEqual({ glyph: A, ink: white, paper: white });
    // Paper shows more than ink does.
    expect(budget.take(A, white, black)).toEqual({ glyph: A, ink: black, paper: black });
    expect(budget.take(A, light, light)).toEqual({ glyph: A, ink: white, paper: white });
    expect(budget.usedCount).toBe(2);
  });

  it('always takes text in the terminal’s own ink, uncounted', () => {
    const budget = new KeyBudget(1);
    budget.take(A, 16, 16);
    for (const glyph of [0x62, 0x63, 0x64]) {
      expect(budget.take(glyph, OWN_COLOUR, OWN_COLOUR).ink).toBe(OWN_COLOUR);
    }
    expect(budget.usedCount).toBe(1);
  });
});
