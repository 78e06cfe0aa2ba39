import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCellGrid, NO_BACKGROUND } from '../../../../src/shared/ascii/cells';
import { CellStreamDecoder, CellStreamEncoder } from '../../../../src/shared/ipc/cell-stream';
import { packetHeader, PacketReader } from '../../../../src/shared/ipc/terminal-packets';

const COLS = 7;
const ROWS = 3;
const colour = fc.oneof(fc.constant(NO_BACKGROUND), fc.integer({ min: 0, max: 0xff_ffff }));
const cell = fc.tuple(fc.constantFrom(0x20, 0x61, 0xd800), colour, colour);
const frame = fc.array(fc.oneof(fc.constant([0x20, 0, 0] as const), cell), {
  minLength: COLS * ROWS,
  maxLength: COLS * ROWS,
});

describe('cells from one process to another', () => {
  it('come as they were sent, frame after frame', () => {
    fc.assert(
      fc.property(fc.array(frame, { minLength: 1, maxLength: 5 }), (frames) => {
        const [encoder, decoder] = [new CellStreamEncoder(), new CellStreamDecoder()];
        const grid = createCellGrid(COLS, ROWS);
        let shown = null;
        for (const drawn of frames) {
          drawn.forEach(([glyph, ink, paper], at) => {
            grid.glyphs[at] = glyph;
            grid.foreground[at] = ink;
            grid.background[at] = paper;
          });
          const message = encoder.encode(grid);
          if (message !== null) shown = decoder.apply(message);
          expect(shown?.glyphs).toEqual(grid.glyphs);
          expect(shown?.foreground).toEqual(grid.foreground);
          expect(shown?.background).toEqual(grid.background);
        }
      }),
    );
  });

  it('cost nothing while they stand still, and little when one changes', () => {
    const encoder = new CellStreamEncoder();
    const grid = createCellGrid(160, 48);
    encoder.encode(grid);
    expect(encoder.encode(grid)).toBeNull();
    grid.glyphs[700] = 0x61;
    expect(encoder.encode(grid)?.length).toBe(5 + 8 + 10);
  });

  it('write nowhere but into the grid, whatever comes', () => {
    const hostile = fc.uint8Array({ maxLength: 200 });
    fc.assert(
      fc.property(hostile, fc.boolean(), (bytes, looksRight) => {
        const decoder = new CellStreamDecoder();
        // A size that is one, with runs of chance behind it.
        if (looksRight && bytes.length > 4) bytes.set([7, 0, 3, 0, 1]);
        const grid = decoder.apply(bytes);
        if (grid === null) return;
        expect(grid.glyphs.length).toBe(grid.cols * grid.rows);
        for (const ink of grid.foreground)
          expect(ink <= 0xff_ffff || ink === NO_BACKGROUND).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('packets on a stream of bytes', () => {
  it('come whole, in whatever pieces they come', () => {
    const packet = fc.tuple(fc.constantFrom('news' as const, 'cells' as const), fc.uint8Array());
    fc.assert(
      fc.property(fc.array(packet), fc.array(fc.nat(300)), (packets, cuts) => {
        const stream = Buffer.concat(
          packets.flatMap(([kind, bytes]) => [packetHeader(kind, bytes.length), bytes]),
        );
        const ends = [...cuts.filter((cut) => cut < stream.length), stream.length];
        ends.sort((a, b) => a - b);
        const reader = new PacketReader();
        const read = ends.flatMap((end, at) => {
          return reader.read(stream.subarray(at === 0 ? 0 : ends[at - 1], end)) ?? [];
        });
        expect(read.map(({ kind, bytes }) => [kind, [...bytes]])).toEqual(
          packets.map(([kind, bytes]) => [kind, [...bytes]]),
        );
      }),
    );
  });

  it('end where one is of no known kind, or longer than any', () => {
    expect(new PacketReader().read(Uint8Array.of(7, 0, 0, 0, 0))).toBeNull();
    expect(new PacketReader().read(Uint8Array.of(0, 255, 0, 0, 0))).toBeNull();
  });
});
