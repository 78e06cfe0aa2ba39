import type { PlaneSize } from './area-average';
import type { PixelFrame, YuvColour } from './pixel-frame';
import {
  CHROMA_COLS_PER_CELL,
  CHROMA_ROWS_PER_CELL,
  LUMA_COLS_PER_CELL,
  LUMA_ROWS_PER_CELL,
  type SampleGrid,
} from './sample-grid';

export interface SamplerConfig {
  /** Cells across and down. */
  readonly cols: number;
  readonly rows: number;
  /** Left and right swapped. */
  readonly mirror: boolean;
}

/** Samples frames of one format, size and colour space; its tables are made for them. */
export interface FrameSampler {
  /** False, and nothing done, when `frame` is not of the kind that this was made for. */
  trySample(frame: PixelFrame, samples: SampleGrid): boolean;
}

export function lumaImageSize({ cols, rows }: SamplerConfig): PlaneSize {
  return { width: cols * LUMA_COLS_PER_CELL, height: rows * LUMA_ROWS_PER_CELL };
}

export function chromaImageSize({ cols, rows }: SamplerConfig): PlaneSize {
  return { width: cols * CHROMA_COLS_PER_CELL, height: rows * CHROMA_ROWS_PER_CELL };
}

/** Size of the U and V planes of a 4:2:0 frame: odd sizes round up. */
export function chromaPlaneSize({ width, height }: PlaneSize): PlaneSize {
  return { width: (width + 1) >> 1, height: (height + 1) >> 1 };
}

export function createImage({ width, height }: PlaneSize): Uint16Array {
  return new Uint16Array(width * height);
}

export function isSameColour(a: YuvColour, b: YuvColour): boolean {
  return a.matrix === b.matrix && a.isFullRange === b.isFullRange;
}

/**
 * @throws RangeError when `plane` ends before the last of `height` rows of `rowBytes` does: a read
 *   beyond the end would quietly give black.
 */
export function checkPlane(
  plane: Uint8Array | Uint8ClampedArray,
  stride: number,
  rowBytes: number,
  height: number,
): void {
  if (stride < rowBytes || plane.length < stride * (height - 1) + rowBytes) {
    throw new RangeError(`${plane.length} bytes do not hold ${height} rows of ${rowBytes}`);
  }
}
