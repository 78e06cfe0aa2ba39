import type { GlyphShapes } from './glyph-shapes';
import { LUMA_COLS_PER_CELL, LUMA_PER_CELL, LUMA_ROWS_PER_CELL } from './sample-grid';

/**
 * What the error of each wave across (0, 1) and down (0..3) a cell counts: an eye some way off
 * blurs the fine ones away. Left against right counts least, as in a row of equal letters it is the
 * shortest wave of all.
 */
const WEIGHTS_ACROSS = [1, 0.1];
const WEIGHTS_DOWN = [1, 0.7, 0.3, 0.1];

/** Glyphs, weighed so that the error of each against targets costs one scalar product. */
export interface WeighedShapes {
  /** `weights[glyph * 8 + sample]`; times the targets, summed: the product of glyph and targets. */
  readonly weights: Float32Array;
  /** The product of each glyph with itself. */
  readonly squares: Float32Array;
}

/**
 * The error of ink of strength `a` is `square * a^2 - 2 * product * a` and a constant.
 *
 * @param toneWeight how much more than shape the error of the cell's mean counts.
 */
export function weighShapes({ coverage }: GlyphShapes, toneWeight: number): WeighedShapes {
  const matrix = errorMatrix(toneWeight);
  const weights = coverage.map((_, at) => {
    const [sample, start] = [at % LUMA_PER_CELL, at - (at % LUMA_PER_CELL)];
    return matrix[sample].reduce((sum, weight, other) => sum + weight * coverage[start + other], 0);
  });
  const squares = new Float32Array(coverage.length / LUMA_PER_CELL);
  weights.forEach((weight, at) => {
    squares[Math.floor(at / LUMA_PER_CELL)] += weight * coverage[at];
  });
  return { weights, squares };
}

/** The quadratic form of the error: 8 rows of 8. */
function errorMatrix(toneWeight: number): number[][] {
  const matrix = Array.from({ length: LUMA_PER_CELL }, () =>
    new Array<number>(LUMA_PER_CELL).fill(0),
  );
  for (let wave = 0; wave < LUMA_PER_CELL; wave++) {
    const [across, down] = [wave % LUMA_COLS_PER_CELL, Math.floor(wave / LUMA_COLS_PER_CELL)];
    const weight = WEIGHTS_ACROSS[across] * WEIGHTS_DOWN[down] + (wave === 0 ? toneWeight : 0);
    const values = waveValues(across, down);
    values.forEach((a, row) => {
      values.forEach((b, column) => (matrix[row][column] += weight * a * b));
    });
  }
  return matrix;
}

/** A cosine wave at the samples of a cell, of length 1 (DCT-II). */
function waveValues(across: number, down: number): number[] {
  return Array.from({ length: LUMA_PER_CELL }, (_, sample) => {
    const x = sample % LUMA_COLS_PER_CELL;
    const y = Math.floor(sample / LUMA_COLS_PER_CELL);
    return cosine(across, x, LUMA_COLS_PER_CELL) * cosine(down, y, LUMA_ROWS_PER_CELL);
  });
}

function cosine(wave: number, at: number, length: number): number {
  const norm = Math.sqrt((wave === 0 ? 1 : 2) / length);
  return norm * Math.cos((Math.PI * wave * (at + 0.5)) / length);
}

/** The product of `glyph` with 8 targets. */
export function shapeProduct(weights: Float32Array, glyph: number, targets: Float32Array): number {
  const at = glyph * LUMA_PER_CELL;
  const upper =
    weights[at] * targets[0] +
    weights[at + 1] * targets[1] +
    weights[at + 2] * targets[2] +
    weights[at + 3] * targets[3];
  const lower =
    weights[at + 4] * targets[4] +
    weights[at + 5] * targets[5] +
    weights[at + 6] * targets[6] +
    weights[at + 7] * targets[7];
  return upper + lower;
}
