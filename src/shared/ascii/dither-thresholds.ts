/** Sides of the pattern, in cells; in halves of them down where a cell is two pixels. */
export const DITHER_COLS = 8;
export const DITHER_ROWS = 8;

/** Steps between which a threshold decides: 0..DITHER_STEPS - 1. */
export const DITHER_STEPS = DITHER_COLS * DITHER_ROWS;

/**
 * Bayer's ordered pattern, `row * 8 + col`: every threshold once, neighbours as different as can
 * be. It stands still on the grid, so that a still picture does not flicker.
 */
export const DITHER_THRESHOLDS: Uint8Array = Uint8Array.from({ length: DITHER_STEPS }, (_, at) =>
  threshold(at % DITHER_COLS, Math.floor(at / DITHER_COLS)),
);

/** The bits of x ^ y and y, interleaved and reversed. */
function threshold(x: number, y: number): number {
  let value = 0;
  for (let bit = 0; bit < 3; bit++) {
    value = (value << 2) | ((((x ^ y) >> bit) & 1) << 1) | ((y >> bit) & 1);
  }
  return value;
}
