import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AVATAR_WIDTH, drawAvatar } from '../../../../src/shared/stage/avatar';

const NAMES = ['ann', 'bob', 'carol', 'dan', 'eve', 'frank', 'grace', 'heidi', '日本語', '👩‍👩‍👧‍👦'];

describe('drawAvatar', () => {
  it('fits the room that there is, with all rows equally wide', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...NAMES),
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 120 }),
        (name, cols, rows) => {
          const avatar = drawAvatar(name, cols, rows);
          if (avatar === null) {
            expect(cols < AVATAR_WIDTH || rows < 4).toBe(true);
            return;
          }
          expect(avatar.rows.length).toBeLessThanOrEqual(rows);
          for (const row of avatar.rows) {
            expect(row).toHaveLength(avatar.rows[0].length);
            expect(row.length).toBeLessThanOrEqual(cols);
          }
        },
      ),
    );
  });

  it('is the same for the same name, whatever its case, and differs between names', () => {
    expect(drawAvatar('Ann', 40, 20)).toEqual(drawAvatar('ann', 40, 20));
    const drawn = NAMES.map((name) => JSON.stringify(drawAvatar(name, 40, 20)));
    expect(new Set(drawn).size).toBe(NAMES.length);
  });

  it('is alike on both sides, and never empty', () => {
    for (const name of NAMES) {
      const rows = drawAvatar(name, 60, 24)?.rows ?? [];
      expect(rows.map((row) => Array.from(row).reverse().join(''))).toEqual([...rows]);
      expect(rows.join('')).toMatch(/[▀▄█]{8}/);
    }
  });

  it('grows with its room', () => {
    const small = drawAvatar('ann', 20, 8)?.rows.length ?? 0;
    expect(drawAvatar('ann', 100, 40)?.rows.length).toBeGreaterThan(2 * small);
  });
});
