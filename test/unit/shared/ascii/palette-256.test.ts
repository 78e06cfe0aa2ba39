import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestPaletteIndex, paletteColour } from '../../../../src/shared/ascii/palette-256';

function distance(a: number, b: number): number {
  return [16, 8, 0]
    .map((shift) => ((a >> shift) & 0xff) - ((b >> shift) & 0xff))
    .reduce((sum, each) => sum + each * each, 0);
}

describe('nearestPaletteIndex', () => {
  it('is as near as any of the 240 entries', () => {
    const entries = Array.from({ length: 240 }, (_, at) => paletteColour(at + 16));
    fc.assert(
      fc.property(fc.nat(0xffffff), (rgb) => {
        const nearest = Math.min(...entries.map((each) => distance(each, rgb)));
        expect(distance(paletteColour(nearestPaletteIndex(rgb)), rgb)).toBe(nearest);
      }),
      { numRuns: 1000 },
    );
  });

  it('finds every entry by its own colour', () => {
    for (let index = 16; index < 256; index++) {
      const colour = paletteColour(index);
      expect(paletteColour(nearestPaletteIndex(colour))).toBe(colour);
    }
  });

  it("has xterm's corners", () => {
    expect([16, 21, 231, 232, 255].map(paletteColour)).toEqual([
      0x000000, 0x0000ff, 0xffffff, 0x080808, 0xeeeeee,
    ]);
  });
});
