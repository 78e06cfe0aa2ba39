import { PRINTABLE_ASCII } from './built-in-atlas';
import type { GlyphAtlas } from './glyph-atlas';
import { type GlyphShapes, measureShapes } from './glyph-shapes';
import { LUMA_PER_CELL } from './sample-grid';

/** Levels of a sample between the cell's darkest and brightest: 2 bits. */
export const PATTERN_LEVELS = 4;
const BITS_PER_SAMPLE = 2;
const PATTERNS = 1 << (LUMA_PER_CELL * BITS_PER_SAMPLE);

/** Fixed-point units of the table; whole numbers, so that every twin computes the very same. */
export const SLOPE_BITS = 10;
export const SHARE_BITS = 10;

/**
 * For every pattern that the 8 samples of a cell can form, the glyph that looks most like it, and
 * what least squares needs to find the two colours.
 */
export interface DuotoneTable {
  readonly codePoints: Uint16Array;
  /** Glyph of each pattern, 65,536 entries; sample `i` is at bit `2 * i`. */
  readonly glyphOfPattern: Uint8Array;
  /** In 1/1024: what each sample adds to ink minus paper, `slopes[glyph * 8 + sample]`; a glyph's sum to 0. */
  readonly slopes: Int16Array;
  /** Share of the cell that each glyph covers, in 1/1024. */
  readonly shares: Int16Array;
}

const tables = new WeakMap<GlyphAtlas, DuotoneTable>();

/** Made once for each atlas: it takes tens of milliseconds. */
export function duotoneTable(atlas: GlyphAtlas): DuotoneTable {
  const known = tables.get(atlas);
  if (known) return known;
  const table = createTable(measureShapes(atlas, PRINTABLE_ASCII.trim()));
  tables.set(atlas, table);
  return table;
}

function createTable({ codePoints, coverage, means }: GlyphShapes): DuotoneTable {
  const deviations = coverage.map((share, at) => share - means[at >> 3]);
  const squares = Float32Array.from(means, (_, glyph) => squareSum(deviations, glyph));
  return {
    codePoints,
    glyphOfPattern: matchPatterns(unitVectors(deviations, squares)),
    slopes: slopesOf(deviations, squares),
    shares: Int16Array.from(means, (mean) => Math.round(mean * (1 << SHARE_BITS))),
  };
}

function squareSum(vectors: Float32Array, glyph: number): number {
  let sum = 0;
  for (let at = glyph * LUMA_PER_CELL; at < (glyph + 1) * LUMA_PER_CELL; at++) {
    sum += vectors[at] * vectors[at];
  }
  return sum;
}

/** A glyph that a font draws blank or flat has no shape to match: it stays all zero. */
function unitVectors(deviations: Float32Array, squares: Float32Array): Float32Array {
  return deviations.map((each, at) => {
    const square = squares[at >> 3];
    return square < 1e-6 ? 0 : each / Math.sqrt(square);
  });
}

/**
 * Ink minus paper is the regression of the samples on the coverage: samples times deviation over the
 * sum of its squares.
 */
function slopesOf(deviations: Float32Array, squares: Float32Array): Int16Array {
  const slopes = new Int16Array(deviations.length);
  for (let glyph = 0; glyph < squares.length; glyph++) {
    if (squares[glyph] < 1e-6) continue;
    const start = glyph * LUMA_PER_CELL;
    let rest = 0;
    for (let at = start; at < start + LUMA_PER_CELL; at++) {
      slopes[at] = Math.round((deviations[at] / squares[glyph]) * (1 << SLOPE_BITS));
      rest += slopes[at];
    }
    // Rounding must not let a flat cell have a slope.
    slopes[start] -= rest;
  }
  return slopes;
}

/** The glyph of the greatest correlation with each pattern, of either sign. */
function matchPatterns(units: Float32Array): Uint8Array {
  const glyphOfPattern = new Uint8Array(PATTERNS);
  const samples = new Float32Array(LUMA_PER_CELL);
  for (let pattern = 0; pattern < PATTERNS / 2; pattern++) {
    for (let sample = 0; sample < LUMA_PER_CELL; sample++) {
      samples[sample] = (pattern >> (sample * BITS_PER_SAMPLE)) & (PATTERN_LEVELS - 1);
    }
    const glyph = nearestGlyph(units, samples);
    glyphOfPattern[pattern] = glyph;
    // Light and dark swapped, the same glyph fits as well.
    glyphOfPattern[PATTERNS - 1 - pattern] = glyph;
  }
  return glyphOfPattern;
}

function nearestGlyph(units: Float32Array, samples: Float32Array): number {
  let best = 0;
  let bestMatch = -1;
  for (let at = 0; at < units.length; at += LUMA_PER_CELL) {
    const upper =
      units[at] * samples[0] +
      units[at + 1] * samples[1] +
      units[at + 2] * samples[2] +
      units[at + 3] * samples[3];
    const lower =
      units[at + 4] * samples[4] +
      units[at + 5] * samples[5] +
      units[at + 6] * samples[6] +
      units[at + 7] * samples[7];
    const match = Math.abs(upper + lower);
    if (match > bestMatch) {
      bestMatch = match;
      best = at / LUMA_PER_CELL;
    }
  }
  return best;
}
