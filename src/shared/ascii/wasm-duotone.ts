import { duotoneTable } from './duotone-table';
import type { GlyphAtlas } from './glyph-atlas';
import type { StyleKernel } from './style-kernel';
import { FLAT_LEVELS, rangeReciprocals } from './styles/duotone';
import type { EngineExports } from './wasm-exports';
import type { WasmHeap } from './wasm-heap';

/** The kernel of `duotone` in WebAssembly; all that it is passed lies in its memory. */
export function createWasmDuotone(
  exports: EngineExports,
  heap: WasmHeap,
  atlas: GlyphAtlas,
): StyleKernel {
  const table = duotoneTable(atlas);
  const glyphOfPattern = heap.place(table.glyphOfPattern);
  const codePoints = heap.place(table.codePoints);
  const slopes = heap.place(table.slopes);
  const shares = heap.place(table.shares);
  const thresholds = heap.place(levelThresholds());
  return ({ luma, u, v }, opened, cells) => {
    exports.drawDuotone(
      luma.byteOffset,
      u.byteOffset,
      v.byteOffset,
      opened.byteOffset,
      cells.glyphs.byteOffset,
      cells.foreground.byteOffset,
      cells.background.byteOffset,
      cells.dirty.byteOffset,
      opened.length,
      glyphOfPattern,
      codePoints,
      slopes,
      shares,
      thresholds,
      FLAT_LEVELS,
    );
  };
}

/**
 * How far above a cell's darkest sample the levels 1, 2 and 3 begin, four bytes for each range: where
 * the plain kernel multiplies by `rangeReciprocals`, comparing gives the same.
 */
function levelThresholds(): Uint8Array {
  const startOf = (level: number, reciprocal: number): number =>
    Math.ceil((level * 0x1_0000) / reciprocal);
  return Uint8Array.from(
    Array.from(rangeReciprocals()).flatMap((reciprocal) => [
      ...[1, 2, 3].map((level) => startOf(level, reciprocal)),
      0,
    ]),
  );
}
