import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_GLYPH_MESSAGE_BYTES } from '../../../../src/shared/protocol/glyph-wire';
import { ShellDecoder } from '../../../../src/shared/protocol/shell-decoder';
import { ShellEncoder } from '../../../../src/shared/protocol/shell-encoder';
import {
  askForLines,
  linesMessage,
  parseAsk,
  parseLines,
} from '../../../../src/shared/protocol/shell-lines';
import { FLAG_RESET, OP_UP, SHELL_CELLS } from '../../../../src/shared/protocol/shell-wire';
import {
  createShellScreen,
  isSameCursor,
  isSameShellCell,
  paletteEntry,
  rgbColour,
  type ShellScreen,
  shellText,
} from '../../../../src/shared/shell/shell-screen';
import { fuzzRun } from '../../../helpers/fuzz';

const SIZE = { cols: 80, rows: 24 };

function screenOf(lines: readonly string[]): ShellScreen {
  const screen = createShellScreen(SIZE);
  lines.forEach((line, row) => {
    Array.from(line).forEach((text, col) => {
      screen.texts[row * SIZE.cols + col] = text;
    });
  });
  return screen;
}

function isSame(one: ShellScreen, other: ShellScreen): boolean {
  return (
    one.texts.every((_, cell) => isSameShellCell(one, other, cell)) &&
    isSameCursor(one.cursor, other.cursor)
  );
}

/** All messages until the other end has everything, applied; how many bytes they were. */
function bring(encoder: ShellEncoder, decoder: ShellDecoder, screen: ShellScreen): number {
  let bytes = 0;
  let isWhole = true;
  for (;;) {
    const message = encoder.encode(screen);
    if (message === null) break;
    const change = decoder.apply(message.bytes);
    if (change === null || message.bytes.length > MAX_GLYPH_MESSAGE_BYTES) {
      throw new Error('This is no message.');
    }
    isWhole = change.isWhole;
    if (isWhole) expect(isSame(change.screen, screen)).toBe(true);
    bytes += message.bytes.length;
  }
  expect(isWhole).toBe(true);
  return bytes;
}

const CHARACTERS = ['a', ' ', '~', 'é', '│', '漢', '👩', '\ufffd'];
const WIDE = new Set(['漢', '👩']);
const cellArbitrary = fc.record({
  text: fc.constantFrom(...CHARACTERS),
  ink: fc.constantFrom(0, paletteEntry(0), paletteEntry(255), rgbColour(0), rgbColour(0xff_ff_ff)),
  paper: fc.constantFrom(0, paletteEntry(7), rgbColour(0x12_34_56)),
  marks: fc.constantFrom(0, 1, 127),
  length: fc.integer({ min: 1, max: 90 }),
  at: fc.integer({ min: 0, max: SIZE.cols * SIZE.rows - 1 }),
});

/** Writes some cells as a terminal does: what half a wide character is left of is blank. */
function draw(
  screen: ShellScreen,
  cell: typeof cellArbitrary extends fc.Arbitrary<infer T> ? T : never,
): void {
  const { text, ink, paper, marks, length, at } = cell;
  const put = (place: number, what: string): void => {
    screen.texts[place] = what;
    screen.inks[place] = ink;
    screen.papers[place] = paper;
    screen.marks[place] = marks;
  };
  const width = WIDE.has(text) ? 2 : 1;
  for (
    let place = at;
    place + width <= Math.min(at + length, screen.texts.length);
    place += width
  ) {
    if (width === 2 && (place + 1) % SIZE.cols === 0) break;
    if (screen.texts[place] === '') put(place - 1, ' ');
    if (screen.texts[place + width] === '') put(place + width, ' ');
    put(place, text);
    if (width === 2) put(place + 1, '');
  }
}

describe('a terminal on the wire', () => {
  it('comes as it is, also to somebody late', () => {
    const lines = ['$ ls', 'one  two', '', '$ '];
    const [encoder, decoder] = [new ShellEncoder(), new ShellDecoder()];
    bring(encoder, decoder, screenOf(lines));
    const screen = screenOf([...lines.slice(0, 3), '$ echo hi', 'hi', '$ ']);
    bring(encoder, decoder, screen);
    const late = new ShellDecoder();
    bring(new ShellEncoder(), late, screen);
    expect(shellText(screen)).toContain('$ echo hi\nhi');
  });

  it('costs a few bytes for a letter that was typed', () => {
    const [encoder, decoder] = [new ShellEncoder(), new ShellDecoder()];
    bring(encoder, decoder, screenOf(['$ mak']));
    const screen = screenOf(['$ make']);
    screen.cursor = { col: 6, row: 0, isVisible: true };
    expect(bring(encoder, decoder, screen)).toBeLessThanOrEqual(16);
    // Only the cursor moves.
    screen.cursor = { col: 3, row: 0, isVisible: true };
    expect(bring(encoder, decoder, screen)).toBeLessThanOrEqual(8);
    expect(encoder.encode(screen)).toBeNull();
  });

  it('moves rows that scroll, up and down, instead of sending them again', () => {
    const text = Array.from({ length: 40 }, (_, row) => `${row} ${'word '.repeat(12)}${row}`);
    const [encoder, decoder] = [new ShellEncoder(), new ShellDecoder()];
    const whole = bring(encoder, decoder, screenOf(text.slice(0, 24)));
    const line = bring(encoder, decoder, screenOf(text.slice(1, 25)));
    expect(line).toBeLessThan(whole / 15);
    expect(bring(encoder, decoder, screenOf(text.slice(0, 24)))).toBeLessThan(whole / 15);
    // A part of it, between lines that stay.
    const part = [text[30], ...text.slice(2, 20), text[31]];
    bring(encoder, decoder, screenOf(part));
    const moved = [text[30], ...text.slice(3, 21), text[31]];
    expect(bring(encoder, decoder, screenOf(moved))).toBeLessThan(whole / 8);
  });

  it('is cleared by a few bytes', () => {
    const [encoder, decoder] = [new ShellEncoder(), new ShellDecoder()];
    bring(encoder, decoder, screenOf(Array.from({ length: 24 }, () => 'x'.repeat(80))));
    expect(bring(encoder, decoder, screenOf([]))).toBeLessThan(100);
  });

  it('says that it is hidden, and nothing of what is on it then', () => {
    const [encoder, decoder] = [new ShellEncoder(), new ShellDecoder()];
    bring(encoder, decoder, screenOf(['$ ']));
    const secret = screenOf(['$ secret']);
    secret.cursor = { col: 8, row: 0, isVisible: true };
    const message = encoder.encode(secret, true)!;
    expect(decoder.apply(message.bytes)).toMatchObject({ isHidden: true });
    expect(message.bytes).toHaveLength(8);
    // Nor when somebody types.
    secret.cursor = { col: 9, row: 0, isVisible: true };
    expect(encoder.encode(secret, true)).toBeNull();
    expect(bring(encoder, decoder, screenOf(['$ ']))).toBeLessThanOrEqual(8);
  });

  it('tells somebody who comes while it is hidden no more', () => {
    const decoder = new ShellDecoder();
    const encoder = new ShellEncoder();
    const { bytes } = encoder.encode(screenOf(['$ secret']), true)!;
    const change = decoder.apply(bytes)!;
    expect(change.isHidden).toBe(true);
    expect(shellText(change.screen)).toBe('');
    bring(encoder, decoder, screenOf(['$ ']));
  });

  it('is what it was at the other end, whatever happens on it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(cellArbitrary, { maxLength: 12 }), { maxLength: 8 }),
        (steps) => {
          const [encoder, decoder] = [new ShellEncoder(), new ShellDecoder()];
          const screen = createShellScreen(SIZE);
          for (const step of steps) {
            for (const cell of step) draw(screen, cell);
            bring(encoder, decoder, screen);
          }
        },
      ),
      fuzzRun('terminals', 1_000),
    );
  });

  it('is refused where it is not what it should be, and never throws', () => {
    const encoder = new ShellEncoder();
    const whole = encoder.encode(screenOf(['hello 漢字', 'x'.repeat(80)]))!.bytes;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        fc.nat(whole.length),
        (changes, length) => {
          const bytes = Uint8Array.from(whole.subarray(0, length));
          for (const [at, byte] of changes) if (at < bytes.length) bytes[at] = byte;
          const change = new ShellDecoder().apply(bytes);
          if (change === null) return;
          const { screen } = change;
          expect(screen.texts.length).toBe(screen.cols * screen.rows);
          expect(screen.texts.join('')).not.toMatch(/[\p{Cc}\u202a-\u202e]/u);
        },
      ),
      fuzzRun('terminal messages', 100_000),
    );
  });

  it('moves rows once in a message, whoever would have it move them hundreds of times', () => {
    const up = [OP_UP, 0, SIZE.rows - 1, 1];
    const saying = (...operations: readonly number[]): Uint8Array =>
      Uint8Array.from([SHELL_CELLS, FLAG_RESET, 0, 0, SIZE.cols, SIZE.rows, 0, 0, ...operations]);
    expect(new ShellDecoder().apply(saying(...up))).not.toBeNull();
    expect(new ShellDecoder().apply(saying(...up, ...up))).toBeNull();
  });

  it('does not go on behind a message that was lost', () => {
    const [encoder, decoder] = [new ShellEncoder(), new ShellDecoder()];
    bring(encoder, decoder, screenOf(['one']));
    encoder.encode(screenOf(['two']));
    const later = encoder.encode(screenOf(['three']))!;
    expect(decoder.apply(later.bytes)).toBeNull();
    encoder.reset();
    bring(encoder, decoder, screenOf(['three']));
  });
});

describe('lines that left a terminal', () => {
  it('are asked for in pieces, and told as they were', () => {
    const screen = screenOf(['one', 'two 漢'.replace('漢', ''), 'three']);
    const message = linesMessage({ request: 7, total: 30, above: 30, screen });
    const told = parseLines(message)!;
    expect(told).toMatchObject({ request: 7, total: 30, above: 30 });
    expect(shellText(told.screen)).toBe('one\ntwo\nthree');
    expect(parseAsk(askForLines({ request: 7, above: 300, lines: 50 }))).toEqual({
      request: 7,
      above: 300,
      lines: 50,
    });
  });

  it('are no more than a packet holds, and at least one', () => {
    const wide = screenOf(Array.from({ length: 24 }, () => 'word '.repeat(16)));
    const message = linesMessage({ request: 0, total: 100, above: 50, screen: wide });
    expect(message.length).toBeLessThanOrEqual(MAX_GLYPH_MESSAGE_BYTES);
    const rows = parseLines(message)!.screen.rows;
    expect(rows).toBeGreaterThan(8);
    expect(rows).toBeLessThan(24);
  });

  it('are refused beyond their bounds', () => {
    expect(parseAsk(Uint8Array.of(20, 0, 0, 0, 10))).toBeNull();
    expect(parseAsk(Uint8Array.of(20, 0, 0, 1, 51))).toBeNull();
    expect(parseAsk(Uint8Array.of(20, 0, 255, 255, 1))).toBeNull();
    expect(parseLines(Uint8Array.of(21, 0, 0, 1, 0, 2, 1, 80))).toBeNull();
  });
});
