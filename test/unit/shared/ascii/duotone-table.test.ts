import { describe, expect, it } from 'vitest';
import { builtInAtlas } from '../../../../src/shared/ascii/built-in-atlas';
import { duotoneTable } from '../../../../src/shared/ascii/duotone-table';
import { createGlyphAtlas } from '../../../../src/shared/ascii/glyph-atlas';
import { measureShapes } from '../../../../src/shared/ascii/glyph-shapes';
import { pearson } from '../../../helpers/picture-match';

const TABLE = duotoneTable(builtInAtlas());

/** The pattern of 8 levels 0..3, sample by sample. */
function patternOf(levels: readonly number[]): number {
  return levels.reduce((pattern, level, sample) => pattern | (level << (2 * sample)), 0);
}

const glyphFor = (levels: readonly number[]): string =>
  String.fromCharCode(TABLE.codePoints[TABLE.glyphOfPattern[patternOf(levels)]]);

describe('duotoneTable', () => {
  it('is made once for each atlas', () => {
    expect(duotoneTable(builtInAtlas())).toBe(TABLE);
    const other = createGlyphAtlas({ cellWidthPx: 8, cellHeightPx: 16 }, []);
    expect(duotoneTable(other)).not.toBe(TABLE);
  });

  it.each([
    ['low dots or strokes', [0, 0, 0, 0, 0, 0, 3, 3], /[_.,g]/],
    ['a stroke on the right', [0, 3, 0, 3, 0, 3, 0, 3], /[\])}jl|]/],
    ['a stroke on the left', [3, 0, 3, 0, 3, 0, 3, 0], /[[({|Ll]/],
  ])('finds %s', (_, levels, glyphs) => {
    expect(glyphFor(levels)).toMatch(glyphs);
  });

  it('finds for every pattern a glyph that looks much like it, or like its negative', () => {
    const { coverage, means } = measureShapes(
      builtInAtlas(),
      String.fromCharCode(...TABLE.codePoints),
    );
    const shares = Array.from(means, (_, glyph) => [
      ...coverage.subarray(glyph * 8, glyph * 8 + 8),
    ]);
    const matches = [];
    for (let pattern = 3; pattern < 0x1_0000; pattern += 97) {
      const levels = Array.from({ length: 8 }, (_, sample) => (pattern >> (2 * sample)) & 3);
      const own = Math.abs(pearson(shares[TABLE.glyphOfPattern[pattern]], levels));
      const best = Math.max(...shares.map((each) => Math.abs(pearson(each, levels))));
      matches.push(own / best);
    }
    expect(Math.min(...matches)).toBeGreaterThan(0.5);
    expect(matches.reduce((sum, match) => sum + match, 0) / matches.length).toBeGreaterThan(0.9);
  });

  it('takes the same glyph for a pattern with light and dark swapped', () => {
    for (let pattern = 0; pattern < 0x1_0000; pattern++) {
      if (TABLE.glyphOfPattern[pattern] !== TABLE.glyphOfPattern[0xffff - pattern]) {
        expect.fail(`pattern ${pattern.toString(4)}`);
      }
    }
  });

  it('has slopes that an even cell does not feel', () => {
    for (let at = 0; at < TABLE.slopes.length; at += 8) {
      expect(TABLE.slopes.subarray(at, at + 8).reduce((sum, slope) => sum + slope, 0)).toBe(0);
    }
  });

  it('has slopes that read ink minus paper off a glyph', () => {
    const { coverage, codePoints } = measureShapes(
      builtInAtlas(),
      String.fromCharCode(...TABLE.codePoints),
    );
    codePoints.forEach((_, glyph) => {
      let slope = 0;
      for (let sample = 0; sample < 8; sample++) {
        const level = 40 + 100 * coverage[glyph * 8 + sample];
        slope += (level * TABLE.slopes[glyph * 8 + sample]) / 1024;
      }
      expect(slope).toBeCloseTo(100, 0);
    });
  });

  it('draws nothing strange with a font that has no glyphs', () => {
    const empty = duotoneTable(createGlyphAtlas({ cellWidthPx: 4, cellHeightPx: 9 }, []));
    expect(new Set(empty.slopes)).toEqual(new Set([0]));
  });
});
