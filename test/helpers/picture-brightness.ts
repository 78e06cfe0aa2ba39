import { rampLuma } from '../../src/shared/ascii/ramp';
import { STYLES, type StyleName } from '../../src/shared/ascii/styles';

/**
 * The inverse of a style: the brightness (0..255) that a character of its ramp stands for.
 *
 * @throws {Error} for a character that the style does not draw.
 */
export function inkOfStyle(style: StyleName): (character: string) => number {
  return (character) => {
    const luma = rampLuma(STYLES[style].glyphs, character);
    if (luma === null) throw new Error(`${style} does not draw ${JSON.stringify(character)}`);
    return luma;
  };
}

/** Brightness of each cell of a picture made of text (rows separated by newlines), row by row. */
export function textBrightness(text: string, style: StyleName): number[] {
  const inkOf = inkOfStyle(style);
  return text.split('\n').flatMap((line) => Array.from(line, inkOf));
}
