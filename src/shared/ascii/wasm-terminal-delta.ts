import { type CellGrid, NO_BACKGROUND } from './cells';
import { createDeltaTables, type DeltaTables } from './delta-tables';
import { putGlyphText, TEXT_BYTES, TEXT_COUNT } from './delta-texts';
import {
  COLOUR_TOLERANCE,
  DELTA_END_BYTES,
  type DeltaTerminal,
  MAX_DELTA_CELL_BYTES,
  type TerminalDelta,
} from './terminal-delta';
import type { DeltaDepth } from './terminal-palette';
import { decimalTable } from './wasm-ansi-writer';
import type { EngineExports } from './wasm-exports';
import { WasmHeap } from './wasm-heap';

const SPACE = 0x20;
/** Of two frames: a glyph and two colours, and whether it differs. */
const BYTES_PER_CELL = 2 * (2 + 4 + 4 + 1) + MAX_DELTA_CELL_BYTES;
/** Palette, texts of colours and of glyphs, decimals, addresses; and the gaps of alignment. */
const TABLE_BYTES = 0x8000 + 2 * 258 * 16 + TEXT_COUNT * TEXT_BYTES + 256 * 8 + 256 * 4 + 1_024;
const MODES: Readonly<Record<DeltaDepth, number>> = {
  ...{ none: 2, '16': 0, '256': 0 },
  ...{ truecolour: 1, numbers: 3 },
};

/** `createTerminalDelta` in WebAssembly; the instance belongs to this one alone. */
export function createWasmTerminalDelta(
  exports: EngineExports,
  cols: number,
  rows: number,
  { depth, canErase, exact = [] }: DeltaTerminal,
): TerminalDelta {
  const heap = new WasmHeap(exports, cols * rows * BYTES_PER_CELL + TABLE_BYTES);
  const cells = placeCells(heap, cols, rows);
  const shown = placeCells(heap, cols, rows);
  const texts = heap.bytes(TEXT_COUNT * TEXT_BYTES).fill(0);
  const tables = createDeltaTables(depth);
  const planes = heap.place(
    Int32Array.of(
      ...addressesOf(cells),
      ...addressesOf(shown),
      ...placeTables(heap, tables),
      texts.byteOffset,
      heap.place(decimalTable()),
      tables.rgb === null ? 0 : heap.place(tables.rgb),
      ...[0, 1].map((index) => exact.at(index) ?? NO_BACKGROUND),
    ),
  );
  const bytes = heap.bytes(cols * rows * MAX_DELTA_CELL_BYTES + DELTA_END_BYTES);
  return {
    cells,
    encode(tolerance = COLOUR_TOLERANCE) {
      const { byteOffset } = bytes;
      const mode = MODES[depth];
      return bytes.subarray(
        0,
        exports.writeDelta(planes, cols, rows, mode, canErase, tolerance, byteOffset),
      );
    },
    setText: (number, text) => {
      putGlyphText(texts, number, text);
    },
    reset: () => {
      clear(shown);
    },
  };
}

function addressesOf({ glyphs, foreground, background }: CellGrid): number[] {
  return [glyphs, foreground, background].map(({ byteOffset }) => byteOffset);
}

function placeTables(heap: WasmHeap, { palette, inks, papers }: DeltaTables): number[] {
  return [palette === null ? 0 : heap.place(palette), heap.place(inks), heap.place(papers)];
}

function placeCells(heap: WasmHeap, cols: number, rows: number): CellGrid {
  const length = cols * rows;
  const cells = {
    cols,
    rows,
    glyphs: heap.words(length),
    foreground: heap.longs(length),
    background: heap.longs(length),
    dirty: heap.bytes(length),
  };
  clear(cells);
  return cells;
}

function clear({ glyphs, foreground, background, dirty }: CellGrid): void {
  glyphs.fill(SPACE);
  foreground.fill(NO_BACKGROUND);
  background.fill(NO_BACKGROUND);
  dirty.fill(1);
}
