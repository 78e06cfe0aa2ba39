/** Shares of the channels in luma (BT.709-6 section 3, item 3.2), in 1/256: they sum to 256. */
const RED = 54;
const GREEN = 183;
const BLUE = 19;

/** Luma of 0xRRGGBB, 0..255 in whole numbers. */
export function lumaOfRgb(rgb: number): number {
  return (RED * (rgb >> 16) + GREEN * ((rgb >> 8) & 0xff) + BLUE * (rgb & 0xff) + 128) >> 8;
}
