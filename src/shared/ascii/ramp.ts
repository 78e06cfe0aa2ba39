/** Number of luma levels, 0..255. */
const LEVELS = 256;

/**
 * Glyph of each luma level, 256 code points: the levels divided evenly among the glyphs of `ramp`.
 * (clivrt took `int((len - 1) * Y / 255)`, which keeps the last glyph for Y = 255 alone: its
 * brightest step never showed.) A glyph may occur more than once and then covers that many bins.
 */
export function rampGlyphs(ramp: string): Uint16Array {
  const glyphs = new Uint16Array(LEVELS);
  for (let luma = 0; luma < LEVELS; luma++) glyphs[luma] = ramp.charCodeAt(rampIndex(ramp, luma));
  return glyphs;
}

/** Place in `ramp` of the glyph for `luma` (0..255). */
export function rampIndex(ramp: string, luma: number): number {
  return Math.floor((luma * ramp.length) / LEVELS);
}

/**
 * The inverse: the luma that `glyph` stands for (the middle of its bins, 0..255), or null when
 * the ramp does not hold it.
 */
export function rampLuma(ramp: string, glyph: string): number | null {
  const first = ramp.indexOf(glyph);
  if (glyph.length !== 1 || first < 0) return null;
  const middle = (first + ramp.lastIndexOf(glyph) + 1) / 2;
  return (middle * LEVELS) / ramp.length - 0.5;
}
