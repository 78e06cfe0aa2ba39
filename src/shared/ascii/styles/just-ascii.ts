import { NO_BACKGROUND } from '../cells';
import type { GlyphAtlas } from '../glyph-atlas';
import { rampGlyphs } from '../ramp';
import { cellLuma } from '../sample-grid';
import { type Style, type StyleKernel, writeCell } from '../style-kernel';

/** clivrt's ramp; its first two steps are both blank. */
const JUST_ASCII_RAMP = '  .:!+*e$@8';

/** The one colour: the light grey of a white phosphor. */
const JUST_ASCII_FOREGROUND = 0xe4e8e4;

/** Brightness as characters, no colour. */
export const justAscii: Style = {
  glyphs: JUST_ASCII_RAMP,
  isOneColour: true,
  hasRamp: true,
  createKernel,
};

function createKernel(_atlas?: GlyphAtlas, ramp = JUST_ASCII_RAMP): StyleKernel {
  const glyphOfLuma = rampGlyphs(ramp);
  return (samples, opened, cells) => {
    for (let cell = 0; cell < opened.length; cell++) {
      if (opened[cell] === 0) continue;
      const glyph = glyphOfLuma[cellLuma(samples, cell)];
      writeCell(cells, cell, glyph, JUST_ASCII_FOREGROUND, NO_BACKGROUND);
    }
  };
}
