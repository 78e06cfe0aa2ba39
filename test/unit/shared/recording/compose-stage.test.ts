import { describe, expect, it } from 'vitest';
import {
  type CellGrid,
  cellsToText,
  createCellGrid,
  NO_BACKGROUND,
} from '../../../../src/shared/ascii/cells';
import { COVERED } from '../../../../src/shared/ascii/terminal-cells';
import { OWN_INK } from '../../../../src/shared/ascii/terminal-colour';
import { composeStage, type StageContent } from '../../../../src/shared/recording/compose-stage';
import { TextGlyphs } from '../../../../src/shared/recording/text-glyphs';
import { HOSTILE_STRINGS } from '../../../fixtures/hostile-text';

/** A picture with a letter to each cell, in reading order. */
function picture(cols: number, rows: number, first = 'A'): CellGrid {
  const cells = createCellGrid(cols, rows);
  const start = first.charCodeAt(0);
  cells.glyphs.forEach((_, at) => (cells.glyphs[at] = start + at));
  cells.foreground.fill(0x112233);
  cells.background.fill(0x445566);
  return cells;
}

const glyphs = new TextGlyphs();

function compose(content: Partial<StageContent>, cols = 8, rows = 4): CellGrid {
  const cells = createCellGrid(cols, rows);
  composeStage({ textRows: [], pictures: [], ...content }, cells, glyphs);
  return cells;
}

function shown(content: Partial<StageContent>, cols = 8, rows = 4): string[] {
  const cells = compose(content, cols, rows);
  return cellsToText(cells)
    .split('\n')
    .map((_, row) =>
      Array.from(cells.glyphs.subarray(row * cols, (row + 1) * cols))
        .map((glyph) => (glyph === COVERED ? '' : glyphs.textOf(glyph)))
        .join(''),
    );
}

describe('the text of a composed stage', () => {
  it('stands where the terminal has it, in the terminal’s own colours, cut at the edges', () => {
    const cells = compose({ textRows: ['', '  bob 0:07', 'x', 'y', 'below'] });
    expect(cellsToText(cells)).toBe('        \n  bob 0:\nx       \ny       ');
    expect(new Set(cells.foreground)).toEqual(new Set([OWN_INK]));
    expect(new Set(cells.background)).toEqual(new Set([NO_BACKGROUND]));
  });

  it('keeps wide characters and letters with marks whole, in the cells that they take', () => {
    const { glyphs: row } = compose({ textRows: ['漢e\u0301𠀀x'] });
    const [han, covered, accented, rare, half, x] = row;
    expect(glyphs.textOf(han)).toBe('漢');
    expect([covered, half]).toEqual([COVERED, COVERED]);
    expect(glyphs.textOf(accented)).toBe('e\u0301');
    expect(glyphs.textOf(rare)).toBe('𠀀');
    expect(glyphs.textOf(x)).toBe('x');
  });

  it('leaves out a wide character of which half would show', () => {
    expect(shown({ textRows: ['1234567漢'] })[0]).toBe('1234567 ');
  });

  it('holds no control of any kind, whoever let it through', () => {
    for (const { label, text } of HOSTILE_STRINGS) {
      const [row] = shown({ textRows: [text] }, 200, 1);
      expect(row, label).not.toMatch(/[\p{Cc}\p{Co}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e]/u);
    }
  });

  it('is what it was before when the stage is drawn again without pictures', () => {
    const cells = createCellGrid(8, 4);
    const rect = { col: 0, row: 0, cols: 8, rows: 4 };
    composeStage({ textRows: ['bob'], pictures: [{ cells: picture(8, 4), rect }] }, cells, glyphs);
    composeStage({ textRows: ['bob'], pictures: [] }, cells, glyphs);
    expect(cells).toEqual(compose({ textRows: ['bob'] }));
  });
});

describe('a picture on a composed stage', () => {
  it('is copied cell for cell, colours too, into the middle of its rectangle', () => {
    const cells = compose({
      textRows: ['aaaaaaaa', 'aaaaaaaa'],
      pictures: [{ cells: picture(3, 2), rect: { col: 1, row: 1, cols: 6, rows: 2 } }],
    });
    expect(cellsToText(cells)).toBe('aaaaaaaa\naaABCaaa\n  DEF   \n        ');
    const at = 8 + 2;
    expect([cells.foreground[at], cells.background[at]]).toEqual([0x112233, 0x445566]);
    expect(cells.foreground[at - 1]).toBe(OWN_INK);
  });

  it('lies above those that came before it', () => {
    const rect = { col: 0, row: 0, cols: 4, rows: 2 };
    const inset = { col: 2, row: 1, cols: 2, rows: 1 };
    const pictures = [
      { cells: picture(4, 2), rect },
      { cells: picture(2, 1, 'x'), rect: inset },
    ];
    expect(shown({ pictures }, 4, 2)).toEqual(['ABCD', 'EFxy']);
  });

  it('is cut where the stage ends', () => {
    const pictures = [{ cells: picture(4, 2), rect: { col: -1, row: -1, cols: 4, rows: 2 } }];
    expect(shown({ pictures }, 2, 3)).toEqual(['FG', '  ', '  ']);
    const below = [{ cells: picture(4, 2), rect: { col: 1, row: 2, cols: 4, rows: 2 } }];
    expect(shown({ pictures: below }, 2, 3)).toEqual(['  ', '  ', ' A']);
    const outside = [{ cells: picture(4, 2), rect: { col: 9, row: 9, cols: 4, rows: 2 } }];
    expect(shown({ pictures: outside }, 2, 3)).toEqual(['  ', '  ', '  ']);
  });

  it('of twice the density is thinned out, of half the density is widened', () => {
    const rect = { col: 0, row: 0, cols: 4, rows: 2 };
    expect(shown({ pictures: [{ cells: picture(8, 4, '0'), rect }] }, 4, 2)).toEqual([
      '9;=?',
      'IKMO',
    ]);
    expect(shown({ pictures: [{ cells: picture(2, 1), rect }] }, 4, 2)).toEqual(['AABB', 'AABB']);
  });

  it('blanks the rest of wide characters that its edges cut', () => {
    const pictures = [{ cells: picture(2, 1), rect: { col: 1, row: 0, cols: 2, rows: 1 } }];
    expect(shown({ textRows: ['漢漢漢'], pictures }, 6, 1)).toEqual([' AB 漢']);
  });
});

describe('glyphs of text', () => {
  it('run out without harm', () => {
    const many = new TextGlyphs();
    for (let number = 0; number < 2_048; number++) {
      const text = String.fromCodePoint(0x1_0000 + number);
      expect(many.textOf(many.glyphOf(text))).toBe(text);
    }
    expect(many.textOf(many.glyphOf('😀'))).toBe('\ufffd');
    expect(many.textOf(many.glyphOf(String.fromCodePoint(0x1_0000)))).toBe('\u{10000}');
  });

  it('take a lone surrogate for no number of theirs', () => {
    const few = new TextGlyphs();
    few.glyphOf('😀');
    expect(few.textOf(few.glyphOf('\ud800'))).toBe('\ud800');
  });
});
