import type { GlyphAtlas } from './glyph-atlas';
import { LUMA_COLS_PER_CELL, LUMA_PER_CELL, LUMA_ROWS_PER_CELL } from './sample-grid';

/** How glyphs spread their ink over the samples of a cell. */
export interface GlyphShapes {
  readonly codePoints: Uint16Array;
  /** Share of each sample that the glyph covers, 0..1: `coverage[glyph * 8 + sample]`. */
  readonly coverage: Float32Array;
  /** Share of the cell that each glyph covers, 0..1. */
  readonly means: Float32Array;
}

/**
 * Measures `glyphs` as `atlas` draws them, in rising coverage of the cell.
 *
 * @param gamma 1 for shares of ink, DISPLAY_GAMMA for shares of light: half a coat of ink on black
 *   gives off far less than half the light.
 */
export function measureShapes(atlas: GlyphAtlas, glyphs: string, gamma = 1): GlyphShapes {
  const shapes = Array.from(glyphs, (glyph) => {
    const codePoint = glyph.charCodeAt(0);
    const coverage = coverageOf(atlas, codePoint, gamma);
    const mean = coverage.reduce((sum, share) => sum + share / LUMA_PER_CELL, 0);
    return { codePoint, coverage, mean };
  }).sort((a, b) => a.mean - b.mean);
  return {
    codePoints: Uint16Array.from(shapes, (each) => each.codePoint),
    coverage: Float32Array.from(shapes.flatMap((each) => each.coverage)),
    means: Float32Array.from(shapes, (each) => each.mean),
  };
}

/** A pixel that two samples share counts for each as far as it lies in it. */
function coverageOf(atlas: GlyphAtlas, codePoint: number, gamma: number): number[] {
  const { cellWidthPx, cellHeightPx, slots, coverage } = atlas;
  const start = slots[codePoint] * cellWidthPx * cellHeightPx;
  const across = cellWidthPx / LUMA_COLS_PER_CELL;
  const down = cellHeightPx / LUMA_ROWS_PER_CELL;
  const sums = new Array<number>(LUMA_PER_CELL).fill(0);
  for (let sample = 0; sample < LUMA_PER_CELL; sample++) {
    const left = (sample % LUMA_COLS_PER_CELL) * across;
    const top = Math.floor(sample / LUMA_COLS_PER_CELL) * down;
    for (let y = Math.floor(top); y < top + down; y++) {
      const height = Math.min(top + down, y + 1) - Math.max(top, y);
      for (let x = Math.floor(left); x < left + across; x++) {
        const width = Math.min(left + across, x + 1) - Math.max(left, x);
        const ink = coverage[start + y * cellWidthPx + x] / 255;
        sums[sample] += (width * height * ink ** gamma) / (across * down);
      }
    }
  }
  return sums;
}
