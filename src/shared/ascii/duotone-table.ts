import { PRINTABLE_ASCII } from './built-in-atlas';
import type { GlyphAtlas } from './glyph-atlas';
import { type GlyphShapes, measureShapes } from './glyph-shapes';
import { LUMA_PER_CELL } from './sample-grid';

/** Levels of a sample between the cell's darkest and brightest: 2 bits. */
const PATTERN_LEVELS = 4;
const BITS_PER_SAMPLE = 2;
const PATTERNS = 1 << (LUMA_PER_CELL * BITS_PER_SAMPLE);

/** A glyph that a font draws blank or flat has no shape to match. */
const MIN_SQUARE = 1e-4;

/** Fixed-point units of the table; whole numbers, so that every twin computes the very same. */
export const SLOPE_BITS = 10;
export const SHARE_BITS = 10;

/**
 * For every pattern that the 8 samples of a cell can form, the glyph that comes nearest to it, and
 * what least squares needs to find the two colours.
 */
export interface DuotoneTable {
  readonly codePoints: Uint16Array;
  /** Glyph of each pattern, 65,536 entries; sample `i` is at bit `2 * i`. */
  readonly glyphOfPattern: Uint8Array;
  /**
   * In 1/1024: what each sample adds to ink minus paper, `slopes[glyph * 8 + sample]`; a glyph's
   * sum to 0.
   */
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
  const deviations = coverage.map((share, at) => share - means[Math.floor(at / LUMA_PER_CELL)]);
  const squares = Float32Array.from(means, (_, glyph) => squareSum(deviations, glyph));
  return {
    codePoints,
    glyphOfPattern: matchPatterns({ means, deviations, squares }),
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

/**
 * Ink minus paper is the regression of the samples on the coverage: samples times deviation over
 * the sum of its squares.
 */
function slopesOf(deviations: Float32Array, squares: Float32Array): Int16Array {
  const slopes = new Int16Array(deviations.length);
  for (let glyph = 0; glyph < squares.length; glyph++) {
    if (squares[glyph] < MIN_SQUARE) continue;
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

/** Glyphs as vectors of 8 around their mean. */
interface ShapeVectors {
  readonly means: Float32Array;
  readonly deviations: Float32Array;
  readonly squares: Float32Array;
}

/**
 * What a pattern is taken to span, and how far ink is taken to get away from the cell's mean, in
 * levels. By correlation alone a dot would often win, and its ink would then have to be brighter
 * than white; this way the glyph wins that really comes nearest.
 */
const TYPICAL_SPAN = 100;
const TYPICAL_REACH = 127;

function matchPatterns(vectors: ShapeVectors): Uint8Array {
  const glyphOfPattern = new Uint8Array(PATTERNS);
  const samples = new Float32Array(LUMA_PER_CELL);
  for (let pattern = 0; pattern < PATTERNS / 2; pattern++) {
    unpack(pattern, samples);
    const glyph = nearestGlyph(vectors, samples);
    glyphOfPattern[pattern] = glyph;
    // Light and dark swapped, the same glyph fits as well.
    glyphOfPattern[PATTERNS - 1 - pattern] = glyph;
  }
  return glyphOfPattern;
}

function unpack(pattern: number, samples: Float32Array): void {
  for (let sample = 0; sample < LUMA_PER_CELL; sample++) {
    const level = (pattern >> (sample * BITS_PER_SAMPLE)) & (PATTERN_LEVELS - 1);
    samples[sample] = (level * TYPICAL_SPAN) / (PATTERN_LEVELS - 1);
  }
}

/** The glyph that takes most off the squared error, with the colours that it can have. */
function nearestGlyph({ means, deviations, squares }: ShapeVectors, samples: Float32Array): number {
  let best = 0;
  let bestGain = -1;
  for (let glyph = 0; glyph < means.length; glyph++) {
    if (squares[glyph] < MIN_SQUARE) continue;
    const match = Math.abs(dot(deviations, glyph * LUMA_PER_CELL, samples));
    const slope = Math.min(match / squares[glyph], TYPICAL_REACH / (1 - means[glyph]));
    const gain = slope * (2 * match - slope * squares[glyph]);
    if (gain > bestGain) {
      bestGain = gain;
      best = glyph;
    }
  }
  return best;
}

function dot(vectors: Float32Array, at: number, samples: Float32Array): number {
  let sum = 0;
  for (let sample = 0; sample < LUMA_PER_CELL; sample++) {
    sum += vectors[at + sample] * samples[sample];
  }
  return sum;
}
