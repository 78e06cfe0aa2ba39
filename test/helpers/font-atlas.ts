import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import {
  type CellSizePx,
  createGlyphAtlas,
  type GlyphAtlas,
} from '../../src/shared/ascii/glyph-atlas';
import { glyphsOfStyles } from '../../src/shared/ascii/styles';
import { launchPerson } from './browser';

const FONT = createRequire(import.meta.url).resolve('dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf');
const USUAL_CELL = { cellWidthPx: 8, cellHeightPx: 16 };
/** Of a cell's height, as in the app. */
const FONT_SHARE = 13 / 16;

/** The app's font as Chromium draws it, by default in cells of 8x16 pixels. */
export async function measureFontAtlas(cell: CellSizePx = USUAL_CELL): Promise<GlyphAtlas> {
  const person = await launchPerson({ camera: 'none' });
  const { page } = person;
  try {
    const glyphs = Array.from(glyphsOfStyles());
    const url = `data:font/ttf;base64,${readFileSync(FONT).toString('base64')}`;
    const fontSizePx = cell.cellHeightPx * FONT_SHARE;
    const options = { ...cell, fontSizePx, glyphs, url };
    const drawn = await page.evaluate(async ({ url, glyphs, fontSizePx, ...cell }) => {
      const face = await new FontFace('measured', `url(${url})`).load();
      document.fonts.add(face);
      const { cellWidthPx, cellHeightPx } = cell;
      const canvas = new OffscreenCanvas(cellWidthPx, cellHeightPx);
      const context = canvas.getContext('2d', { willReadFrequently: true });
      if (!context) throw new Error('no 2D canvas');
      context.font = `${fontSizePx}px measured`;
      context.fillStyle = '#fff';
      context.textAlign = 'center';
      const { fontBoundingBoxAscent, fontBoundingBoxDescent } = context.measureText('M');
      const spare = cellHeightPx - fontBoundingBoxAscent - fontBoundingBoxDescent;
      const baseline = Math.round(spare / 2 + fontBoundingBoxAscent);
      return glyphs.map((glyph) => {
        context.clearRect(0, 0, cellWidthPx, cellHeightPx);
        context.fillText(glyph, cellWidthPx / 2, baseline);
        const { data } = context.getImageData(0, 0, cellWidthPx, cellHeightPx);
        // White on transparent: the alpha channel is the coverage.
        return Array.from(data.filter((_, at) => at % 4 === 3));
      });
    }, options);
    const measured = drawn.map((coverage, index) => ({
      codePoint: glyphs[index].charCodeAt(0),
      coverage: Uint8Array.from(coverage),
    }));
    return createGlyphAtlas(cell, measured);
  } finally {
    await person.close();
  }
}
