import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rampGlyphs, rampIndex, rampLuma } from '../../../../src/shared/ascii/ramp';
import { STYLE_NAMES, STYLES } from '../../../../src/shared/ascii/styles';

const RAMPS = STYLE_NAMES.map((name) => [name, STYLES[name].glyphs] as const);

describe('rampGlyphs', () => {
  it.each(RAMPS)('gives each step of %s as many levels as the next, to within one', (_, ramp) => {
    const counts = Array.from(ramp, () => 0);
    for (let luma = 0; luma < 256; luma++) counts[rampIndex(ramp, luma)]++;
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
  });

  it('reaches the first glyph at black and the last at white', () => {
    const glyphs = rampGlyphs('abc');
    expect(String.fromCharCode(glyphs[0], glyphs[128], glyphs[255])).toBe('abc');
  });
});

describe('rampLuma', () => {
  it.each(RAMPS)('undoes %s to within half a step', (_, ramp) => {
    fc.assert(
      fc.property(fc.nat(255), (luma) => {
        const glyph = ramp[rampIndex(ramp, luma)];
        const back = rampLuma(ramp, glyph) ?? NaN;
        // A glyph that stands twice covers two steps; steps are rounded to whole levels.
        const steps = Array.from(ramp).filter((each) => each === glyph).length;
        expect(Math.abs(back - luma)).toBeLessThanOrEqual((steps * 128) / ramp.length + 0.5);
      }),
    );
  });

  it('knows nothing of other characters', () => {
    expect(['x', '', '. '].map((glyph) => rampLuma('.:', glyph))).toEqual([null, null, null]);
  });
});
