import type { GlyphAtlas } from '../glyph-atlas';
import { DISPLAY_GAMMA } from '../luma';
import { rampGlyphs, rampIndex } from '../ramp';
import { rampCoverages } from '../ramp-coverages';
import { cellLuma } from '../sample-grid';
import { type Style, type StyleKernel, writeCell } from '../style-kernel';
import { createTint, packTint, tintCell, tintHeadroom } from '../tint';

/** clivrt's ramp. */
const FILLED_ASCII_RAMP = '░▒▓█';

/** Share of the cell that each shade covers, by their definition in Unicode. */
const COVERAGES = [0.25, 0.5, 0.75, 1];

/** Light of the paper, as a share of the cell's: dark enough to show the shade's texture. */
const PAPER_LIGHT = 0.27;

/** Gain of the paper at most: a glowing orange is a little dimmer, yet still textured. */
const MAX_PAPER_GAIN = 0.8;

/**
 * Coloured shades on paper of the same hue. clivrt leaves the paper black, which costs half of the
 * light: a picture in ░ and ▒ is a dark one. With paper, ink and paper together emit just what the
 * cell does, the shade shows as texture, and faces keep their colour.
 */
export const filledAscii: Style = { glyphs: FILLED_ASCII_RAMP, hasRamp: true, createKernel };

function createKernel(atlas?: GlyphAtlas, ramp = FILLED_ASCII_RAMP): StyleKernel {
  const glyphOfLuma = rampGlyphs(ramp);
  const coverages = ramp === FILLED_ASCII_RAMP ? COVERAGES : rampCoverages(ramp, atlas);
  const coverageOfLuma = Float32Array.from(
    glyphOfLuma,
    (_, luma) => coverages[rampIndex(ramp, luma)],
  );
  const tint = createTint();
  return (samples, opened, cells) => {
    for (let cell = 0; cell < opened.length; cell++) {
      if (opened[cell] === 0) continue;
      const luma = cellLuma(samples, cell);
      const coverage = coverageOfLuma[luma];
      tintCell(samples, cell, luma, tint);
      const inkGain = Math.min(fullInkGain(coverage), tintHeadroom(tint));
      const paper = packTint(tint, paperGain(coverage, inkGain));
      writeCell(cells, cell, glyphOfLuma[luma], packTint(tint, inkGain), paper);
    }
  };
}

/** Gain of the ink that brings the cell to its light over paper of PAPER_LIGHT. */
function fullInkGain(coverage: number): number {
  return ((1 - (1 - coverage) * PAPER_LIGHT) / coverage) ** (1 / DISPLAY_GAMMA);
}

/** Gain of the paper under such ink: where the ink had to stop at 255, the paper gives the rest. */
function paperGain(coverage: number, inkGain: number): number {
  if (coverage === 1) return 1;
  const light = (1 - coverage * inkGain ** DISPLAY_GAMMA) / (1 - coverage);
  return Math.min(Math.max(light, 0) ** (1 / DISPLAY_GAMMA), MAX_PAPER_GAIN);
}
