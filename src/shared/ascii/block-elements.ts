const FIRST = 0x2580;
const LAST = 0x259f;

/** Whether `codePoint` is one of the Unicode block elements, U+2580..U+259F. */
export function isBlockElement(codePoint: number): boolean {
  return codePoint >= FIRST && codePoint <= LAST;
}

/** A part of the cell in eighths of its width and height. */
interface Part {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const part = (left: number, top: number, right: number, bottom: number): Part => ({
  left,
  top,
  right,
  bottom,
});

const QUADRANT_PARTS = {
  upperLeft: part(0, 0, 4, 4),
  upperRight: part(4, 0, 8, 4),
  lowerLeft: part(0, 4, 4, 8),
  lowerRight: part(4, 4, 8, 8),
};

/** U+2596..U+259F in the order of the code chart. */
const QUADRANTS: readonly (readonly Part[])[] = (() => {
  const { upperLeft, upperRight, lowerLeft, lowerRight } = QUADRANT_PARTS;
  return [
    [lowerLeft],
    [lowerRight],
    [upperLeft],
    [upperLeft, lowerLeft, lowerRight],
    [upperLeft, lowerRight],
    [upperLeft, upperRight, lowerLeft],
    [upperLeft, upperRight, lowerRight],
    [upperRight],
    [upperRight, lowerLeft],
    [upperRight, lowerLeft, lowerRight],
  ];
})();

/** Dots of the shades in a tile of 2x4, repeated: a quarter, a half, three quarters. */
const SHADES = [
  ['X ', '  ', ' X', '  '],
  ['X ', ' X', 'X ', ' X'],
  ['XX', ' X', 'XX', 'X '],
];
const FIRST_SHADE = 0x2591;

function isShade(codePoint: number): boolean {
  return codePoint >= FIRST_SHADE && codePoint < FIRST_SHADE + SHADES.length;
}

/** The parts that ink covers (Unicode code chart U+2580). */
function partsOf(codePoint: number): readonly Part[] {
  if (codePoint === 0x2580) return [part(0, 0, 8, 4)];
  if (codePoint <= 0x2588) return [part(0, 8 - (codePoint - 0x2580), 8, 8)];
  if (codePoint <= 0x258f) return [part(0, 0, 0x2590 - codePoint, 8)];
  if (codePoint === 0x2590) return [part(4, 0, 8, 8)];
  if (codePoint === 0x2594) return [part(0, 0, 8, 1)];
  if (codePoint === 0x2595) return [part(7, 0, 8, 8)];
  return QUADRANTS[codePoint - 0x2596];
}

/**
 * Coverage of a block element in a cell of the given size, `widthPx * heightPx` bytes, 0..255.
 * Edges snap to whole pixels, so that neighbouring cells meet without a seam. The shades are the
 * classic dots: drawn flat they could not be told from a solid cell.
 */
export function drawBlockElement(codePoint: number, widthPx: number, heightPx: number): Uint8Array {
  const coverage = new Uint8Array(widthPx * heightPx);
  if (isShade(codePoint)) drawShade(coverage, widthPx, SHADES[codePoint - FIRST_SHADE]);
  else for (const each of partsOf(codePoint)) fillPart(coverage, widthPx, heightPx, each);
  return coverage;
}

function fillPart(coverage: Uint8Array, widthPx: number, heightPx: number, each: Part): void {
  const right = snap(each.right, widthPx);
  const bottom = snap(each.bottom, heightPx);
  for (let y = snap(each.top, heightPx); y < bottom; y++) {
    coverage.fill(255, y * widthPx + snap(each.left, widthPx), y * widthPx + right);
  }
}

/** Dots grow with the cell, so that a shade looks the same on a dense screen. */
function drawShade(coverage: Uint8Array, widthPx: number, tile: readonly string[]): void {
  const dotPx = Math.max(1, Math.round(widthPx / 8));
  for (let at = 0; at < coverage.length; at++) {
    const x = Math.floor((at % widthPx) / dotPx) % 2;
    const y = Math.floor(at / widthPx / dotPx) % 4;
    coverage[at] = tile[y][x] === 'X' ? 255 : 0;
  }
}

function snap(eighths: number, lengthPx: number): number {
  return Math.round((eighths * lengthPx) / 8);
}
