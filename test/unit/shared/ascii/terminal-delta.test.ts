import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type CellGrid, NO_BACKGROUND } from '../../../../src/shared/ascii/cells';
import { COVERED } from '../../../../src/shared/ascii/terminal-cells';
import {
  COLOUR_TOLERANCE,
  createTerminalDelta,
  type DeltaTerminal,
  type TerminalDelta,
} from '../../../../src/shared/ascii/terminal-delta';
import {
  type ColourDepth,
  paletteColours,
  paletteTable,
  tableIndex,
} from '../../../../src/shared/ascii/terminal-palette';
import { createWasmTerminalDelta } from '../../../../src/shared/ascii/wasm-terminal-delta';
import { compileEngineWasm, type Instantiate } from '../../../helpers/engine-wasm';
import { type ScreenCell, TerminalScreen } from '../../../helpers/terminal-screen';

/** All that may be said to a terminal. */
const SEQUENCES = new RegExp(`${String.fromCharCode(0x1b)}\\[[\\d;]*[HCXm]`, 'g');
const COLS = 9;
const ROWS = 3;
const WIDE = 0x6f22;
/** Glyph 0xD800 is told to be it. */
const FAMILY = '👩‍👩‍👧';

interface DrawnCell {
  readonly glyph: number;
  readonly ink: number;
  readonly paper: number;
}

const colour = fc.oneof(
  fc.constantFrom(0, 0xffffff, 0x123456, 0x163a58, 0xff0000, 0x808080, NO_BACKGROUND),
  fc.integer({ min: 0, max: 0xffffff }),
);
const glyph = fc.constantFrom(0x20, 0x20, 0x20, 0x61, 0xe9, 0x2593, WIDE, 0x28ff, 0xd800, 0xd801);
const drawnCell: fc.Arbitrary<DrawnCell> = fc.record({ glyph, ink: colour, paper: colour });
const blank = { glyph: 0x20, ink: 0, paper: 0x204060 };
const drawnFrame = fc.array(fc.oneof({ weight: 2, arbitrary: fc.constant(blank) }, drawnCell), {
  minLength: COLS * ROWS,
  maxLength: COLS * ROWS,
});
const drawnClip = fc.array(drawnFrame, { minLength: 1, maxLength: 6 });
const tolerance = fc.constantFrom(0, COLOUR_TOLERANCE, 20, 48);
const depth = fc.constantFrom<ColourDepth>('none', '16', '256', 'truecolour');

let instantiate: Instantiate;
beforeAll(async () => {
  instantiate = await compileEngineWasm();
}, 120_000);

/** Writes what was drawn; a wide character at the end of a row is a full stop. */
function draw(
  drawn: readonly DrawnCell[],
  { cols, glyphs, foreground, background }: CellGrid,
): void {
  for (let at = 0; at < drawn.length; at++) {
    const { glyph: code, ink, paper } = drawn[at];
    const isCut = code === WIDE && at % cols === cols - 1;
    glyphs[at] = isCut ? 0x2e : code;
    foreground[at] = ink;
    background[at] = paper;
    if (code !== WIDE || isCut) continue;
    at++;
    glyphs[at] = COVERED;
    foreground[at] = ink;
    background[at] = paper;
  }
}

function twins(terminal: DeltaTerminal, cols = COLS, rows = ROWS): TerminalDelta[] {
  const both = [
    createTerminalDelta(cols, rows, terminal),
    createWasmTerminalDelta(instantiate(), cols, rows, terminal),
  ];
  for (const delta of both) delta.setText(0, 'e\u0301');
  return both;
}

function textOf(delta: TerminalDelta, most?: number): string {
  return Buffer.from(delta.encode(most)).toString();
}

/** Whether a colour of a screen is the one that is wanted, or as good. */
function isSameColour(shown: string, wanted: number, palette: Palette | null): boolean {
  if (wanted === NO_BACKGROUND) return shown === 'own';
  if (palette === null)
    return shown.startsWith('#') && isNear(Number.parseInt(shown.slice(1), 16), wanted);
  const number = Number(shown.slice(1));
  return number === palette.table[tableIndex(wanted)] || isNear(palette.rgb[number], wanted);
}

interface Palette {
  readonly table: Uint8Array;
  readonly rgb: Int32Array;
}

function isNear(one: number, other: number, most = COLOUR_TOLERANCE): boolean {
  if (one === NO_BACKGROUND || other === NO_BACKGROUND) return false;
  return [16, 8, 0].every(
    (shift) => Math.abs(((one >> shift) & 0xff) - ((other >> shift) & 0xff)) <= most,
  );
}

/** What a cell is to show: its glyph is left out where nobody could tell its ink from its paper. */
function wantedOf({ glyphs, foreground, background }: CellGrid, at: number): DrawnCell {
  const [glyph, ink, paper] = [glyphs[at], foreground[at], background[at]];
  const isFlat =
    [0x61, 0xe9, 0x2e, 0x2593, 0x28ff].includes(glyph) && isNear(ink, paper, COLOUR_TOLERANCE / 2);
  if (!isFlat) return { glyph, ink, paper };
  return { glyph: 0x20, ink, paper: ((ink >> 1) & 0x7f7f7f) + ((paper >> 1) & 0x7f7f7f) };
}

function expectShown(shown: readonly ScreenCell[], cells: CellGrid, palette: Palette | null): void {
  shown.forEach(({ text, ink, paper }, at) => {
    const { glyph: code, ink: wantedInk, paper: wantedPaper } = wantedOf(cells, at);
    if (code === COVERED) {
      expect(text, `cell ${at}`).toBe('');
      return;
    }
    const wanted =
      code === 0xd800 ? 'e\u0301' : code === 0xd801 ? '\ufffd' : String.fromCharCode(code);
    expect(text, `cell ${at}`).toBe(wanted);
    expect(isSameColour(paper, wantedPaper, palette), `paper of ${at}: ${paper}`).toBe(true);
    if (code !== 0x20)
      expect(isSameColour(ink, wantedInk, palette), `ink of ${at}: ${ink}`).toBe(true);
  });
}

describe('frames for a terminal as what changes', () => {
  it('writes the very same bytes in WebAssembly as in TypeScript', () => {
    fc.assert(
      fc.property(drawnClip, depth, fc.boolean(), tolerance, (clip, ofDepth, canErase, most) => {
        const exact = [blank.paper, 0x123456];
        const [plain, twin] = twins({ depth: ofDepth, canErase, exact });
        for (const drawn of clip) {
          draw(drawn, plain.cells);
          draw(drawn, twin.cells);
          expect(textOf(twin, most)).toBe(textOf(plain, most));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('does so whatever glyphs it is given, and gives the terminal no control', () => {
    const any = fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 27, maxLength: 27 });
    fc.assert(
      fc.property(any, (codes) => {
        const both = twins({ depth: '256', canErase: true });
        const [plain, twin] = both.map((delta) => {
          delta.cells.glyphs.set(codes);
          return textOf(delta);
        });
        expect(twin).toBe(plain);
        const bare = plain.replaceAll(SEQUENCES, '');
        expect(bare).not.toMatch(/[\p{Cc}\u2028-\u202e\u200b-\u200f]/u);
      }),
    );
  });

  it.each<DeltaTerminal>([
    { depth: 'truecolour', canErase: true },
    { depth: '256', canErase: true },
    { depth: '256', canErase: false },
    { depth: '16', canErase: true },
  ])('makes a terminal show each of them: $depth, erases: $canErase', async (terminal) => {
    const palette =
      terminal.depth === '16' || terminal.depth === '256'
        ? { table: paletteTable(terminal.depth), rgb: paletteColours(terminal.depth) }
        : null;
    await fc.assert(
      fc.asyncProperty(drawnClip, async (clip) => {
        const [delta] = twins(terminal);
        const screen = new TerminalScreen(COLS, ROWS);
        for (const drawn of clip) {
          draw(drawn, delta.cells);
          await screen.write(textOf(delta));
          expectShown(screen.cells(), delta.cells, palette);
        }
        screen.dispose();
      }),
      { numRuns: 25 },
    );
  });

  it('leaves nothing of a picture on what it stood on, however rough it may be', async () => {
    const [ground, other] = [0x070b09, 0x16221b];
    const dark = { glyph: 0x20, ink: 0, paper: 0x101214 };
    for (const delta of twins({ depth: 'truecolour', canErase: true, exact: [ground, other] })) {
      const screen = new TerminalScreen(COLS, ROWS);
      draw(Array<DrawnCell>(COLS * ROWS).fill(dark), delta.cells);
      await screen.write(textOf(delta, 48));
      draw(
        Array.from({ length: COLS * ROWS }, (_, at) => ({
          ...dark,
          paper: at < COLS ? ground : other,
        })),
        delta.cells,
      );
      await screen.write(textOf(delta, 48));
      const papers = screen.cells().map(({ paper }) => paper);
      expect(new Set(papers.slice(0, COLS))).toEqual(new Set(['#070b09']));
      expect(new Set(papers.slice(COLS))).toEqual(new Set(['#16221b']));
      screen.dispose();
    }
  });

  it('says nothing when nothing has changed, and everything after the terminal was cleared', () => {
    for (const delta of twins({ depth: '256', canErase: true })) {
      delta.cells.glyphs.set(Array.from('hello', (character) => character.charCodeAt(0)));
      const first = textOf(delta);
      expect(first).toContain('hello');
      expect(textOf(delta)).toBe('');
      delta.reset();
      expect(textOf(delta)).toBe(first);
    }
  });

  it('has room for any screen', () => {
    for (const [cols, rows] of [
      [1, 1],
      [160, 48],
      [333, 101],
    ]) {
      const [plain, twin] = twins({ depth: 'truecolour', canErase: false }, cols, rows).map(
        (delta) => {
          // No two neighbours alike: as many bytes as there can be.
          delta.cells.glyphs.forEach((_, at, glyphs) => (glyphs[at] = 0xd800));
          delta.cells.foreground.forEach(
            (_, at, inks) => (inks[at] = 0xc8c8c8 + 0x202020 * (at % 2)),
          );
          delta.cells.background.forEach(
            (_, at, papers) => (papers[at] = 0x808080 + 0x101010 * (at % 2)),
          );
          return delta.encode();
        },
      );
      expect(Buffer.compare(twin, plain)).toBe(0);
    }
  });

  it('holds a cell whose colours moved by less than can be told', () => {
    for (const delta of twins({ depth: 'truecolour', canErase: true })) {
      delta.cells.glyphs[0] = 0x61;
      delta.cells.foreground[0] = 0x808080;
      expect(textOf(delta)).toContain('38;2;128;128;128');
      delta.cells.foreground[0] = 0x868286;
      expect(textOf(delta)).toBe('');
      delta.cells.foreground[0] = 0x878080;
      expect(textOf(delta)).toContain('38;2;135;128;128');
    }
  });

  it('holds more, and takes neighbours for one, the less exact it has to be', () => {
    for (const delta of twins({ depth: 'truecolour', canErase: false })) {
      for (let at = 0; at < 4; at++) {
        delta.cells.glyphs[at] = 0x61;
        delta.cells.foreground[at] = 0x808080 + 0x0a0a0a * at;
        delta.cells.background[at] = 0;
      }
      expect(textOf(delta, 32)).toBe('\x1b[1;1H\x1b[38;2;128;128;128;48;2;0;0;0maaaa\x1b[m');
      delta.cells.foreground[0] = 0xa0a0a0;
      expect(textOf(delta, 32)).toBe('');
      // As soon as it can be exact, it is.
      const exact = textOf(delta);
      expect(exact).toContain('38;2;160;160;160');
      expect(exact).toContain('38;2;158;158;158');
      expect(textOf(delta)).toBe('');
    }
  });

  it('tells numbers of the palette as they are, each of them', async () => {
    const numbers = Array.from({ length: 240 }, (_, at) => 16 + at);
    const frames = [numbers, numbers.toReversed()];
    const written = twins({ depth: 'numbers', canErase: true }, 240, 1).map((delta) =>
      frames.map((colours) => {
        delta.cells.glyphs.fill(0x61);
        delta.cells.foreground.set(colours);
        delta.cells.background.set(colours.toReversed());
        return textOf(delta, 48);
      }),
    );
    expect(written[1]).toEqual(written[0]);
    const screen = new TerminalScreen(240, 1);
    for (const [at, text] of written[0].entries()) {
      await screen.write(text);
      expect(screen.cells().map(({ ink }) => ink)).toEqual(
        frames[at].map((number) => `p${number}`),
      );
    }
    screen.dispose();
  });

  it('swaps ink and paper where there are no colours', () => {
    for (const delta of twins({ depth: 'none', canErase: true })) {
      delta.cells.glyphs[0] = 0x61;
      delta.cells.foreground[0] = 0x123456;
      expect(textOf(delta)).toBe('\x1b[1;1Ha');
      delta.cells.background[0] = 0xffffff;
      expect(textOf(delta)).toBe('\x1b[1;1H\x1b[7ma\x1b[m');
    }
  });

  it('writes U+FFFD for a text that is too long', () => {
    for (const delta of twins({ depth: 'none', canErase: true })) {
      delta.setText(3, FAMILY.repeat(2));
      delta.setText(4, FAMILY);
      delta.cells.glyphs.set([0xd803, 0x20, 0x20, 0x20, 0xd804]);
      const text = textOf(delta);
      expect(text).toContain('\ufffd');
      expect(text).toContain(FAMILY);
    }
  });
});
