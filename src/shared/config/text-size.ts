/** Per cent of the size that the window is made for. */
export const USUAL_TEXT_SIZE = 100;
/** Below it nobody reads, above it no sentence fits into a small window. */
export const MIN_TEXT_SIZE = 50;
export const MAX_TEXT_SIZE = 300;

/** The steps of Chromium's own zoom, in per cent. */
const TEXT_SIZES = [50, 67, 75, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300] as const;

/** The next larger or smaller size of text; the same at either end. */
export function nextTextSize(current: number, step: 1 | -1): number {
  const beyond = step === 1 ? TEXT_SIZES : [...TEXT_SIZES].reverse();
  return beyond.find((size) => (size - current) * step > 0) ?? current;
}
