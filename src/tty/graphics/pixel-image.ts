import { type CellGrid, NO_BACKGROUND } from '../../shared/ascii/cells';
import { COLOURS } from '../screen/palette';
import type { Area } from '../screen/screen-layout';

/** Rows of pixels, 0xRRGGBB each. */
export interface PixelImage {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint32Array;
}

/** Pixels of a fine cell, one above the other. */
const PX_PER_CELL = 2;

/**
 * What the layer of pixels has at `place`, in cells of the stage, of which the layer has `density`
 * times as many across. Where there is no picture it is the window's ground.
 */
export function cutImage(layer: CellGrid, place: Area, density: number): PixelImage {
  const [left, top] = [place.col * density, place.row * density];
  const width = Math.max(0, Math.min(layer.cols - left, place.cols * density));
  const rows = Math.max(0, Math.min(layer.rows - top, place.rows * density));
  const pixels = new Uint32Array(width * rows * PX_PER_CELL);
  for (let row = 0; row < rows; row++) {
    const upper = row * PX_PER_CELL * width;
    for (let col = 0; col < width; col++) {
      const cell = (top + row) * layer.cols + left + col;
      const paper = layer.background[cell];
      const isBlank = paper === NO_BACKGROUND;
      pixels[upper + col] = isBlank ? COLOURS.ground : layer.foreground[cell];
      pixels[upper + width + col] = isBlank ? COLOURS.ground : paper;
    }
  }
  return { width, height: rows * PX_PER_CELL, pixels };
}
