import { NO_BACKGROUND } from '../cells';
import type { GlyphAtlas } from '../glyph-atlas';
import { DISPLAY_GAMMA } from '../luma';
import { rampGlyphs, rampIndex } from '../ramp';
import { rampCoverages } from '../ramp-coverages';
import { cellLuma } from '../sample-grid';
import { type Style, type StyleKernel, writeCell } from '../style-kernel';
import { createTint, packTint, tintCell } from '../tint';

/** clivrt's ramp. */
const ASCII_COLOR_RAMP = '.*es◍';

/** Share of the cell that each ramp glyph covers with ink in DejaVu Sans Mono. */
const COVERAGES = [0.023, 0.104, 0.176, 0.144, 0.268];

/**
 * Sparser glyphs than this get brighter ink. Not the densest glyph's coverage: skin lies in the
 * sparse `s`, and raised that far it would stop at 255 and lose its shading.
 */
const NEUTRAL_COVERAGE = 0.19;

/**
 * Exponent on luma, below 1 to lift the shadows: glyphs on black emit a quarter of the picture's
 * light at best, and what is left of the dark half would not be seen.
 */
const TONE_EXPONENT = 0.8;

/** Coloured characters on nothing. */
export const asciiColor: Style = { glyphs: ASCII_COLOR_RAMP, hasRamp: true, createKernel };

function createKernel(atlas?: GlyphAtlas, ramp = ASCII_COLOR_RAMP): StyleKernel {
  const glyphOfLuma = rampGlyphs(ramp);
  const coverages = ramp === ASCII_COLOR_RAMP ? COVERAGES : rampCoverages(ramp, atlas);
  const gainOfLuma = Float32Array.from(glyphOfLuma, (_, luma) =>
    inkGain(luma, coverages[rampIndex(ramp, luma)]),
  );
  const tint = createTint();
  return (samples, opened, cells) => {
    for (let cell = 0; cell < opened.length; cell++) {
      if (opened[cell] === 0) continue;
      const luma = cellLuma(samples, cell);
      tintCell(samples, cell, luma, tint);
      writeCell(cells, cell, glyphOfLuma[luma], packTint(tint, gainOfLuma[luma]), NO_BACKGROUND);
    }
  };
}

/**
 * How much brighter than the cell its ink is. clivrt multiplies darkness twice, a dark colour on a
 * sparse glyph, and shadows vanish. Here the ink makes up for what the glyph leaves blank, so that
 * all glyphs form one even scale of light.
 */
function inkGain(luma: number, coverage: number): number {
  const lift = (Math.max(luma, 1) / 255) ** (TONE_EXPONENT - 1);
  return lift * Math.max(1, NEUTRAL_COVERAGE / coverage) ** (1 / DISPLAY_GAMMA);
}
