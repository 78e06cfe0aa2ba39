import { Terminal } from '@xterm/headless';
import { describe, expect, it } from 'vitest';
import { HOSTILE_STRINGS, randomHostileStrings } from '../../../fixtures/hostile-text';
import {
  composeScreen,
  SCREEN_SETUP,
  type TextRun,
} from '../../../../src/renderer/terminal/text-screen';

const COLS = 40;
const ROWS = 6;

/** What a real terminal shows after a screen was written over another. */
async function show(runs: readonly TextRun[]): Promise<string[]> {
  const terminal = new Terminal({ cols: COLS, rows: ROWS, scrollback: 0, allowProposedApi: true });
  const screen = composeScreen(runs, COLS, ROWS);
  await new Promise<void>((resolve) => {
    terminal.write(`${SCREEN_SETUP}left over\r\nleft over${screen}`, resolve);
  });
  const { active } = terminal.buffer;
  const rows = Array.from(
    { length: ROWS },
    (_, row) => active.getLine(row)?.translateToString(true) ?? '',
  );
  terminal.dispose();
  return rows;
}

const at = (col: number, row: number, text: string): TextRun => ({
  col,
  row,
  text,
  style: 'plain',
});

describe('composeScreen', () => {
  it('replaces everything that was on the screen', async () => {
    expect(await show([at(2, 1, 'hello'), at(10, 1, 'there')])).toEqual([
      '',
      '  hello   there',
      '',
      '',
      '',
      '',
    ]);
  });

  it('cuts a run at the right edge, and leaves out what starts beyond an edge', async () => {
    const runs = [
      at(COLS - 4, 0, 'abcdef'),
      at(COLS, 1, 'right'),
      at(-1, 2, 'left'),
      at(0, ROWS, 'below'),
      at(0, -1, 'above'),
    ];
    const rows = await show(runs);
    expect(rows[0]).toBe(`${' '.repeat(COLS - 4)}abc…`);
    expect(rows.slice(1).join('')).toBe('');
  });

  it('never lets a text reach another row, whatever it is', async () => {
    const texts = [...HOSTILE_STRINGS.map(({ text }) => text), ...randomHostileStrings(200, 7)];
    for (const text of texts) {
      const rows = await show([at(0, 0, 'first'), at(3, 2, text), at(0, 4, 'last')]);
      const [first, above, , below, last, end] = rows;
      const seen = { first, above, below, last, end };
      const wanted = { first: 'first', above: '', below: '', last: 'last', end: '' };
      expect(seen, JSON.stringify(text.slice(0, 60))).toEqual(wanted);
    }
  });

  it('sends no control of a text: with or without them, the screen is the same', () => {
    const hidden = composeScreen([at(0, 0, 'a\x1b[31mb\u009bc\rd\ne\x00f')], COLS, ROWS);
    expect(hidden).toBe(composeScreen([at(0, 0, 'a[31mbcdef')], COLS, ROWS));
  });

  it('writes names in right-to-left scripts the way they are read', () => {
    expect(composeScreen([at(0, 0, 'a \u05d0\u05d1 b')], COLS, ROWS)).toContain('a \u05d1\u05d0 b');
  });

  it('gives each style a look of its own', () => {
    const styles = [
      'plain',
      'dim',
      'bright',
      'title',
      'accent',
      'good',
      'warn',
      'inverse',
    ] as const;
    const screens = styles.map((style) =>
      composeScreen([{ col: 0, row: 0, text: 'x', style }], COLS, ROWS),
    );
    expect(new Set(screens).size).toBe(styles.length);
  });
});
