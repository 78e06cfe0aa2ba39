import { isDrawnGlyph } from './glyph-atlas';
import type { Style } from './style-kernel';
import { asciiColor } from './styles/ascii-color';
import { braille } from './styles/braille';
import { duotone } from './styles/duotone';
import { filledAscii } from './styles/filled-ascii';
import { half } from './styles/half';
import { justAscii } from './styles/just-ascii';
import { mono } from './styles/mono';
import { quad } from './styles/quad';
import { shape } from './styles/shape';

/** clivrt's three styles, by its names, and then our own. */
export const STYLE_NAMES = [
  'just-ascii',
  'ascii-color',
  'filled-ascii',
  'shape',
  'duotone',
  'half',
  'quad',
  'braille',
  'mono',
] as const;
export type StyleName = (typeof STYLE_NAMES)[number];

/** What each name stands for. */
export const STYLES: Readonly<Record<StyleName, Style>> = {
  'just-ascii': justAscii,
  'ascii-color': asciiColor,
  'filled-ascii': filledAscii,
  shape,
  duotone,
  half,
  quad,
  braille,
  mono,
};

/** The styles that draw by a ramp, which the viewer may choose. */
export const RAMP_STYLES: readonly StyleName[] = STYLE_NAMES.filter((name) => STYLES[name].hasRamp);

/**
 * Every glyph that some style may draw, by the viewer's ramp or its own, and an atlas does not draw
 * itself: what must be measured.
 */
export function glyphsOfStyles(ramp = ''): string {
  const glyphs = STYLE_NAMES.flatMap((name) => Array.from(STYLES[name].glyphs));
  glyphs.push(...Array.from(ramp));
  const measured = glyphs.filter((glyph) => !isDrawnGlyph(glyph.charCodeAt(0)));
  return [...new Set(measured)].join('');
}
