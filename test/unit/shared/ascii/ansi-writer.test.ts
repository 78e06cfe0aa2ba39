import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellsToAnsi } from '../../../../src/shared/ascii/ansi';
import { createAnsiWriter } from '../../../../src/shared/ascii/ansi-writer';
import { type CellGrid, createCellGrid, NO_BACKGROUND } from '../../../../src/shared/ascii/cells';
import { createWasmAnsiWriter, wasmAnsiBytes } from '../../../../src/shared/ascii/wasm-ansi-writer';
import { WasmHeap } from '../../../../src/shared/ascii/wasm-heap';
import { compileEngineWasm } from '../../../helpers/engine-wasm';

const [COLS, ROWS] = [5, 3];

const cellArbitrary = fc.record({
  glyph: fc.constantFrom(' ', ' ', 'a', 'ß', '߿', 'ࠀ', '▓', '\uffff'),
  foreground: fc.constantFrom(0, 0xffffff, 0x0a6309, 0x640a00),
  background: fc.constantFrom(NO_BACKGROUND, NO_BACKGROUND, 0, 0xffffff, 0x654321),
});
const gridArbitrary = fc.array(cellArbitrary, { minLength: COLS * ROWS, maxLength: COLS * ROWS });
type DrawnCells = typeof gridArbitrary extends fc.Arbitrary<infer Drawn> ? Drawn : never;

function fill(cells: CellGrid, drawn: DrawnCells): void {
  drawn.forEach((each, at) => {
    cells.glyphs[at] = each.glyph.charCodeAt(0);
    cells.foreground[at] = each.foreground;
    cells.background[at] = each.background;
  });
}

const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

describe('createAnsiWriter', () => {
  it('writes what cellsToAnsi gives, in UTF-8, frame after frame', () => {
    const cells = createCellGrid(COLS, ROWS);
    const writer = createAnsiWriter(cells);
    fc.assert(
      fc.property(gridArbitrary, (drawn) => {
        fill(cells, drawn);
        expect(textOf(writer.write())).toBe(cellsToAnsi(cells));
      }),
    );
  });
});

describe('createWasmAnsiWriter', () => {
  it('writes the same', async () => {
    const wasm = (await compileEngineWasm())();
    const heap = new WasmHeap(wasm, 1000 + wasmAnsiBytes(COLS, ROWS));
    const length = COLS * ROWS;
    const cells = {
      cols: COLS,
      rows: ROWS,
      glyphs: heap.words(length),
      foreground: heap.longs(length),
      background: heap.longs(length),
      dirty: heap.bytes(length),
    };
    const writer = createWasmAnsiWriter(wasm, heap, cells);
    fc.assert(
      fc.property(gridArbitrary, (drawn) => {
        fill(cells, drawn);
        expect(textOf(writer.write())).toBe(cellsToAnsi(cells));
      }),
    );
  }, 120_000);
});
