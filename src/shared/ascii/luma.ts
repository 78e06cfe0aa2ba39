/**
 * Light of a gamma-coded value is value^2.2: near enough to sRGB's own curve (IEC 61966-2-1) for
 * gains, and a gain in light is then a gain in the value.
 */
export const DISPLAY_GAMMA = 2.2;

/** Light of each luma, 256 entries, 0..1. */
export const LIGHT_OF_LUMA = Float32Array.from(
  { length: 256 },
  (_, luma) => (luma / 255) ** DISPLAY_GAMMA,
);

/** Shares of the channels in luma (BT.709-6 section 3, item 3.2), in 1/256: they sum to 256. */
const RED = 54;
const GREEN = 183;
const BLUE = 19;

/** Of full-range BT.709 (BT.709-6 section 3, item 3.3, solved for R, G and B), in 1/4096. */
const RED_FROM_V = 6450;
const GREEN_FROM_U = -767;
const GREEN_FROM_V = -1917;
const BLUE_FROM_U = 7601;
const HALF = 1 << 11;

/** Luma of 0xRRGGBB, 0..255 in whole numbers. */
export function lumaOfRgb(rgb: number): number {
  return (RED * (rgb >> 16) + GREEN * ((rgb >> 8) & 0xff) + BLUE * (rgb & 0xff) + 128) >> 8;
}

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

/** A level that a byte can hold, 0..255. */
export function clampToByte(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : value;
}
