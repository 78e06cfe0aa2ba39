import { type CellGrid, NO_BACKGROUND } from './cells';
import type { CellSizePx, GlyphAtlas } from './glyph-atlas';

export interface RasterConfig extends CellSizePx {
  /** Measured at this cell size. */
  readonly atlas: GlyphAtlas;
}

/** What `paint` touched. The same object each time: read it before the next call. */
export interface PaintedRows {
  /** Cell rows; `firstRow > lastRow` when nothing was painted. */
  firstRow: number;
  lastRow: number;
  /** How many cells were painted. */
  cellCount: number;
}

export interface Raster {
  /**
   * Paints the dirty cells (all with `isComplete`) into `pixels`: RGBA, not premultiplied,
   * `cols * cellWidthPx` by `rows * cellHeightPx`. A cell without background is transparent where
   * its glyph has no ink.
   *
   * @throws RangeError when `pixels` has another size, or is not aligned to 4 bytes.
   */
  paint(cells: CellGrid, pixels: Uint8ClampedArray, isComplete?: boolean): PaintedRows;
}

/**
 * Turns cells into pixels, without a GPU.
 *
 * @throws RangeError when the atlas was measured at another cell size.
 */
export function createRaster({ cellWidthPx, cellHeightPx, atlas }: RasterConfig): Raster {
  if (atlas.cellWidthPx !== cellWidthPx || atlas.cellHeightPx !== cellHeightPx) {
    throw new RangeError('The atlas was measured at another cell size');
  }
  return new SoftwareRaster(atlas);
}

class SoftwareRaster implements Raster {
  private readonly painted: PaintedRows = { firstRow: 0, lastRow: -1, cellCount: 0 };
  /** Kept between frames: a view is an allocation. */
  private words: Uint32Array = new Uint32Array(0);

  constructor(private readonly atlas: GlyphAtlas) {}

  paint(cells: CellGrid, pixels: Uint8ClampedArray, isComplete = false): PaintedRows {
    this.view(cells, pixels);
    this.painted.firstRow = cells.rows;
    this.painted.lastRow = -1;
    this.painted.cellCount = 0;
    for (let row = 0; row < cells.rows; row++) this.paintRow(cells, row, isComplete);
    return this.painted;
  }

  private paintRow(cells: CellGrid, row: number, isComplete: boolean): void {
    const start = row * cells.cols;
    let count = 0;
    for (let col = 0; col < cells.cols; col++) {
      if (!isComplete && cells.dirty[start + col] === 0) continue;
      paintCell(this.words, this.atlas, cells, col, row);
      count++;
    }
    if (count === 0) return;
    this.painted.firstRow = Math.min(this.painted.firstRow, row);
    this.painted.lastRow = row;
    this.painted.cellCount += count;
  }

  private view(cells: CellGrid, pixels: Uint8ClampedArray): void {
    const { cellWidthPx, cellHeightPx } = this.atlas;
    if (pixels.length !== cells.cols * cellWidthPx * cells.rows * cellHeightPx * 4) {
      throw new RangeError(`${pixels.length} bytes do not hold ${cells.cols}x${cells.rows} cells`);
    }
    if (this.words.buffer === pixels.buffer && this.words.byteOffset === pixels.byteOffset) return;
    this.words = new Uint32Array(pixels.buffer, pixels.byteOffset, pixels.length / 4);
  }
}

/** One pixel is one little-endian word, 0xAABBGGRR: every machine that runs a browser is so. */
function toWord(rgb: number): number {
  return ((rgb & 0xff) << 16) | (rgb & 0xff00) | ((rgb >>> 16) & 0xff);
}

function paintCell(
  words: Uint32Array,
  atlas: GlyphAtlas,
  cells: CellGrid,
  col: number,
  row: number,
): void {
  const cell = row * cells.cols + col;
  const stride = cells.cols * atlas.cellWidthPx;
  const target = row * atlas.cellHeightPx * stride + col * atlas.cellWidthPx;
  const source = atlas.slots[cells.glyphs[cell]] * atlas.cellWidthPx * atlas.cellHeightPx;
  const ink = toWord(cells.foreground[cell]);
  const background = cells.background[cell];
  if (background === NO_BACKGROUND) {
    paintInk(words, target, stride, atlas, source, ink);
  } else {
    paintTwoColours(words, target, stride, atlas, source, ink, toWord(background));
  }
}

/** Ink alone: the coverage is the alpha. */
function paintInk(
  words: Uint32Array,
  target: number,
  stride: number,
  atlas: GlyphAtlas,
  source: number,
  ink: number,
): void {
  const { coverage, cellWidthPx, cellHeightPx } = atlas;
  for (let y = 0; y < cellHeightPx; y++) {
    for (let x = 0; x < cellWidthPx; x++) {
      words[target + x] = ink | (coverage[source + x] << 24);
    }
    source += cellWidthPx;
    target += stride;
  }
}

/** Ink over paper, mixed in sRGB as terminals do. */
function paintTwoColours(
  words: Uint32Array,
  target: number,
  stride: number,
  atlas: GlyphAtlas,
  source: number,
  ink: number,
  paper: number,
): void {
  const { coverage, cellWidthPx, cellHeightPx } = atlas;
  for (let y = 0; y < cellHeightPx; y++) {
    for (let x = 0; x < cellWidthPx; x++) {
      words[target + x] = mix(paper, ink, coverage[source + x]);
    }
    source += cellWidthPx;
    target += stride;
  }
}

/** `share` (0..255) of `ink` on `paper`, opaque; red and blue are mixed in one multiplication. */
function mix(paper: number, ink: number, share: number): number {
  // 0..256, so that 255 is all ink and the division is a shift.
  const weight = share + (share >> 7);
  const rest = 256 - weight;
  const redBlue = Math.imul(ink & 0xff00ff, weight) + Math.imul(paper & 0xff00ff, rest) + 0x800080;
  const green = Math.imul(ink & 0xff00, weight) + Math.imul(paper & 0xff00, rest) + 0x8000;
  return ((redBlue >>> 8) & 0xff00ff) | ((green >>> 8) & 0xff00) | 0xff00_0000;
}
