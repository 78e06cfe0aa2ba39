import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AnsiDelta, type AnsiDeltaOptions } from '../../../../src/shared/ascii/ansi-delta';
import { type CellGrid, createCellGrid, NO_BACKGROUND } from '../../../../src/shared/ascii/cells';
import { KeyBudget } from '../../../../src/shared/ascii/key-budget';
import { nearestPaletteIndex } from '../../../../src/shared/ascii/palette-256';
import { COVERED } from '../../../../src/shared/ascii/terminal-cells';
import { OWN_INK } from '../../../../src/shared/ascii/terminal-colour';
import { type ScreenCell, screenOf, TerminalScreen } from '../../../helpers/terminal-screen';

const COLS = 6;
const ROWS = 3;
const WIDE = '漢';

interface DrawnCell {
  readonly glyph: string;
  readonly ink: number;
  readonly paper: number;
}

const colour = fc.constantFrom(0, 0xffffff, 0x123456, 0xff0000, 0x808080);
const drawnCell: fc.Arbitrary<DrawnCell> = fc.record({
  glyph: fc.constantFrom(' ', ' ', 'a', '▓', WIDE),
  ink: fc.oneof(colour, fc.integer({ min: 0, max: 0xffffff }), fc.constant(OWN_INK)),
  paper: fc.oneof(colour, fc.constant(NO_BACKGROUND)),
});
const drawnFrame = fc.array(drawnCell, { minLength: COLS * ROWS, maxLength: COLS * ROWS });
/** Frames in which most cells stay as they were. */
const drawnClip = fc.array(
  fc.oneof(
    drawnFrame,
    fc.dictionary(fc.constantFrom('0', '1', '2', '4', '5', '7', '11', '17'), drawnCell),
  ),
  { minLength: 1, maxLength: 6 },
);

function gridOf(drawn: readonly DrawnCell[]): CellGrid {
  const cells = createCellGrid(COLS, ROWS);
  for (let at = 0; at < drawn.length; at++) {
    const { glyph, ink, paper } = drawn[at];
    // Half of a wide character does not fit at the end of a row.
    const isCut = glyph === WIDE && at % COLS === COLS - 1;
    cells.glyphs[at] = isCut ? 0x2e : glyph.charCodeAt(0);
    cells.foreground[at] = ink;
    cells.background[at] = paper;
    if (glyph === WIDE && !isCut) cells.glyphs[++at] = COVERED;
  }
  return cells;
}

/** What a frame is to look like, by other means than the encoder's. */
function expectedScreen(cells: CellGrid, has256Only: boolean): ScreenCell[] {
  return Array.from(cells.glyphs, (code, at) => {
    if (code === COVERED) return { text: '', ink: 'own', paper: 'own' };
    const [ink, paper] = [cells.foreground[at], cells.background[at]];
    const isStep = paper === NO_BACKGROUND && !has256Only;
    const inkName = isStep ? stepName(ink) : `p${nearestPaletteIndex(ink)}`;
    return {
      text: String.fromCharCode(code),
      ink: code === 0x20 || ink === OWN_INK ? 'own' : inkName,
      paper: paper === NO_BACKGROUND ? 'own' : `p${nearestPaletteIndex(paper)}`,
    };
  });
}

/** 5 bits of each channel, spread evenly over 0..255. */
function stepName(rgb: number): string {
  const step = (value: number): string =>
    Math.floor((Math.floor(value / 8) * 33) / 4)
      .toString(16)
      .padStart(2, '0');
  return `#${step(rgb >> 16)}${step((rgb >> 8) & 0xff)}${step(rgb & 0xff)}`;
}

function covered(screen: readonly ScreenCell[]): ScreenCell[] {
  // What lies under the second half of a wide character does not show.
  return screen.map((cell) => (cell.text === '' ? { text: '', ink: 'own', paper: 'own' } : cell));
}

async function replay(
  frames: readonly CellGrid[],
  options: AnsiDeltaOptions,
  check: (screen: ScreenCell[], cells: CellGrid, delta: AnsiDelta) => void,
): Promise<void> {
  const delta = new AnsiDelta(COLS, ROWS, options);
  const screen = new TerminalScreen(COLS, ROWS);
  // What stands there before must not matter.
  await screen.write('\x1b[41mrubbish\x1b[7m');
  for (const cells of frames) {
    await screen.write(delta.encode(cells));
    expect(screen.isUpdating).toBe(false);
    check(covered(screen.cells()), cells, delta);
  }
  screen.dispose();
}

function framesOf(clip: readonly (DrawnCell[] | Record<string, DrawnCell>)[]): CellGrid[] {
  let current: DrawnCell[] = Array.from({ length: COLS * ROWS }, () => ({
    glyph: 'x',
    ink: 0xff00,
    paper: 0,
  }));
  return clip.map((frame) => {
    current = Array.isArray(frame) ? frame : current.map((cell, at) => frame[String(at)] ?? cell);
    return gridOf(current);
  });
}

describe('a clip as changes', () => {
  it('shows every frame in a real terminal, each character and colour', async () => {
    await fc.assert(
      fc.asyncProperty(drawnClip, fc.boolean(), async (clip, has256Only) => {
        const colours = has256Only ? '256' : 'steps';
        await replay(framesOf(clip), { colours }, (screen, cells) => {
          expect(screen).toEqual(expectedScreen(cells, has256Only));
        });
      }),
    );
  });

  it('shows just what it says it shows when its budget of glyphs is spent', async () => {
    await fc.assert(
      fc.asyncProperty(drawnClip, async (clip) => {
        const budget = new KeyBudget(4);
        await replay(framesOf(clip), { budget }, (screen, cells, delta) => {
          expect(screen).toEqual(screenOf(delta.shown));
          expect(delta.shown.glyphs).toEqual(cells.glyphs);
        });
      }),
      { numRuns: 50 },
    );
  });
});

describe('one frame as changes', () => {
  const SYNC = ['\x1b[?2026h', '\x1b[?2026l'] as const;

  function changes(change: (cells: CellGrid) => void): string {
    const delta = new AnsiDelta(COLS, ROWS);
    const cells = gridOf(
      Array.from({ length: COLS * ROWS }, () => ({ glyph: 'a', ink: 0, paper: NO_BACKGROUND })),
    );
    delta.encode(cells);
    change(cells);
    return delta.encode(cells);
  }

  it('is nothing when nothing changes', () => {
    expect(changes(() => {})).toBe('');
  });

  it('is nothing when colours change by less than a terminal is told', () => {
    expect(changes(({ foreground }) => foreground.fill(0x010101))).toBe('');
  });

  it('writes the changed cells alone, with their colours once, as one update', () => {
    const written = changes(({ glyphs, foreground }) => {
      glyphs.set([0x62, 0x63], COLS + 1);
      foreground.fill(0xff_0000, COLS + 1, COLS + 3);
    });
    expect(written).toBe(`${SYNC[0]}\x1b[2;2H\x1b[38;2;255;0;0;49mbc\x1b[0m${SYNC[1]}`);
  });

  it('erases a stretch of one colour instead of writing blanks', () => {
    const written = changes(({ glyphs, background }) => {
      glyphs.fill(0x20, 1, 5);
      background.fill(0xff_0000, 1, 5);
      glyphs[5] = 0x62;
    });
    expect(written).toBe(
      `${SYNC[0]}\x1b[1;2H\x1b[48;5;196m\x1b[4X\x1b[4C\x1b[38;2;0;0;0;49mb\x1b[0m${SYNC[1]}`,
    );
  });

  it('refuses a frame of another size', () => {
    const delta = new AnsiDelta(COLS, ROWS);
    expect(() => delta.encode(createCellGrid(COLS, ROWS + 1))).toThrow(RangeError);
  });
});
