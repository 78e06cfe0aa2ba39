import type { PixelFrame } from '../../../src/shared/ascii/pixel-frame';
import { readStamp } from './frame-stamp';

/**
 * The number that a frame is stamped with; null where none is to be read, or there are no planes.
 */
export function stampOf(frame: PixelFrame): number | null {
  if (frame.format === 'rgba') return null;
  return readStamp(frame.y, frame.yStride, frame.width, frame.height);
}
