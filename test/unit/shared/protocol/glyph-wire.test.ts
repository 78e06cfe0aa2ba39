import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CellGrid, createCellGrid, NO_BACKGROUND } from '../../../../src/shared/ascii/cells';
import { paletteColour } from '../../../../src/shared/ascii/palette-256';
import { GlyphDecoder, parseGlyphMessage } from '../../../../src/shared/protocol/glyph-decoder';
import { GlyphEncoder } from '../../../../src/shared/protocol/glyph-encoder';
import {
  ackOf,
  endMessage,
  glyphGridFor,
  isGlyphGrid,
  MAX_GLYPH_CELLS,
  MAX_GLYPH_COLS,
  MAX_GLYPH_MESSAGE_BYTES,
  MAX_GLYPH_ROWS,
} from '../../../../src/shared/protocol/glyph-wire';

const COLOURS = { hasInk: true, hasPaper: true };
/** Colours of the palette, so that they come back as they went. */
const colour = fc.integer({ min: 16, max: 255 }).map(paletteColour);
const glyph = fc.oneof(
  fc.integer({ min: 0x20, max: 0x7e }),
  fc.integer({ min: 0x2580, max: 0x259f }),
);

function picture(cols: number, rows: number): fc.Arbitrary<CellGrid> {
  const length = cols * rows;
  const each = <T>(what: fc.Arbitrary<T>) =>
    fc.array(what, { minLength: length, maxLength: length });
  const paper = fc.oneof(colour, fc.constant(NO_BACKGROUND));
  return fc.record({ glyphs: each(glyph), inks: each(colour), papers: each(paper) }).map((made) => {
    const cells = createCellGrid(cols, rows);
    cells.glyphs.set(made.glyphs);
    cells.foreground.set(made.inks);
    cells.background.set(made.papers);
    return cells;
  });
}

function noise(cols: number, rows: number, seed: number): CellGrid {
  const cells = createCellGrid(cols, rows);
  for (let cell = 0; cell < cells.glyphs.length; cell++) {
    cells.glyphs[cell] = 0x21 + ((cell * 7 + seed * 31) % 90);
    cells.foreground[cell] = paletteColour(16 + ((cell * 3 + seed) % 240));
  }
  return cells;
}

/** Gives one message to the other end; what it then shows. */
function carry(bytes: Uint8Array, decoder: GlyphDecoder): CellGrid | null {
  const message = parseGlyphMessage(bytes);
  return message?.kind === 'cells' ? decoder.apply(message) : null;
}

function expectSame(shown: CellGrid | null, wanted: CellGrid): void {
  expect(shown?.glyphs).toEqual(wanted.glyphs);
  expect(shown?.foreground).toEqual(wanted.foreground);
  expect(shown?.background).toEqual(wanted.background);
}

describe('a picture on the wire', () => {
  it('comes as it went, picture after picture', () => {
    fc.assert(
      fc.property(fc.array(picture(9, 7), { minLength: 1, maxLength: 6 }), (pictures) => {
        const encoder = new GlyphEncoder(COLOURS);
        const decoder = new GlyphDecoder();
        for (const wanted of pictures) {
          expectSame(carry(encoder.encode(wanted).bytes, decoder), wanted);
        }
      }),
    );
  });

  it('is in packets, each of a size, however large it is', () => {
    const encoder = new GlyphEncoder(COLOURS);
    const decoder = new GlyphDecoder();
    const wanted = noise(60, 20, 1);
    let shown: CellGrid | null;
    let packets = 0;
    do {
      const { bytes } = encoder.encode(wanted);
      expect(bytes.length).toBeLessThanOrEqual(MAX_GLYPH_MESSAGE_BYTES);
      shown = carry(bytes, decoder);
      packets++;
    } while (shown?.glyphs.join() !== wanted.glyphs.join());
    expect(packets).toBeLessThanOrEqual(6);
    expectSame(shown, wanted);
  });

  it('costs a header when nothing has changed, and little when little has', () => {
    const encoder = new GlyphEncoder(COLOURS);
    const cells = noise(40, 12, 1);
    encoder.encode(cells);
    encoder.encode(cells);
    expect(encoder.encode(cells).bytes.length).toBe(8);
    cells.glyphs[300] = 0x41;
    cells.glyphs[301] = 0x42;
    // A header, a skip of 0 and a run of two cells of three bytes.
    expect(encoder.encode(cells).bytes.length).toBe(8 + 2 + 6);
  });

  it('leaves no part of the picture behind while all of it changes all the time', () => {
    const encoder = new GlyphEncoder(COLOURS);
    const decoder = new GlyphDecoder();
    const touched = new Set<number>();
    for (let frame = 0; frame < 8; frame++) {
      const shown = carry(encoder.encode(noise(60, 20, frame)).bytes, decoder);
      shown?.dirty.forEach((isDirty, cell) => {
        if (isDirty && frame > 0) touched.add(cell);
      });
    }
    expect(touched.size).toBe(60 * 20);
  });

  it('starts anew with another grid, and when told so', () => {
    const encoder = new GlyphEncoder(COLOURS);
    const decoder = new GlyphDecoder();
    carry(encoder.encode(noise(10, 4, 1)).bytes, decoder);
    const wider = noise(12, 4, 2);
    expectSame(carry(encoder.encode(wider).bytes, decoder), wider);
    encoder.reset();
    const another = new GlyphDecoder();
    expectSame(carry(encoder.encode(wider).bytes, another), wider);
  });

  it('is sent once more over what is there, when told so', () => {
    const encoder = new GlyphEncoder(COLOURS);
    const cells = noise(10, 4, 1);
    encoder.encode(cells);
    encoder.refresh();
    const { bytes } = encoder.encode(cells);
    expect(bytes.length).toBe(8 + 2 + 40 * 3);
    // Not as a new picture: nothing is blank in between.
    expect(bytes[1] & 4).toBe(0);
  });

  it('is refused from the message on that is missing, until it starts anew', () => {
    const encoder = new GlyphEncoder(COLOURS);
    const decoder = new GlyphDecoder();
    carry(encoder.encode(noise(10, 4, 1)).bytes, decoder);
    encoder.encode(noise(10, 4, 2));
    expect(carry(encoder.encode(noise(10, 4, 3)).bytes, decoder)).toBeNull();
    encoder.reset();
    const wanted = noise(10, 4, 4);
    expectSame(carry(encoder.encode(wanted).bytes, decoder), wanted);
  });

  it('goes on after the last sequence number', () => {
    const encoder = new GlyphEncoder({ hasInk: false, hasPaper: false });
    const decoder = new GlyphDecoder();
    const cells = createCellGrid(1, 1);
    for (let message = 0; message < 0x1_0002; message++) {
      expect(carry(encoder.encode(cells).bytes, decoder)).not.toBeNull();
    }
  });

  it('has one grey ink and no paper when neither is sent', () => {
    const encoder = new GlyphEncoder({ hasInk: false, hasPaper: false });
    const shown = carry(encoder.encode(noise(4, 4, 1)).bytes, new GlyphDecoder());
    expect(new Set(shown?.foreground).size).toBe(1);
    expect(new Set(shown?.background)).toEqual(new Set([NO_BACKGROUND]));
  });

  it('has only glyphs of the table: a control character is a blank', () => {
    const cells = createCellGrid(3, 1);
    cells.glyphs.set([0x1b, 0x9b, 0x28ff]);
    const shown = carry(new GlyphEncoder(COLOURS).encode(cells).bytes, new GlyphDecoder());
    expect([...(shown?.glyphs ?? [])]).toEqual([0x20, 0x20, 0x20]);
  });
});

describe('the messages of somebody hostile', () => {
  /** Mostly well-formed headers, so that the runs behind them are looked at, too. */
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 64 }),
    fc
      .record({
        flags: fc.integer({ min: 0, max: 9 }),
        cols: fc.integer({ min: 0, max: 20 }),
        rows: fc.integer({ min: 0, max: 20 }),
        start: fc.integer({ min: 0, max: 30 }),
        runs: fc.uint8Array({ maxLength: 40 }),
      })
      .map(({ flags, cols, rows, start, runs }) =>
        Uint8Array.of(1, flags, 0, 0, cols, rows, 0, start, ...runs),
      ),
  );

  it('never throw, and draw nothing but glyphs of the table within the limits', () => {
    fc.assert(
      fc.property(fc.array(bytes, { maxLength: 12 }), (messages) => {
        const decoder = new GlyphDecoder();
        for (const each of messages) {
          const shown = carry(each, decoder);
          if (!shown) continue;
          expect(isGlyphGrid(shown)).toBe(true);
          expect(shown.glyphs.length).toBe(shown.cols * shown.rows);
          for (const codePoint of shown.glyphs) {
            expect(
              (codePoint >= 0x20 && codePoint <= 0x7e) ||
                (codePoint >= 0x2580 && codePoint <= 0x259f) ||
                codePoint === 0x25cd,
            ).toBe(true);
          }
          for (const ink of shown.foreground) expect(ink).toBeLessThanOrEqual(0xff_ff_ff);
          for (const paper of shown.background) expect(paper).toBeLessThanOrEqual(NO_BACKGROUND);
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it.each([
    ['nothing', []],
    ['an unknown kind', [9]],
    ['an ack that is too short', [2, 0]],
    ['an end with something behind it', [3, 0]],
    ['a header that is cut off', [1, 4, 0, 0, 2, 2, 0]],
    ['a grid without rows', [1, 4, 0, 0, 2, 0, 0, 0]],
    ['a grid that is too wide', [1, 4, 0, 0, MAX_GLYPH_COLS + 1, 1, 0, 0]],
    ['a grid of too many cells', [1, 4, 0, 0, 61, 20, 0, 0]],
    ['an unknown flag', [1, 12, 0, 0, 2, 2, 0, 0]],
    ['a start outside the grid', [1, 4, 0, 0, 2, 2, 0, 4]],
    ['half a run', [1, 4, 0, 0, 2, 2, 0, 0, 1]],
    ['a run of more cells than there are', [1, 4, 0, 0, 2, 2, 0, 0, 0, 3, 1, 1]],
    ['a run over the edge', [1, 4, 0, 0, 2, 2, 0, 0, 3, 2, 1, 1]],
    ['a skip over the edge', [1, 4, 0, 0, 2, 2, 0, 0, 255, 0]],
    ['a glyph that there is not', [1, 4, 0, 0, 2, 2, 0, 0, 0, 1, 128]],
    ['an ink of the user’s theme', [1, 5, 0, 0, 2, 2, 0, 0, 0, 1, 1, 15]],
    ['a paper of the user’s theme', [1, 6, 0, 0, 2, 2, 0, 0, 0, 1, 1, 1]],
  ])('are refused: %s', (_, message) => {
    expect(parseGlyphMessage(Uint8Array.from(message))).toBeNull();
  });

  it('are refused when they are too long', () => {
    const long = new Uint8Array(MAX_GLYPH_MESSAGE_BYTES + 1);
    long.set([1, 4, 0, 0, 2, 2, 0, 0]);
    expect(parseGlyphMessage(long)).toBeNull();
  });
});

describe('what else is said', () => {
  it('is that a message has come, and that the picture is over', () => {
    expect(parseGlyphMessage(ackOf(0x1234))).toEqual({ kind: 'ack', sequence: 0x1234 });
    expect(parseGlyphMessage(endMessage())).toEqual({ kind: 'end' });
  });
});

describe('glyphGridFor', () => {
  it('has the shape of the view, and is within the limits', () => {
    expect(glyphGridFor({ cols: 60, rows: 20 })).toEqual({ cols: 60, rows: 20 });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000 }),
        fc.integer({ min: 1, max: 1_000 }),
        (cols, rows) => {
          const grid = glyphGridFor({ cols, rows });
          expect(isGlyphGrid(grid)).toBe(true);
          expect(grid.rows).toBeLessThanOrEqual(MAX_GLYPH_ROWS);
        },
      ),
    );
    const { cols, rows } = glyphGridFor({ cols: 240, rows: 72 });
    expect(cols / rows).toBeCloseTo(240 / 72, 0);
    expect(cols * rows).toBeGreaterThan(MAX_GLYPH_CELLS * 0.9);
  });
});
