import { createGlyphAtlas, type GlyphAtlas, type MeasuredGlyph } from './glyph-atlas';
import { GLYPH_PICTURES } from './glyph-pictures';

const CELL = { cellWidthPx: 8, cellHeightPx: 16 };
const INK = ' ░▒▓█';
const GLYPHS_PER_BAND = 8;

export const PRINTABLE_ASCII = Array.from({ length: 95 }, (_, index) =>
  String.fromCharCode(0x20 + index),
).join('');

/** The glyphs of the pictures, in their order. */
export const PICTURED_GLYPHS = PRINTABLE_ASCII + '◍';

let shared: GlyphAtlas | undefined;

/** What to take where no font has been measured: close to any upright monospaced one. */
export function builtInAtlas(): GlyphAtlas {
  shared ??= createGlyphAtlas(CELL, readPictures());
  return shared;
}

function readPictures(): MeasuredGlyph[] {
  const lines = GLYPH_PICTURES.split('\n').filter((line) => line !== '');
  return Array.from(PICTURED_GLYPHS, (glyph, index) => {
    const band = Math.floor(index / GLYPHS_PER_BAND) * CELL.cellHeightPx;
    const left = 1 + (index % GLYPHS_PER_BAND) * (CELL.cellWidthPx + 1);
    const picture = lines
      .slice(band, band + CELL.cellHeightPx)
      .map((line) => line.slice(left, left + CELL.cellWidthPx))
      .join('');
    return { codePoint: glyph.charCodeAt(0), coverage: Uint8Array.from(picture, inkOf) };
  });
}

function inkOf(mark: string): number {
  return Math.round((INK.indexOf(mark) * 255) / (INK.length - 1));
}
