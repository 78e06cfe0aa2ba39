import { describe, expect, it } from 'vitest';
import { createCellGrid } from '../../../../src/shared/ascii/cells';
import { TextGlyphs } from '../../../../src/shared/recording/text-glyphs';
import { layoutScreen } from '../../../../src/tty/screen/screen-layout';
import { type Panel, ScreenView } from '../../../../src/tty/screen/screen-view';
import { scrollableRows } from '../../../../src/tty/screen/scrollable-rows';

const LINES = Array.from({ length: 50 }, (_, at) => `line ${at + 1}`);
const LAYOUT = layoutScreen(80, 24, true);
const NOTHING = { prompt: '', typed: '', cursor: 0, placeholder: '', hint: '', choice: null };

function panelOf(lines: readonly string[], scroll = 0): Panel {
  return { title: 'WebCRT', lines, scroll };
}

/** The rows of the stage, behind a panel. */
function shown(panel: Panel, cols = 80): string[] {
  const layout = layoutScreen(cols, 24, true);
  const view = new ScreenView(new TextGlyphs(() => undefined), true);
  const cells = createCellGrid(cols, 24);
  view.clear(cells);
  view.draw({ lines: [], scrolledRows: 0, parts: [], panel, line: NOTHING }, layout, cells);
  const text = String.fromCodePoint(...cells.glyphs);
  return Array.from({ length: layout.stage.rows }, (_, row) =>
    text.slice(row * cols, (row + 1) * cols).trimEnd(),
  );
}

describe('what lies over the stage, and is longer', () => {
  it('is scrolled to its last row, and no further', () => {
    const most = scrollableRows({ panel: panelOf(LINES), lines: [] }, LAYOUT);
    expect(shown(panelOf(LINES, most)).at(-1)).toBe('line 50');
    expect(shown(panelOf(LINES, most - 1)).at(-1)).toBe('line 49');
    expect(scrollableRows({ panel: panelOf(['one']), lines: [] }, LAYOUT)).toBe(0);
  });

  it('says how much there is, which keys show it, and how to close it', () => {
    const rows = LAYOUT.stage.rows - 1;
    expect(shown(panelOf(LINES))[0]).toMatch(
      new RegExp(`^WebCRT +1-${rows} of 50  Page Up and Page Down scroll, Esc closes$`),
    );
    expect(shown(panelOf(['one']))[0]).toMatch(/^WebCRT +Esc closes$/);
  });

  it('keeps the columns of a table where there is room for them', () => {
    const help = ['  call PERSON     calls somebody; call echo tries a call alone, in a mirror'];
    expect(shown(panelOf(help), 60)[2]).toBe(`${' '.repeat(18)}alone, in a mirror`);
    expect(shown(panelOf(help), 24)[2]).toMatch(/^ {2}\S/);
    expect(shown(panelOf([`${' '.repeat(30)}calls somebody, in a mirror`]), 52)[2]).toBe(
      `${' '.repeat(30)}mirror`,
    );
  });

  it('says as much of that as there is room for', () => {
    expect(shown(panelOf(LINES), 40)[0]).toMatch(/^WebCRT +1-\d+ of 50 {2}Esc closes$/);
    expect(shown(panelOf(LINES), 12)[0]).toBe('WebCRT');
  });
});

describe('a chat that is longer than its place', () => {
  it('is scrolled back to its first row, and no further', () => {
    const lines = LINES.map((text) => ({ text, tone: 'said' as const }));
    const all = scrollableRows({ panel: null, lines }, LAYOUT);
    expect(all).toBe(50 - LAYOUT.chat.rows);
  });
});
