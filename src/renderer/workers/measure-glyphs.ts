import {
  createGlyphAtlas,
  type GlyphAtlas,
  type MeasuredGlyph,
} from '../../shared/ascii/glyph-atlas';
import { glyphsOfStyles } from '../../shared/ascii/styles';
import type { PictureFont, PictureGeometry } from './picture-messages';

/** The size of a cell and of the letters in it. */
export type GlyphSize = Pick<PictureGeometry, 'cellWidthPx' | 'cellHeightPx' | 'fontSizePx'>;

let loading: Promise<void> | null = null;

/**
 * Makes the font usable in this worker, unless it is.
 *
 * @throws DOMException when it cannot be fetched or is no font.
 */
export async function loadPictureFont(font: PictureFont): Promise<void> {
  try {
    await (loading ??= load(font));
  } catch (error) {
    loading = null;
    throw error;
  }
}

async function load(font: PictureFont): Promise<void> {
  const face = new FontFace(font.family, `url(${JSON.stringify(font.url)})`);
  await face.load();
  self.fonts.add(face);
}

let latest: { readonly atlas: GlyphAtlas; readonly key: string } | null = null;

/** As `measureGlyphs`; that of the time before where nothing is different. */
export function atlasOf(family: string, size: GlyphSize, ramp: string): GlyphAtlas {
  const { cellWidthPx, cellHeightPx, fontSizePx } = size;
  const key = JSON.stringify([family, cellWidthPx, cellHeightPx, fontSizePx, ramp]);
  if (latest?.key !== key) latest = { atlas: measureGlyphs(family, size, ramp), key };
  return latest.atlas;
}

/**
 * Draws every glyph of every style, and of the viewer's ramp, with the font as it is here, one
 * below the other, and reads them back.
 */
function measureGlyphs(family: string, size: GlyphSize, ramp: string): GlyphAtlas {
  const glyphs = Array.from(glyphsOfStyles(ramp));
  const { cellWidthPx, cellHeightPx } = size;
  const pixels = drawGlyphs(glyphs, family, size);
  const cellPixels = cellWidthPx * cellHeightPx;
  const measured = glyphs.map((glyph, index): MeasuredGlyph => {
    const coverage = new Uint8Array(cellPixels);
    const start = index * cellPixels;
    // White on transparent: the alpha channel is the coverage.
    for (let at = 0; at < cellPixels; at++) coverage[at] = pixels[(start + at) * 4 + 3];
    return { codePoint: glyph.codePointAt(0) ?? 0, coverage };
  });
  return createGlyphAtlas(size, measured);
}

function drawGlyphs(glyphs: readonly string[], family: string, size: GlyphSize): Uint8ClampedArray {
  const { cellWidthPx, cellHeightPx, fontSizePx } = size;
  const height = cellHeightPx * glyphs.length;
  const context = new OffscreenCanvas(cellWidthPx, height).getContext('2d', {
    willReadFrequently: true,
  });
  if (!context) throw new Error('This browser gives workers no 2D canvas');
  context.font = `${fontSizePx}px "${family}", monospace`;
  context.fillStyle = '#fff';
  context.textAlign = 'center';
  const baseline = baselineOf(context, cellHeightPx);
  glyphs.forEach((glyph, index) => {
    drawClipped(context, glyph, index * cellHeightPx, baseline, size);
  });
  return context.getImageData(0, 0, cellWidthPx, height).data;
}

/** The letters' box in the middle of the cell; the baseline on a whole pixel keeps them crisp. */
function baselineOf(context: OffscreenCanvasRenderingContext2D, cellHeightPx: number): number {
  const { fontBoundingBoxAscent, fontBoundingBoxDescent } = context.measureText('M');
  const spare = cellHeightPx - fontBoundingBoxAscent - fontBoundingBoxDescent;
  return Math.round(spare / 2 + fontBoundingBoxAscent);
}

/** No glyph may reach into its neighbour. */
function drawClipped(
  context: OffscreenCanvasRenderingContext2D,
  glyph: string,
  top: number,
  baseline: number,
  { cellWidthPx, cellHeightPx }: GlyphSize,
): void {
  context.save();
  context.beginPath();
  context.rect(0, top, cellWidthPx, cellHeightPx);
  context.clip();
  context.fillText(glyph, cellWidthPx / 2, top + baseline);
  context.restore();
}
