import { builtInAtlas, PRINTABLE_ASCII } from '../built-in-atlas';
import { NO_BACKGROUND } from '../cells';
import type { GlyphAtlas } from '../glyph-atlas';
import { measureShapes } from '../glyph-shapes';
import { DISPLAY_GAMMA } from '../luma';
import { LUMA_PER_CELL } from '../sample-grid';
import { readTargets } from '../shape-targets';
import { shapeProduct, weighShapes } from '../shape-error';
import { type Style, type StyleKernel, writeCell } from '../style-kernel';

/** The one colour: the light grey of a white phosphor. */
export const MONO_FOREGROUND = 0xe4e8e4;

/**
 * The letters alone carry the tones, so an error of the mean counts far more than one of the shape.
 */
const TONE_WEIGHT = 4;

/** Exponent from luma to light; below DISPLAY_GAMMA to lift the shadows, where letters are few. */
const TONE_EXPONENT = 1.6;

/** One grey: letters by tone first, then by shape. */
export const mono: Style = { glyphs: PRINTABLE_ASCII, isOneColour: true, createKernel };

function createKernel(atlas: GlyphAtlas = builtInAtlas()): StyleKernel {
  const shapes = measureShapes(atlas, PRINTABLE_ASCII, DISPLAY_GAMMA);
  const { weights, squares } = weighShapes(shapes, TONE_WEIGHT);
  const lightOfLuma = toneTable(shapes.means[shapes.means.length - 1]);
  const targets = new Float32Array(LUMA_PER_CELL);
  return (samples, opened, cells) => {
    for (let cell = 0; cell < opened.length; cell++) {
      if (opened[cell] === 0) continue;
      readTargets(samples, cell, lightOfLuma, targets);
      const glyph = shapes.codePoints[nearestGlyph(weights, squares, targets)];
      writeCell(cells, cell, glyph, MONO_FOREGROUND, NO_BACKGROUND);
    }
  };
}

/** The light wanted for each luma: white is the light of the densest glyph. */
function toneTable(white: number): Float32Array {
  return Float32Array.from({ length: 256 }, (_, luma) => white * (luma / 255) ** TONE_EXPONENT);
}

function nearestGlyph(weights: Float32Array, squares: Float32Array, targets: Float32Array): number {
  let best = 0;
  let bestError = Infinity;
  for (let glyph = 0; glyph < squares.length; glyph++) {
    const error = squares[glyph] - 2 * shapeProduct(weights, glyph, targets);
    if (error < bestError) {
      bestError = error;
      best = glyph;
    }
  }
  return best;
}
