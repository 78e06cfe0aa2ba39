import type { Style } from './style-kernel';
import { asciiColor } from './styles/ascii-color';
import { filledAscii } from './styles/filled-ascii';
import { justAscii } from './styles/just-ascii';

/** clivrt's three styles, by its names. */
export const STYLE_NAMES = ['just-ascii', 'ascii-color', 'filled-ascii'] as const;
export type StyleName = (typeof STYLE_NAMES)[number];

/** What each name stands for. */
export const STYLES: Readonly<Record<StyleName, Style>> = {
  'just-ascii': justAscii,
  'ascii-color': asciiColor,
  'filled-ascii': filledAscii,
};

/** Every glyph that some style may draw, once each: what an atlas must hold. */
export function glyphsOfStyles(): string {
  const glyphs = STYLE_NAMES.flatMap((name) => Array.from(STYLES[name].glyphs));
  return [...new Set(glyphs)].join('');
}
