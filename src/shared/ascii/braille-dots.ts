const FIRST = 0x2800;
const LAST = 0x28ff;

/** Whether `codePoint` is a braille pattern, U+2800..U+28FF. */
export function isBraille(codePoint: number): boolean {
  return codePoint >= FIRST && codePoint <= LAST;
}

/**
 * Bit of the dot at (x, y) of a pattern, at `y * 2 + x`: Unicode numbers the first six by column.
 */
export const BRAILLE_DOT_BITS: readonly number[] = [0, 3, 1, 4, 2, 5, 6, 7];

/** Across a dot, as a share of the way to the next: dots that nearly touch give the most light. */
const DOT_SIZE = 0.86;

/** Points per pixel and axis at which a dot's edge is measured. */
const EDGE_STEPS = 4;

/**
 * Coverage of each of the 256 patterns in a cell of the given size, `widthPx * heightPx` bytes,
 * 0..255. An even grid of 2x4 round dots: fonts leave wider gaps between cells than within, which
 * shows as bars across a picture.
 */
export function drawBraillePatterns(widthPx: number, heightPx: number): Uint8Array[] {
  const dots = BRAILLE_DOT_BITS.map((_, dot) => drawDot(dot % 2, dot >> 1, widthPx, heightPx));
  return Array.from({ length: LAST - FIRST + 1 }, (_, pattern) => {
    const coverage = new Uint8Array(widthPx * heightPx);
    dots.forEach((dot, place) => {
      if (((pattern >> BRAILLE_DOT_BITS[place]) & 1) === 1) addInk(coverage, dot);
    });
    return coverage;
  });
}

/** Dots do not overlap, so the inks of a pixel that two of them share add up. */
function addInk(coverage: Uint8Array, ink: Uint8Array): void {
  for (let at = 0; at < coverage.length; at++) {
    coverage[at] = Math.min(255, coverage[at] + ink[at]);
  }
}

/**
 * The dot in column `dotX` and row `dotY`: the ink of a pixel is how many of its points lie in it.
 */
function drawDot(dotX: number, dotY: number, widthPx: number, heightPx: number): Uint8Array {
  const points = EDGE_STEPS * EDGE_STEPS;
  return Uint8Array.from({ length: widthPx * heightPx }, (_, at) => {
    let inside = 0;
    for (let point = 0; point < points; point++) {
      const x = (at % widthPx) + ((point % EDGE_STEPS) + 0.5) / EDGE_STEPS;
      const y = Math.floor(at / widthPx) + (Math.floor(point / EDGE_STEPS) + 0.5) / EDGE_STEPS;
      const fromMiddleX = (2 * x) / widthPx - dotX - 0.5;
      const fromMiddleY = (4 * y) / heightPx - dotY - 0.5;
      if (Math.hypot(fromMiddleX, fromMiddleY) <= DOT_SIZE / 2) inside++;
    }
    return Math.round((inside * 255) / points);
  });
}
