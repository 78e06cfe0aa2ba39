import type { CellGrid } from '../../shared/ascii/cells';
import type { GlyphAtlas } from '../../shared/ascii/glyph-atlas';
import type { Disposable } from '../../shared/base/lifecycle';

export type PainterKind = 'webgl' | 'raster';

/** Where a painter paints: a canvas of whole cells, each as large as the atlas says. */
export type PaintTarget = OffscreenCanvasRenderingContext2D;

/**
 * Cells to pixels. All painters make the same picture: a cell without background lets the ground
 * through.
 */
export interface CellPainter extends Disposable {
  readonly kind: PainterKind;
  /**
   * Paints the dirty cells, or all with `isComplete`, over what `target` shows. Another grid size
   * or atlas than at the last call is a complete paint.
   */
  paint(target: PaintTarget, cells: CellGrid, atlas: GlyphAtlas, isComplete: boolean): void;
}
