import { builtInAtlas } from '../../src/shared/ascii/built-in-atlas';
import { measureShapes } from '../../src/shared/ascii/glyph-shapes';
import { DISPLAY_GAMMA } from '../../src/shared/ascii/luma';
import { rampLuma } from '../../src/shared/ascii/ramp';
import { STYLES, type StyleName } from '../../src/shared/ascii/styles';

/**
 * The inverse of a style: the brightness (0..255) that a character of it stands for. With `shape`
 * and `braille` that is a tendency only: the ink carries the rest.
 *
 * @throws {Error} for a style whose characters say nothing about brightness; and, when called, for
 *   a character that the style does not draw.
 */
export function inkOfStyle(style: StyleName): (character: string) => number {
  const brightnessOf = brightnessByStyle(style);
  return (character) => {
    const brightness = brightnessOf(character);
    if (brightness === null) {
      throw new Error(`${style} does not draw ${JSON.stringify(character)}`);
    }
    return brightness;
  };
}

function brightnessByStyle(style: StyleName): (character: string) => number | null {
  switch (style) {
    case 'just-ascii':
    case 'ascii-color':
    case 'filled-ascii':
      return (character) => rampLuma(STYLES[style].glyphs, character);
    case 'shape':
    case 'mono':
    case 'braille':
      return glyphBrightness(STYLES[style].glyphs);
    case 'duotone':
    case 'half':
    case 'quad':
      throw new Error(
        `the text of ${style} does not say how bright a cell is: compare its colours`,
      );
  }
}

/** By the light that each glyph gives off; the densest of them stands for white. */
function glyphBrightness(glyphs: string): (character: string) => number | null {
  const { codePoints, means } = measureShapes(builtInAtlas(), glyphs, DISPLAY_GAMMA);
  const white = Math.max(...means);
  const levels = new Map(
    Array.from(codePoints, (codePoint, at) => [
      String.fromCharCode(codePoint),
      255 * (means[at] / white) ** (1 / DISPLAY_GAMMA),
    ]),
  );
  return (character) => levels.get(character) ?? null;
}

/** Brightness of each cell of a picture made of text (rows separated by newlines), row by row. */
export function textBrightness(text: string, style: StyleName): number[] {
  const inkOf = inkOfStyle(style);
  return text.split('\n').flatMap((line) => Array.from(line, inkOf));
}
