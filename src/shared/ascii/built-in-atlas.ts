import { createGlyphAtlas, type GlyphAtlas, type MeasuredGlyph } from './glyph-atlas';
import { GLYPH_PICTURES } from './glyph-pictures';

const CELL = { cellWidthPx: 8, cellHeightPx: 16 };
const INK = ' ░▒▓█';
const GLYPHS_PER_BAND = 8;

/** Every printable ASCII character, in rising share of ink (in a cell of DejaVu Sans Mono). */
export const PRINTABLE_ASCII =
  ' .-`_\',:;~"^!r*(+/\\)?<=lc>i|7[]vftzTjJ1sLYxCInFu}{o23eyVa5wSZkhPX%EpG4&U$bA9Oq0dm6K#8QRHDgMWNB@';

/** The glyphs of the pictures, in their order. */
const PICTURED_GLYPHS = [...Array.from(PRINTABLE_ASCII).sort(), '◍'];

let shared: GlyphAtlas | undefined;

/** What to take where no font has been measured: close to any upright monospaced one. */
export function builtInAtlas(): GlyphAtlas {
  shared ??= createGlyphAtlas(CELL, readPictures());
  return shared;
}

function readPictures(): MeasuredGlyph[] {
  const lines = GLYPH_PICTURES.split('\n').filter((line) => line !== '');
  return PICTURED_GLYPHS.map((glyph, index) => {
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
