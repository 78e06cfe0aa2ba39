import { describe, expect, it } from 'vitest';
import { createCellGrid } from '../../../../src/shared/ascii/cells';
import { StagePictureComposer } from '../../../../src/shared/recording/compose-stage-picture';
import { fitStagePicture } from '../../../../src/shared/recording/fit-stage-picture';
import { TextGlyphs } from '../../../../src/shared/recording/text-glyphs';
import { HOSTILE_STRINGS } from '../../../fixtures/hostile-text';
import { flatStage } from '../../../helpers/stage-frames';

function flatCells(glyph: string, cols: number, rows: number) {
  const cells = createCellGrid(cols, rows);
  cells.glyphs.fill(glyph.charCodeAt(0));
  cells.foreground.fill(0xff0000);
  cells.background.fill(0x000000);
  return cells;
}

/** The rows of a stage as somebody with a terminal of that size sees it. */
function seen(
  stage: Parameters<StagePictureComposer['compose']>[0],
  size: { cols: number; rows: number },
  terminal = size,
  max = { cols: 160, rows: 50 },
): string[] {
  const picture = new StagePictureComposer(max).compose(stage, size, 0);
  const glyphs = new TextGlyphs();
  const { glyphs: shown, cols, rows } = fitStagePicture(picture, terminal, glyphs);
  return Array.from({ length: rows }, (_, row) =>
    Array.from(shown.subarray(row * cols, (row + 1) * cols), glyphs.textOf)
      .join('')
      .replaceAll('\0', '')
      .trimEnd(),
  );
}

const STAGE = {
  textRows: ['', '', '', '', 'ann        漢字 0:07', 'hidden by a picture'],
  pictures: [{ cells: flatCells('#', 10, 4), rect: { col: 2, row: 5, cols: 10, rows: 3 } }],
};

describe('a stage that is shown to others', () => {
  it('has its pictures and the texts beside them where they were', () => {
    expect(seen(STAGE, { cols: 20, rows: 8 })).toEqual([
      ...['', '', '', '', 'ann        漢字 0:07'],
      // Text that begins where no picture lies is shown whole.
      ...['hidden by a picture', '   ########', '   ########'],
    ]);
  });

  it('keeps texts whole and readable in fewer cells', () => {
    const rows = seen(
      { ...STAGE, textRows: STAGE.textRows.slice(0, 5) },
      { cols: 40, rows: 16 },
      { cols: 20, rows: 8 },
    );
    expect(rows[2]).toMatch(/^ann..漢字 0:07$/);
    expect(rows.slice(3).join('\n')).toMatch(/#{4,}/);
  });

  it('never has more cells than a broadcast may', () => {
    const composer = new StagePictureComposer({ cols: 160, rows: 50 });
    const { cols, rows } = composer.compose(
      { textRows: [], pictures: [] },
      { cols: 400, rows: 90 },
      0,
    );
    expect([cols, rows]).toEqual([160, 36]);
  });

  it('is nothing that a terminal would obey, whoever has made it', () => {
    const glyphs = new TextGlyphs();
    for (const { text, label } of HOSTILE_STRINGS) {
      const picture = flatStage('x', { texts: [{ row: 1, col: 1, text }] });
      Array.from(text.slice(0, 40)).forEach((character, at) => {
        picture.glyphs[at] = character.charCodeAt(0);
      });
      const cells = fitStagePicture(picture, picture, glyphs);
      const shown = Array.from(cells.glyphs, glyphs.textOf).join('').replaceAll('\0', '');
      // eslint-disable-next-line no-control-regex -- those are what it is about
      expect(shown, label).not.toMatch(/[\u0001-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    }
  });
});
