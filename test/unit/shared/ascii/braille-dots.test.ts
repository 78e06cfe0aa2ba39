import { describe, expect, it } from 'vitest';
import {
  BRAILLE_DOT_BITS,
  drawBraillePatterns,
  isBraille,
} from '../../../../src/shared/ascii/braille-dots';
import { createGlyphAtlas } from '../../../../src/shared/ascii/glyph-atlas';
import { measureShapes } from '../../../../src/shared/ascii/glyph-shapes';

const ATLAS = createGlyphAtlas({ cellWidthPx: 8, cellHeightPx: 16 }, []);

/** Which of the 2x4 places of a pattern have ink, as rows of `o` and space. */
function dotsOf(pattern: string): string[] {
  const { coverage } = measureShapes(ATLAS, pattern);
  const marks = Array.from(coverage, (share) => (share > 0.1 ? 'o' : ' ')).join('');
  return [marks.slice(0, 2), marks.slice(2, 4), marks.slice(4, 6), marks.slice(6)];
}

describe('drawBraillePatterns', () => {
  it.each([
    ['⠁', ['o ', '  ', '  ', '  ']],
    ['⠂', ['  ', 'o ', '  ', '  ']],
    ['⠈', [' o', '  ', '  ', '  ']],
    ['⡀', ['  ', '  ', '  ', 'o ']],
    ['⢀', ['  ', '  ', '  ', ' o']],
    ['⠵', ['o ', ' o', 'oo', '  ']],
    ['⠀', ['  ', '  ', '  ', '  ']],
  ])('sets the dots of %s where Unicode has them', (pattern, dots) => {
    expect(dotsOf(pattern)).toEqual(dots);
  });

  it('draws all dots alike, on an even grid', () => {
    const { coverage } = measureShapes(ATLAS, '⣿');
    for (const share of coverage) expect(share).toBeCloseTo(coverage[0], 5);
    expect(coverage[0]).toBeGreaterThan(0.5);
    expect(coverage[0]).toBeLessThan(0.65);
  });

  it.each([
    [5, 10],
    [9, 19],
    [1, 1],
  ])('keeps to 256 pictures of %i by %i pixels', (widthPx, heightPx) => {
    const patterns = drawBraillePatterns(widthPx, heightPx);
    expect(patterns.length).toBe(256);
    expect(new Set(patterns.map((each) => each.length))).toEqual(new Set([widthPx * heightPx]));
  });
});

describe('BRAILLE_DOT_BITS', () => {
  it('gives each place a bit of its own', () => {
    expect(BRAILLE_DOT_BITS.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });
});

describe('isBraille', () => {
  it('knows the block of 256', () => {
    expect([0x27ff, 0x2800, 0x28ff, 0x2900].map(isBraille)).toEqual([false, true, true, false]);
  });
});
