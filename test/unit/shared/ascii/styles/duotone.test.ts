import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtInAtlas } from '../../../../../src/shared/ascii/built-in-atlas';
import { glyphDensity } from '../../../../../src/shared/ascii/glyph-atlas';
import { duotone } from '../../../../../src/shared/ascii/styles/duotone';
import { drawCell, glyphOf, lumaPicture } from '../../../../helpers/one-cell';

const luma = (rgb: number): number => rgb & 0xff;

describe('duotone', () => {
  it('fills an even cell with its colour, without a letter', () => {
    const cells = drawCell(duotone, { luma: [100, 103, 100, 102, 101, 100, 103, 100] });
    expect([glyphOf(cells), cells.background[0]]).toEqual([' ', 0x656565]);
  });

  it('puts light ink where it is light, and dark ink where it is dark', () => {
    const light = drawCell(duotone, { luma: lumaPicture(['44', '44', '44', 'cc']) });
    const dark = drawCell(duotone, { luma: lumaPicture(['cc', 'cc', 'cc', '44']) });
    expect(glyphOf(light)).toMatch(/[_.,g]/);
    expect(luma(light.foreground[0])).toBeGreaterThan(luma(light.background[0]) + 100);
    expect(glyphOf(dark)).toBe(glyphOf(light));
    expect(luma(dark.foreground[0])).toBeLessThan(luma(dark.background[0]) - 100);
  });

  it('keeps the brightness of every cell, whatever the ink has to be', () => {
    const samples = fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(samples, (values) => {
        const cells = drawCell(duotone, { luma: values });
        const share = glyphDensity(builtInAtlas(), cells.glyphs[0]);
        const drawn = share * luma(cells.foreground[0]) + (1 - share) * luma(cells.background[0]);
        const mean = values.reduce((sum, value) => sum + value, 0) / 8;
        expect(Math.abs(drawn - mean)).toBeLessThanOrEqual(1.5);
      }),
    );
  });

  it('gives ink and paper the hue of the cell', () => {
    const picture = lumaPicture(['55', '55', '55', 'aa']);
    const red = drawCell(duotone, { luma: picture, v: [180, 180, 180, 180] });
    for (const rgb of [red.foreground[0], red.background[0]]) {
      expect(rgb >> 16).toBeGreaterThan((rgb >> 8) & 0xff);
    }
  });
});
