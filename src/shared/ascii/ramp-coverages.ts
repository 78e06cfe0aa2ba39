import { builtInAtlas } from './built-in-atlas';
import { type GlyphAtlas, glyphDensity } from './glyph-atlas';

/** A blank counts as a speck: otherwise what divides by a coverage would ask for infinite ink. */
const MIN_COVERAGE = 0.02;

/** Share of the cell that each glyph of `ramp` covers with ink in `atlas`, 0.02..1. */
export function rampCoverages(ramp: string, atlas: GlyphAtlas = builtInAtlas()): readonly number[] {
  return Array.from(ramp, (glyph) =>
    Math.max(MIN_COVERAGE, glyphDensity(atlas, glyph.charCodeAt(0))),
  );
}
