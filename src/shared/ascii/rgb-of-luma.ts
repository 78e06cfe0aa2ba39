/** Of full-range BT.709 (BT.709-6 section 3, item 3.3, solved for R, G and B), in 1/4096. */
const RED_FROM_V = 6450;
const GREEN_FROM_U = -767;
const GREEN_FROM_V = -1917;
const BLUE_FROM_U = 7601;
const HALF = 1 << 11;

/**
 * 0xRRGGBB of a luma (0..255) and chroma (-128..127 around grey), in whole numbers. What leaves the
 * gamut is cut off, channel by channel.
 */
export function packYuv(luma: number, u: number, v: number): number {
  const red = clampToByte(luma + ((RED_FROM_V * v + HALF) >> 12));
  const green = clampToByte(luma + ((GREEN_FROM_U * u + GREEN_FROM_V * v + HALF) >> 12));
  const blue = clampToByte(luma + ((BLUE_FROM_U * u + HALF) >> 12));
  return (red << 16) | (green << 8) | blue;
}

function clampToByte(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : value;
}
