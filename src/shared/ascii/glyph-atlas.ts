import { drawBlockElement, isBlockElement } from './block-elements';
import { drawBraillePatterns, isBraille } from './braille-dots';

/** Size of one cell on the device's screen. */
export interface CellSizePx {
  /** 1..MAX_CELL_PX, whole device pixels. */
  readonly cellWidthPx: number;
  readonly cellHeightPx: number;
}

/** One glyph as the font in use draws it. */
export interface MeasuredGlyph {
  /** A code point of the Basic Multilingual Plane. */
  readonly codePoint: number;
  /** `cellWidthPx * cellHeightPx` bytes, row by row, 0 for paper to 255 for ink. */
  readonly coverage: Uint8Array;
}

/** The glyphs of a font at one size, ready to be painted. */
export interface GlyphAtlas extends CellSizePx {
  /** The bitmaps one after the other, `cellWidthPx * cellHeightPx` bytes each; slot 0 is blank. */
  readonly coverage: Uint8Array;
  /** Slot of each code point, 65,536 entries: 0 (blank) where the atlas has no such glyph. */
  readonly slots: Uint16Array;
}

/** A cell larger than this is a mistake in a unit, not a font. */
export const MAX_CELL_PX = 256;

const CODE_POINTS = 0x1_0000;

/**
 * Whether an atlas draws `codePoint` itself, so that nobody need measure it: block elements,
 * between which fonts leave seams, and braille, which many fonts lack.
 */
export function isDrawnGlyph(codePoint: number): boolean {
  return isBlockElement(codePoint) || isBraille(codePoint);
}

/**
 * Builds an atlas from `glyphs`, which the caller measures with the real font, and those that are
 * drawn here: see `isDrawnGlyph`.
 *
 * @throws RangeError when a size is out of range or a bitmap has another size than the cell.
 */
export function createGlyphAtlas(
  { cellWidthPx, cellHeightPx }: CellSizePx,
  glyphs: readonly MeasuredGlyph[],
): GlyphAtlas {
  checkCellSize(cellWidthPx);
  checkCellSize(cellHeightPx);
  const measured = glyphs.filter((each) => !isDrawnGlyph(each.codePoint));
  const drawn = [...measured, ...drawnGlyphs(cellWidthPx, cellHeightPx)];
  const cellBytes = cellWidthPx * cellHeightPx;
  const coverage = new Uint8Array((drawn.length + 1) * cellBytes);
  const slots = new Uint16Array(CODE_POINTS);
  drawn.forEach(({ codePoint, coverage: bitmap }, index) => {
    if (bitmap.length !== cellBytes) {
      throw new RangeError(`Glyph ${codePoint} has ${bitmap.length} pixels, not ${cellBytes}`);
    }
    coverage.set(bitmap, (index + 1) * cellBytes);
    slots[codePoint] = index + 1;
  });
  return { cellWidthPx, cellHeightPx, coverage, slots };
}

function checkCellSize(px: number): void {
  if (!Number.isInteger(px) || px < 1 || px > MAX_CELL_PX) {
    throw new RangeError(`A cell is 1..${MAX_CELL_PX} whole pixels, not ${px}`);
  }
}

function drawnGlyphs(widthPx: number, heightPx: number): MeasuredGlyph[] {
  const glyphs: MeasuredGlyph[] = [];
  for (let codePoint = 0x2580; codePoint <= 0x259f; codePoint++) {
    glyphs.push({ codePoint, coverage: drawBlockElement(codePoint, widthPx, heightPx) });
  }
  drawBraillePatterns(widthPx, heightPx).forEach((coverage, pattern) => {
    glyphs.push({ codePoint: 0x2800 + pattern, coverage });
  });
  return glyphs;
}

/** Share of the cell that `codePoint` covers with ink, 0..1. */
export function glyphDensity(atlas: GlyphAtlas, codePoint: number): number {
  const cellBytes = atlas.cellWidthPx * atlas.cellHeightPx;
  const start = atlas.slots[codePoint] * cellBytes;
  let ink = 0;
  for (let at = start; at < start + cellBytes; at++) ink += atlas.coverage[at];
  return ink / (cellBytes * 255);
}
