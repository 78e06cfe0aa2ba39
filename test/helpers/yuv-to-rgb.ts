import type { YuvColour } from '../../src/shared/ascii/pixel-frame';

/** R, G and B of Y, U and V by the published matrices (BT.601, BT.709), in floats, not clamped. */
export function rgbOf(
  y: number,
  u: number,
  v: number,
  { matrix, isFullRange }: YuvColour,
): [red: number, green: number, blue: number] {
  const luma = isFullRange ? y : ((y - 16) * 255) / 219;
  const gain = isFullRange ? 1 : 255 / 224;
  const [cb, cr] = [(u - 128) * gain, (v - 128) * gain];
  return matrix === 'bt601'
    ? [luma + 1.402 * cr, luma - 0.344136 * cb - 0.714136 * cr, luma + 1.772 * cb]
    : [luma + 1.5748 * cr, luma - 0.187324 * cb - 0.468124 * cr, luma + 1.8556 * cb];
}
