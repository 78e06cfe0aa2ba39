import { builtInAtlas, PRINTABLE_ASCII } from '../built-in-atlas';
import { NO_BACKGROUND } from '../cells';
import type { GlyphAtlas } from '../glyph-atlas';
import { type GlyphShapes, measureShapes } from '../glyph-shapes';
import { DISPLAY_GAMMA, LIGHT_OF_LUMA } from '../luma';
import { cellLuma, LUMA_PER_CELL, type SampleGrid } from '../sample-grid';
import { readTargets } from '../shape-targets';
import { shapeProduct, type WeighedShapes, weighShapes } from '../shape-error';
import { type Style, type StyleKernel, writeCell } from '../style-kernel';
import { createTint, packTint, tintCell, tintHeadroom } from '../tint';

/**
 * Light of the drawn picture as a share of the source's. The densest letters give off a fifth of a
 * cell's light: at about that share white is still white, and most inks have headroom.
 */
const EXPOSURE = 0.17;

const TONE_WEIGHT = 1;

/**
 * How much it counts that a glyph is as dense as its cell is bright (to the power below). A dark
 * cell's shape could as well be a dense letter in dark ink, but sparse bright ones can be read.
 */
const DENSITY_WEIGHT = 0.5;
const DENSITY_EXPONENT = 0.5;

/** The light wanted for each luma. */
const LIGHTS = LIGHT_OF_LUMA.map((light) => EXPOSURE * light);

/** One colour: the letter has the shape, and the ink makes up for what the letter leaves blank. */
export const shape: Style = { glyphs: PRINTABLE_ASCII, createKernel };

function createKernel(atlas: GlyphAtlas = builtInAtlas()): StyleKernel {
  const shapes = measureShapes(atlas, PRINTABLE_ASCII.trim(), DISPLAY_GAMMA);
  const matcher = new ShapeMatcher(shapes);
  const tint = createTint();
  return (samples, opened, cells) => {
    for (let cell = 0; cell < opened.length; cell++) {
      if (opened[cell] === 0) continue;
      const luma = cellLuma(samples, cell);
      tintCell(samples, cell, luma, tint);
      const light = LIGHT_OF_LUMA[Math.max(luma, 1)];
      const glyph = matcher.match(samples, cell, light * tintHeadroom(tint) ** DISPLAY_GAMMA);
      const gain = (matcher.ink / light) ** (1 / DISPLAY_GAMMA);
      writeCell(cells, cell, shapes.codePoints[glyph], packTint(tint, gain), NO_BACKGROUND);
    }
  };
}

/** Finds glyph and ink of least error in light. */
class ShapeMatcher {
  /** Light of the ink for the last match, 0..1. */
  ink = 0;
  private readonly weighed: WeighedShapes;
  /** Of each glyph, as a share of the densest one's. */
  private readonly densities: Float32Array;
  private readonly targets = new Float32Array(LUMA_PER_CELL);

  constructor(shapes: GlyphShapes) {
    const { means } = shapes;
    this.weighed = weighShapes(shapes, TONE_WEIGHT);
    this.densities = means.map((mean) => mean / means[means.length - 1]);
  }

  /** Place of the glyph for a cell whose ink can have the light `limit` (0..1) at most. */
  match(samples: SampleGrid, cell: number, limit: number): number {
    const { weighed, densities, targets } = this;
    const { weights, squares } = weighed;
    const mean = readTargets(samples, cell, LIGHTS, targets);
    const density = (mean / EXPOSURE) ** DENSITY_EXPONENT;
    const densityWeight = DENSITY_WEIGHT * LUMA_PER_CELL * mean * mean;
    let best = 0;
    let bestGain = -Infinity;
    for (let glyph = 0; glyph < squares.length; glyph++) {
      const product = shapeProduct(weights, glyph, targets);
      const ink = Math.min(limit, product / squares[glyph]);
      const off = densities[glyph] - density;
      const gain = ink * (2 * product - ink * squares[glyph]) - densityWeight * off * off;
      if (gain > bestGain) {
        bestGain = gain;
        best = glyph;
        this.ink = ink;
      }
    }
    return best;
  }
}
