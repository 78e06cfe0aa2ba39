import { type DuotoneTable, duotoneTable } from './duotone-table';
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
  const slopes = heap.place(table.slopes);
  const traits = heap.place(glyphTraits(table));
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
      slopes,
      traits,
      thresholds,
      FLAT_LEVELS,
    );
  };
}

/** What is looked up at once: of each glyph, its share and its code point. */
function glyphTraits({ shares, codePoints }: DuotoneTable): Int32Array {
  return Int32Array.from(Array.from(shares).flatMap((share, glyph) => [share, codePoints[glyph]]));
}

/**
 * How far above a cell's darkest sample the levels 1, 2 and 3 begin, four bytes for each range:
 * where the plain kernel multiplies by `rangeReciprocals`, comparing gives the same.
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
