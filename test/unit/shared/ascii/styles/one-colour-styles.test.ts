import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtInAtlas } from '../../../../../src/shared/ascii/built-in-atlas';
import { cellsToText, NO_BACKGROUND } from '../../../../../src/shared/ascii/cells';
import { createAsciiEngine } from '../../../../../src/shared/ascii/engine';
import { glyphDensity } from '../../../../../src/shared/ascii/glyph-atlas';
import { measureShapes } from '../../../../../src/shared/ascii/glyph-shapes';
import type { StyleName } from '../../../../../src/shared/ascii/styles';
import { braille } from '../../../../../src/shared/ascii/styles/braille';
import { mono } from '../../../../../src/shared/ascii/styles/mono';
import { shape } from '../../../../../src/shared/ascii/styles/shape';
import { faceFrame } from '../../../../helpers/face-frame';
import { drawCell, glyphOf, lumaPicture } from '../../../../helpers/one-cell';
import { textBrightness } from '../../../../helpers/picture-brightness';
import { cellBrightness, pearson } from '../../../../helpers/picture-match';

const even = (luma: number): number[] => new Array<number>(8).fill(luma);

/** Light of one cell of grey ink, as a share of the brightest screen's. */
function lightOf(style: typeof shape, luma: readonly number[]): number {
  const cells = drawCell(style, { luma });
  const { means } = measureShapes(builtInAtlas(), glyphOf(cells), 2.2);
  return means[0] * ((cells.foreground[0] & 0xff) / 255) ** 2.2;
}

describe('shape', () => {
  it.each([
    ['low', ['00', '00', '00', '99'], /[_.,]/],
    ['high', ['99', '00', '00', '00'], /["'`^]/],
    ['left', ['90', '90', '90', '90'], /[[({|<L]/],
    ['right', ['09', '09', '09', '09'], /[\])}|>]/],
  ])('puts a letter there that is %s', (_, rows, glyphs) => {
    expect(glyphOf(drawCell(shape, { luma: lumaPicture(rows) }))).toMatch(glyphs);
  });

  it('gives off a fixed share of the light of even cells, whatever the letter', () => {
    for (let luma = 24; luma <= 224; luma += 8) {
      const share = lightOf(shape, even(luma)) / (luma / 255) ** 2.2;
      expect(share, `luma ${luma}`).toBeGreaterThan(0.14);
      expect(share, `luma ${luma}`).toBeLessThan(0.2);
    }
  });

  it('takes denser letters for brighter cells', () => {
    const densities = [20, 90, 240].map((luma) =>
      glyphDensity(builtInAtlas(), drawCell(shape, { luma: even(luma) }).glyphs[0]),
    );
    expect(densities[0]).toBeLessThan(densities[1]);
    expect(densities[1]).toBeLessThan(densities[2]);
  });

  it('keeps greys neutral and has no background', () => {
    const cells = drawCell(shape, { luma: lumaPicture(['24', '68', '8a', 'cf']) });
    const ink = cells.foreground[0];
    expect([(ink >> 8) & 0xff, ink & 0xff]).toEqual([ink >> 16, ink >> 16]);
    expect(cells.background[0]).toBe(NO_BACKGROUND);
  });
});

describe('mono', () => {
  it('has one colour, no background, and nothing for black', () => {
    const drawn = [0, 60, 120, 255].map((luma) => drawCell(mono, { luma: even(luma) }));
    expect(new Set(drawn.map((cells) => cells.foreground[0])).size).toBe(1);
    expect(new Set(drawn.map((cells) => cells.background[0]))).toEqual(new Set([NO_BACKGROUND]));
    expect(glyphOf(drawn[0])).toBe(' ');
  });

  it('grows brighter with the cell, in steps no coarser than the font allows', () => {
    const lights = Array.from({ length: 32 }, (_, step) => lightOf(mono, even(step * 8)));
    for (let step = 8; step < lights.length; step += 4) {
      expect(lights[step], `luma ${step * 8}`).toBeGreaterThan(lights[step - 4]);
    }
  });

  it('shows the shape where the tone leaves a choice', () => {
    const left = glyphOf(drawCell(mono, { luma: lumaPicture(['c2', 'c2', 'c2', 'c2']) }));
    const right = glyphOf(drawCell(mono, { luma: lumaPicture(['2c', '2c', '2c', '2c']) }));
    const shares = (glyph: string): number[] => {
      const { coverage } = measureShapes(builtInAtlas(), glyph);
      return [0, 1].map((x) => coverage[x] + coverage[x + 2] + coverage[x + 4] + coverage[x + 6]);
    };
    expect(shares(left)[0]).toBeGreaterThan(shares(left)[1]);
    expect(shares(right)[0]).toBeLessThan(shares(right)[1]);
  });
});

describe('braille', () => {
  it.each([
    ['⠉', ['ff', '00', '00', '00']],
    ['⡇', ['f0', 'f0', 'f0', 'f0']],
    ['⣀', ['00', '00', '00', 'ff']],
    ['⠛', ['ff', 'ff', '22', '22']],
    ['⣿', ['ee', 'ee', 'ee', 'ee']],
  ])('sets %s where it is bright', (glyph, rows) => {
    expect(glyphOf(drawCell(braille, { luma: lumaPicture(rows) }))).toBe(glyph);
  });

  it('always sets a dot, so that dim things show', () => {
    const samples = fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(samples, (luma) => {
        expect(drawCell(braille, { luma }).glyphs[0]).toBeGreaterThan(0x2800);
      }),
    );
  });

  it('lets noise of a level decide no dot of an even cell', () => {
    const patterns = [
      [60, 60, 60, 60, 60, 60, 60, 60],
      [61, 60, 60, 61, 60, 61, 60, 60],
      [60, 61, 60, 60, 61, 60, 60, 61],
    ].map((luma) => glyphOf(drawCell(braille, { luma })));
    expect(new Set(patterns).size).toBe(1);
  });

  it('makes up for the dots that are not set', () => {
    for (let luma = 16; luma <= 240; luma += 16) {
      const share = lightOf(braille, even(luma)) / (luma / 255) ** 2.2;
      expect(share, `luma ${luma}`).toBeGreaterThan(0.32);
      expect(share, `luma ${luma}`).toBeLessThan(0.5);
    }
  });
});

describe.each([
  ['shape', 0.7],
  ['mono', 0.95],
  ['braille', 0.75],
] as const satisfies (readonly [StyleName, number])[])('%s', (style, least) => {
  it(`correlates with the face it shows by its text alone, r >= ${least}`, () => {
    const frame = faceFrame();
    const text = cellsToText(createAsciiEngine({ cols: 120, rows: 36, style }).draw(frame));
    const luma = { widthPx: frame.width, heightPx: frame.height, luma: frame.y };
    const r = pearson(textBrightness(text, style), cellBrightness(luma, 120, 36));
    expect(r, text).toBeGreaterThanOrEqual(least);
  });
});
