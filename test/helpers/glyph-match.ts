import type { GlyphAtlas } from '../../src/shared/ascii/glyph-atlas';
import type { LumaFrame } from './fake-camera';

interface Template {
  readonly glyph: string;
  /** Coverage less its mean, scaled to length 1; `null`: blank. */
  readonly shape: Float64Array | null;
}

/** Cells that differ less than that from one grey, in steps of brightness, are blank. */
const BLANK_DEVIATION = 6;

function normalise(values: ArrayLike<number>): Float64Array | null {
  const { length } = values;
  const mean = Array.from(values).reduce((sum, value) => sum + value, 0) / length;
  const centred = Float64Array.from(values, (value) => value - mean);
  const size = Math.hypot(...centred);
  return size / Math.sqrt(length) < BLANK_DEVIATION ? null : centred.map((value) => value / size);
}

/**
 * Reads the letters of a picture that was drawn with `atlas`, cell by cell: each is the glyph of
 * `glyphs` whose picture it is most like. Row by row; cells that the frame cuts off are left out.
 */
export function readGlyphs(frame: LumaFrame, atlas: GlyphAtlas, glyphs: string): string[] {
  const { cellWidthPx, cellHeightPx } = atlas;
  const templates = Array.from(new Set(glyphs), (glyph) => template(atlas, glyph));
  const rows = [];
  for (let top = 0; top + cellHeightPx <= frame.heightPx; top += cellHeightPx) {
    let row = '';
    for (let left = 0; left + cellWidthPx <= frame.widthPx; left += cellWidthPx) {
      row += best(templates, normalise(cut(frame, left, top, cellWidthPx, cellHeightPx)));
    }
    rows.push(row);
  }
  return rows;
}

function template(atlas: GlyphAtlas, glyph: string): Template {
  const size = atlas.cellWidthPx * atlas.cellHeightPx;
  const start = atlas.slots[glyph.charCodeAt(0)] * size;
  return { glyph, shape: normalise(atlas.coverage.subarray(start, start + size)) };
}

function cut(frame: LumaFrame, left: number, top: number, width: number, height: number): number[] {
  const values = [];
  for (let y = top; y < top + height; y++) {
    for (let x = left; x < left + width; x++) values.push(frame.luma[y * frame.widthPx + x]);
  }
  return values;
}

function best(templates: readonly Template[], shape: Float64Array | null): string {
  if (shape === null) return ' ';
  let found = ' ';
  let likeness = -Infinity;
  for (const each of templates) {
    const product = each.shape?.reduce((sum, value, at) => sum + value * shape[at], 0) ?? -Infinity;
    if (product > likeness) {
      likeness = product;
      found = each.glyph;
    }
  }
  return found;
}

/** Share of the letters in `expected`, blanks left out, that stand at the same place in `found`. */
export function shareOfSame(found: readonly string[], expected: readonly string[]): number {
  let same = 0;
  let count = 0;
  for (const [row, line] of expected.entries()) {
    for (const [col, glyph] of Array.from(line).entries()) {
      if (glyph === ' ') continue;
      count += 1;
      if (found.at(row)?.at(col) === glyph) same += 1;
    }
  }
  return count === 0 ? 0 : same / count;
}
