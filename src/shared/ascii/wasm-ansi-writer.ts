import { ANSI_ROW_END_BYTES, type AnsiWriter, MAX_ANSI_CELL_BYTES } from './ansi-writer';
import type { CellGrid } from './cells';
import type { EngineExports } from './wasm-exports';
import type { WasmHeap } from './wasm-heap';

/** Numbers as text with their lengths, and the gaps of alignment. */
const TABLE_BYTES = 256 * 8 + 64;
/** Written over behind the end. */
const OVERRUN_BYTES = 8;

/** Bytes that a writer takes from the heap. */
export function wasmAnsiBytes(cols: number, rows: number): number {
  return textBytes(cols, rows) + TABLE_BYTES;
}

function textBytes(cols: number, rows: number): number {
  return rows * (cols * MAX_ANSI_CELL_BYTES + ANSI_ROW_END_BYTES) + OVERRUN_BYTES;
}

/** `createAnsiWriter` in WebAssembly; `cells` lie in its memory, and so does what is written. */
export function createWasmAnsiWriter(
  exports: EngineExports,
  heap: WasmHeap,
  cells: CellGrid,
): AnsiWriter {
  const { cols, rows, glyphs, foreground, background } = cells;
  const decimals = heap.place(decimalTable());
  const text = heap.bytes(textBytes(cols, rows));
  return {
    write() {
      const length = exports.writeAnsi(
        glyphs.byteOffset,
        foreground.byteOffset,
        background.byteOffset,
        cols,
        rows,
        decimals,
        text.byteOffset,
      );
      return text.subarray(0, length);
    },
  };
}

/** Eight bytes a number: its digits and a semicolon, and in the fifth how many bytes they are. */
export function decimalTable(): Uint8Array {
  const table = new Uint8Array(256 * 8);
  for (let value = 0; value < 256; value++) {
    const text = `${value};`;
    table.set(Array.from(text, codeOf), value * 8);
    table[value * 8 + 4] = text.length;
  }
  return table;
}

function codeOf(character: string): number {
  return character.charCodeAt(0);
}
