import { Terminal } from '@xterm/headless';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AnsiOptions, cellsToAnsi } from '../../../../src/shared/ascii/ansi';
import {
  type CellGrid,
  cellsToText,
  createCellGrid,
  NO_BACKGROUND,
} from '../../../../src/shared/ascii/cells';
import { createAsciiEngine } from '../../../../src/shared/ascii/engine';
import { nearestPaletteIndex } from '../../../../src/shared/ascii/palette-256';
import { STYLE_NAMES } from '../../../../src/shared/ascii/styles';
import { faceFrame } from '../../../helpers/face-frame';

interface ShownCell {
  readonly glyph: string;
  /** Null for the terminal's own, or for the ink of a space. */
  readonly foreground: number | null;
  readonly background: number | null;
}

/** What a real terminal makes of it. */
async function show(cells: CellGrid, options: AnsiOptions): Promise<ShownCell[]> {
  const terminal = new Terminal({ cols: cells.cols, rows: cells.rows, allowProposedApi: true });
  const ansi = cellsToAnsi(cells, { ...options, newline: '\r\n' });
  await new Promise<void>((resolve) => {
    terminal.write(ansi, resolve);
  });
  const shown: ShownCell[] = [];
  for (let row = 0; row < cells.rows; row++) {
    for (let col = 0; col < cells.cols; col++) {
      const cell = terminal.buffer.active.getLine(row)?.getCell(col);
      if (!cell) throw new Error(`no cell ${col},${row}`);
      const glyph = cell.getChars();
      shown.push({
        glyph,
        foreground: cell.isFgDefault() || glyph === ' ' ? null : cell.getFgColor(),
        background: cell.isBgDefault() ? null : cell.getBgColor(),
      });
    }
  }
  terminal.dispose();
  return shown;
}

function expected(cells: CellGrid, toColour: (rgb: number) => number): ShownCell[] {
  return Array.from(cells.glyphs, (code, cell) => {
    const background = cells.background[cell];
    return {
      glyph: String.fromCharCode(code),
      foreground: code === 0x20 ? null : toColour(cells.foreground[cell]),
      background: background === NO_BACKGROUND ? null : toColour(background),
    };
  });
}

const cellArbitrary = fc.record({
  glyph: fc.constantFrom(' ', 'a', '◍', '▓'),
  foreground: fc.constantFrom(0, 0xffffff, 0x123456, 0xff0000),
  background: fc.constantFrom(NO_BACKGROUND, NO_BACKGROUND, 0, 0x654321),
});

describe('cellsToAnsi', () => {
  it('shows the same cells in a real terminal, whatever they are', async () => {
    const cell = fc.array(cellArbitrary, { minLength: 12, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(cell, async (drawn) => {
        const cells = createCellGrid(4, 3);
        drawn.forEach((each, at) => {
          cells.glyphs[at] = each.glyph.charCodeAt(0);
          cells.foreground[at] = each.foreground;
          cells.background[at] = each.background;
        });
        expect(await show(cells, {}), cellsToText(cells)).toEqual(expected(cells, (rgb) => rgb));
        expect(await show(cells, { colours: '256' })).toEqual(expected(cells, nearestPaletteIndex));
      }),
    );
  });

  it.each(STYLE_NAMES)('shows a face in %s, every cell and colour', async (style) => {
    const cells = createAsciiEngine({ cols: 80, rows: 30, style }).draw(faceFrame());
    expect(await show(cells, {}), cellsToText(cells)).toEqual(expected(cells, (rgb) => rgb));
  });

  it('says a colour once for a run of cells', () => {
    const cells = createCellGrid(3, 1);
    cells.glyphs.set([0x61, 0x20, 0x62]);
    cells.foreground.set([0x010203, 0x999999, 0x010203]);
    expect(cellsToAnsi(cells)).toBe('\x1b[38;2;1;2;3ma b\x1b[0m');
  });

  it('ends each row in a reset, so that a line stands on its own', () => {
    const cells = createCellGrid(1, 2);
    cells.background.fill(0x0a0b0c);
    expect(cellsToAnsi(cells)).toBe('\x1b[48;2;10;11;12m \x1b[0m\n\x1b[48;2;10;11;12m \x1b[0m');
  });
});
