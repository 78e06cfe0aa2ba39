import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { half } from '../../../../../src/shared/ascii/styles/half';
import { quad } from '../../../../../src/shared/ascii/styles/quad';
import { drawCell, glyphOf, lumaPicture } from '../../../../helpers/one-cell';

describe('half', () => {
  it('shows the mean of the upper half above that of the lower', () => {
    const cells = drawCell(half, { luma: lumaPicture(['42', '42', '8a', '8a']) });
    expect([glyphOf(cells), cells.foreground[0], cells.background[0]]).toEqual([
      '▀',
      0x333333,
      0x999999,
    ]);
  });

  it('gives each half its own hue', () => {
    const grey = lumaPicture(['88', '88', '88', '88']);
    const cells = drawCell(half, { luma: grey, v: [180, 180, 76, 76] });
    expect(cells.foreground[0] >> 16).toBeGreaterThan(0xc0);
    expect(cells.background[0] >> 16).toBeLessThan(0x40);
  });
});

describe('quad', () => {
  it.each([
    ['▘', ['f0', 'f0', '00', '00']],
    ['▗', ['00', '00', '0f', '0f']],
    ['▀', ['ff', 'ff', '00', '00']],
    ['▌', ['f0', 'f0', 'f0', 'f0']],
    ['▐', ['0f', '0f', '0f', '0f']],
    ['▚', ['f0', 'f0', '0f', '0f']],
    ['▞', ['0f', '0f', 'f0', 'f0']],
    ['▙', ['f0', 'f0', 'ff', 'ff']],
    ['▜', ['ff', 'ff', '0f', '0f']],
    ['▄', ['11', '22', 'ee', 'ff']],
  ])('draws %s with ink where it is bright', (glyph, rows) => {
    const cells = drawCell(quad, { luma: lumaPicture(rows) });
    expect(glyphOf(cells)).toBe(glyph);
    expect(cells.foreground[0]).toBeGreaterThan(0xd0d0d0);
    expect(cells.background[0]).toBeLessThan(0x303030);
  });

  it('fills a cell of one colour', () => {
    const cells = drawCell(quad, { luma: lumaPicture(['77', '77', '77', '77']) });
    expect([glyphOf(cells), cells.foreground[0]]).toEqual(['█', 0x777777]);
  });

  it('parts colours of the same brightness', () => {
    const grey = lumaPicture(['88', '88', '88', '88']);
    const cells = drawCell(quad, { luma: grey, v: [200, 60, 200, 60] });
    expect(['▌', '▐']).toContain(glyphOf(cells));
  });

  it('is never further from the cell than one colour would be', () => {
    const samples = fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 8, maxLength: 8 });
    const parts = ' ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█';
    fc.assert(
      fc.property(samples, (values) => {
        const cells = drawCell(quad, { luma: values });
        const mask = parts.indexOf(glyphOf(cells));
        const quadrants = [0, 1, 4, 5].map((at) => (values[at] + values[at + 2]) / 2);
        const mean = quadrants.reduce((sum, each) => sum + each, 0) / 4;
        const error = (shown: (at: number) => number): number =>
          quadrants.reduce((sum, each, at) => sum + (each - shown(at)) ** 2, 0);
        const drawn = (at: number): number =>
          ((mask >> at) & 1 ? cells.foreground[0] : cells.background[0]) & 0xff;
        // Colours are whole levels.
        expect(error(drawn)).toBeLessThanOrEqual(error(() => mean) + 4);
      }),
    );
  });
});
