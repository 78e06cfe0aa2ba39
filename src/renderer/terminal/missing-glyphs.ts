import { isDrawnGlyph } from '../../shared/ascii/glyph-atlas';
import { fontCharacters, type HasCharacter } from '../../shared/text/font-characters';
import { terminalFontUrl } from './terminal-font';

let reading: Promise<HasCharacter> | null = null;

/** The characters of `text` that pictures cannot draw; none where the font cannot be read. */
export async function missingGlyphs(text: string): Promise<readonly string[]> {
  reading ??= readFont();
  try {
    const hasCharacter = await reading;
    return [...new Set(text)].filter((glyph) => {
      const codePoint = glyph.charCodeAt(0);
      return !isDrawnGlyph(codePoint) && !hasCharacter(codePoint);
    });
  } catch {
    reading = null;
    return [];
  }
}

async function readFont(): Promise<HasCharacter> {
  const response = await fetch(terminalFontUrl());
  return fontCharacters(await response.arrayBuffer());
}
