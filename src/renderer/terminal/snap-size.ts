/** Browsers know font sizes in steps of 1/64 CSS pixel, as all lengths. */
const SIZE_STEPS_PER_PX = 64;

/** Rounding in the browser's floats, in steps. */
const SLACK_STEPS = 1e-3;

/**
 * The size nearest to `fontSizePx` (CSS pixels) at which letters are as wide as a whole number of
 * device pixels, or less than one step wider. `widthAt` gives their width at a size, in device
 * pixels.
 */
export function snapSize(fontSizePx: number, widthAt: (sizePx: number) => number): number {
  const width = widthAt(fontSizePx);
  if (!(width > 0)) return fontSizePx;
  const wanted = Math.max(1, Math.round(width));
  const exactSteps = (fontSizePx * SIZE_STEPS_PER_PX * wanted) / width;
  const steps = Math.ceil(exactSteps - SLACK_STEPS);
  // A letter at least as wide as its cell, by less than one step: the next size up when rounding
  // bites.
  const sizes = [steps, steps + 1].map((each) => each / SIZE_STEPS_PER_PX);
  return sizes.find((sizePx) => Math.floor(widthAt(sizePx)) === wanted) ?? fontSizePx;
}
