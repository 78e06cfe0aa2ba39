import { ANSI_ROW_END_BYTES, type AnsiWriter, MAX_ANSI_CELL_BYTES } from './ansi-writer';
import type { CellGrid } from './cells';
import type { EngineExports } from './wasm-exports';
import type { WasmHeap } from './wasm-heap';

const NEWLINE = 0x0a;
/** Numbers as text, their lengths, and what is written behind a row. */
const TABLE_BYTES = 256 * 4 + 256 + 64;

/** Bytes that a writer takes from the heap. */
export function wasmAnsiBytes(cols: number): number {
  return cols * MAX_ANSI_CELL_BYTES + TABLE_BYTES;
}

/** `createAnsiWriter` in WebAssembly, row by row; `cells` lie in its memory. */
export function createWasmAnsiWriter(
  exports: EngineExports,
  heap: WasmHeap,
  cells: CellGrid,
): AnsiWriter {
  const { cols, rows, glyphs, foreground, background } = cells;
  const numbers = Array.from({ length: 256 }, (_, value) => `${value};`);
  const decimals = heap.place(
    Uint8Array.from(numbers.flatMap((text) => Array.from(text.padEnd(4), codeOf))),
  );
  const lengths = heap.place(Uint8Array.from(numbers, (text) => text.length));
  const row = heap.bytes(cols * MAX_ANSI_CELL_BYTES + 16);
  const rowBytes = cols * MAX_ANSI_CELL_BYTES + ANSI_ROW_END_BYTES;
  let written: Uint8Array | undefined;
  const writeRow = (at: number): number =>
    exports.writeAnsiRow(
      glyphs.byteOffset + 2 * at,
      foreground.byteOffset + 4 * at,
      background.byteOffset + 4 * at,
      cols,
      decimals,
      lengths,
      row.byteOffset,
    );
  return {
    write() {
      // Only for who asks for it: most pictures are never written.
      written ??= new Uint8Array(rows * rowBytes);
      let end = 0;
      for (let line = 0; line < rows; line++) {
        if (line > 0) written[end++] = NEWLINE;
        const length = writeRow(line * cols);
        written.set(row.subarray(0, length), end);
        end += length;
      }
      return written.subarray(0, end);
    },
  };
}

function codeOf(character: string): number {
  return character.charCodeAt(0);
}
