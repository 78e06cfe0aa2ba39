/**
 * The colour to show in place of 0xRRGGBB. `threshold` (0..DITHER_STEPS) decides between two
 * neighbours in a palette where neither of them is the colour; DITHER_STEPS gives the nearest.
 */
export type ColourMap = (rgb: number, threshold: number) => number;
