import { describe, expect, it } from 'vitest';
import { createGlyphAtlas, glyphDensity } from '../../../../src/shared/ascii/glyph-atlas';

const SIZE = { cellWidthPx: 8, cellHeightPx: 16 };
const CELL_BYTES = 128;

const measured = (glyph: string, ink: number) => ({
  codePoint: glyph.codePointAt(0) ?? 0,
  coverage: new Uint8Array(CELL_BYTES).fill(ink),
});

/** A glyph as lines of `#` and space. */
function picture(glyph: string, size = SIZE): string[] {
  const atlas = createGlyphAtlas(size, []);
  const { cellWidthPx, cellHeightPx } = size;
  const start = atlas.slots[glyph.codePointAt(0) ?? 0] * cellWidthPx * cellHeightPx;
  return Array.from({ length: cellHeightPx }, (_, row) =>
    Array.from(
      atlas.coverage.subarray(start + row * cellWidthPx, start + (row + 1) * cellWidthPx),
      (ink) => (ink > 127 ? '#' : ' '),
    ).join(''),
  );
}

describe('createGlyphAtlas', () => {
  it('finds each measured glyph, and draws nothing for the others', () => {
    const atlas = createGlyphAtlas(SIZE, [measured('a', 51), measured('◍', 255)]);
    const density = (glyph: string): number => glyphDensity(atlas, glyph.codePointAt(0) ?? 0);
    expect(['a', '◍', 'b', ' '].map(density)).toEqual([0.2, 1, 0, 0]);
  });

  it('draws block elements itself, whatever the font has', () => {
    const atlas = createGlyphAtlas(SIZE, [measured('█', 0), measured('▄', 0)]);
    expect([glyphDensity(atlas, 0x2588), glyphDensity(atlas, 0x2584)]).toEqual([1, 0.5]);
  });

  it.each([
    ['░', 0.25],
    ['▒', 0.5],
    ['▓', 0.75],
    ['▁', 1 / 8],
    ['▇', 7 / 8],
    ['▉', 7 / 8],
    ['▏', 1 / 8],
    ['▐', 1 / 2],
    ['▔', 1 / 8],
    ['▕', 1 / 8],
    ['▙', 3 / 4],
    ['▟', 3 / 4],
    ['▝', 1 / 4],
  ])('covers its share of the cell with %s', (glyph, share) => {
    const atlas = createGlyphAtlas(SIZE, []);
    expect(glyphDensity(atlas, glyph.codePointAt(0) ?? 0)).toBeCloseTo(share, 2);
  });

  it('puts the parts of a block where the code chart has them', () => {
    const size = { cellWidthPx: 4, cellHeightPx: 4 };
    const blocks = Array.from('▀▄▌▐▖▗▘▝▚▞▙▛▜▟', (glyph) =>
      [glyph, ...picture(glyph, size)].join('\n'),
    );
    expect(blocks.join('\n')).toBe(
      [
        ['▀', '####', '####', '    ', '    '],
        ['▄', '    ', '    ', '####', '####'],
        ['▌', '##  ', '##  ', '##  ', '##  '],
        ['▐', '  ##', '  ##', '  ##', '  ##'],
        ['▖', '    ', '    ', '##  ', '##  '],
        ['▗', '    ', '    ', '  ##', '  ##'],
        ['▘', '##  ', '##  ', '    ', '    '],
        ['▝', '  ##', '  ##', '    ', '    '],
        ['▚', '##  ', '##  ', '  ##', '  ##'],
        ['▞', '  ##', '  ##', '##  ', '##  '],
        ['▙', '##  ', '##  ', '####', '####'],
        ['▛', '####', '####', '##  ', '##  '],
        ['▜', '####', '####', '  ##', '  ##'],
        ['▟', '  ##', '  ##', '####', '####'],
      ]
        .flat()
        .join('\n'),
    );
  });

  it('makes the dots of a shade grow with the cell', () => {
    expect(picture('▒', { cellWidthPx: 8, cellHeightPx: 4 })).toEqual([
      '# # # # ',
      ' # # # #',
      '# # # # ',
      ' # # # #',
    ]);
    expect(picture('▒', { cellWidthPx: 16, cellHeightPx: 4 })).toEqual([
      '##  ##  ##  ##  ',
      '##  ##  ##  ##  ',
      '  ##  ##  ##  ##',
      '  ##  ##  ##  ##',
    ]);
  });

  it('refuses sizes that no cell has, and bitmaps of another size', () => {
    for (const cellWidthPx of [0, 7.5, 257, NaN]) {
      expect(() => createGlyphAtlas({ cellWidthPx, cellHeightPx: 16 }, [])).toThrow(RangeError);
    }
    const small = { codePoint: 0x61, coverage: new Uint8Array(CELL_BYTES - 1) };
    expect(() => createGlyphAtlas(SIZE, [small])).toThrow(RangeError);
  });
});
