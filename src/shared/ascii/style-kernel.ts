import type { CellGrid } from './cells';
import type { GlyphAtlas } from './glyph-atlas';
import type { SampleGrid } from './sample-grid';

/**
 * Draws the opened cells (`opened[cell] === 1`) of `samples` into `cells` and sets `dirty` to 1
 * where a cell then differs from what it was. Cells that are not opened are left alone: their
 * samples are those of the frame before. A kernel that looks at neighbours may ignore `opened`.
 */
export type StyleKernel = (samples: SampleGrid, opened: Uint8Array, cells: CellGrid) => void;

/** A way to draw people, as the registry in `styles.ts` lists them. */
export interface Style {
  /** Every glyph that it may draw, in rising brightness: what an atlas must hold. */
  readonly glyphs: string;
  /** Set where all letters have one ink, which a palette then changes as a whole. */
  readonly isOneColour?: true;
  /** Set where `glyphs` is a ramp, in place of which the viewer may put another. */
  readonly hasRamp?: true;
  /**
   * A kernel of its own for each engine: it may keep tables and state. Styles that match shapes
   * measure them in `glyphs`, by default a built-in table. `ramp`: for those that have one.
   */
  createKernel(glyphs?: GlyphAtlas, ramp?: string): StyleKernel;
}

/** Writes one cell, and marks it dirty when that changed it. */
export function writeCell(
  cells: CellGrid,
  cell: number,
  glyph: number,
  foreground: number,
  background: number,
): void {
  if (
    cells.glyphs[cell] === glyph &&
    cells.foreground[cell] === foreground &&
    cells.background[cell] === background
  ) {
    return;
  }
  cells.glyphs[cell] = glyph;
  cells.foreground[cell] = foreground;
  cells.background[cell] = background;
  cells.dirty[cell] = 1;
}
