import type { CellGrid } from '../../shared/ascii/cells';
import type { GlyphAtlas } from '../../shared/ascii/glyph-atlas';
import { createRaster, type Raster } from '../../shared/ascii/raster';
import type { CellPainter, PaintTarget } from './cell-painter';

/** Paints without a GPU: pixels are made here, and the rows that changed are put on the canvas. */
export class RasterPainter implements CellPainter {
  readonly kind = 'raster';
  private atlas: GlyphAtlas | null = null;
  private raster: Raster | null = null;
  private image: ImageData | null = null;

  paint(target: PaintTarget, cells: CellGrid, atlas: GlyphAtlas, isComplete: boolean): void {
    const raster = this.rasterFor(atlas);
    const known = this.image;
    const image = this.imageFor(cells, atlas);
    const painted = raster.paint(cells, image.data, isComplete || image !== known);
    const { firstRow, lastRow } = painted;
    if (firstRow > lastRow) return;
    const top = firstRow * atlas.cellHeightPx;
    const height = (lastRow - firstRow + 1) * atlas.cellHeightPx;
    target.putImageData(image, 0, 0, 0, top, image.width, height);
  }

  private rasterFor(atlas: GlyphAtlas): Raster {
    if (this.raster && this.atlas === atlas) return this.raster;
    const { cellWidthPx, cellHeightPx } = atlas;
    this.raster = createRaster({ cellWidthPx, cellHeightPx, atlas });
    this.atlas = atlas;
    this.image = null;
    return this.raster;
  }

  private imageFor(cells: CellGrid, atlas: GlyphAtlas): ImageData {
    const width = cells.cols * atlas.cellWidthPx;
    const height = cells.rows * atlas.cellHeightPx;
    if (this.image?.width !== width || this.image.height !== height) {
      this.image = new ImageData(width, height);
    }
    return this.image;
  }

  dispose(): void {
    this.image = null;
  }
}
