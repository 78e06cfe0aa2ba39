import type { CellPainter, PainterKind } from './cell-painter';
import { hasGpu } from './has-gpu';
import { RasterPainter } from './raster-painter';
import { WebglPainter } from './webgl-painter';

/** 'auto': with the GPU where there is one. The other two are for measurements and tests. */
export type PainterWish = 'auto' | PainterKind;

/**
 * The painter to use here. Where the CPU computes WebGL, the raster is several times as fast; it is
 * also used where WebGL fails to start.
 *
 * @param handleLost The painter that was given is one no more: choose another.
 */
export function choosePainter(wish: PainterWish, handleLost: () => void): CellPainter {
  if (wish === 'raster' || (wish === 'auto' && !hasGpu())) return new RasterPainter();
  try {
    return new WebglPainter(handleLost);
  } catch {
    return new RasterPainter();
  }
}
