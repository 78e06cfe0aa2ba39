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
  const reciprocals = heap.place(rangeReciprocals());
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
      reciprocals,
      FLAT_LEVELS,
    );
  };
}
