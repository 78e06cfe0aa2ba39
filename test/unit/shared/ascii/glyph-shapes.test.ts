import { describe, expect, it } from 'vitest';
import { createGlyphAtlas, glyphDensity } from '../../../../src/shared/ascii/glyph-atlas';
import { measureShapes } from '../../../../src/shared/ascii/glyph-shapes';
import { noiseBytes } from '../../../helpers/pixel-frames';

const atlas = (cellWidthPx: number, cellHeightPx: number, coverage?: Uint8Array) =>
  createGlyphAtlas({ cellWidthPx, cellHeightPx }, coverage ? [{ codePoint: 0x61, coverage }] : []);

describe('measureShapes', () => {
  it.each([
    ['▘', [1, 0, 1, 0, 0, 0, 0, 0]],
    ['▐', [0, 1, 0, 1, 0, 1, 0, 1]],
    ['▂', [0, 0, 0, 0, 0, 0, 1, 1]],
    ['▁', [0, 0, 0, 0, 0, 0, 0.5, 0.5]],
  ])('finds the ink of %s in its samples', (glyph, shares) => {
    expect(Array.from(measureShapes(atlas(8, 16), glyph).coverage)).toEqual(shares);
  });

  it('sorts by ink, each glyph with its own shares', () => {
    const { codePoints, coverage, means } = measureShapes(atlas(8, 16), '█▘▐');
    expect(String.fromCharCode(...codePoints)).toBe('▘▐█');
    expect(Array.from(means)).toEqual([0.25, 0.5, 1]);
    expect(Array.from(coverage.subarray(8, 16))).toEqual([0, 1, 0, 1, 0, 1, 0, 1]);
  });

  it.each([
    [7, 15],
    [9, 18],
    [1, 3],
    [13, 29],
  ])('loses no ink in a cell of %i by %i, which samples do not divide evenly', (width, height) => {
    const noise = atlas(width, height, noiseBytes(width * height, 7));
    expect(measureShapes(noise, 'a').means[0]).toBeCloseTo(glyphDensity(noise, 0x61), 5);
  });

  it('counts half a coat of ink as the light it gives off', () => {
    const half = atlas(8, 16, new Uint8Array(128).fill(128));
    expect(measureShapes(half, 'a', 2.2).means[0]).toBeCloseTo((128 / 255) ** 2.2, 5);
  });
});
