import type { LumaFrame } from './fake-camera';

/** Mean brightness per cell of a grid laid over a picture, row by row. */
export function cellBrightness(frame: LumaFrame, cols: number, rows: number): number[] {
  const cells = [];
  for (let row = 0; row < rows; row++) {
    for (let col = 0; col < cols; col++) cells.push(meanOf(frame, cols, rows, col, row));
  }
  return cells;
}

function meanOf(frame: LumaFrame, cols: number, rows: number, col: number, row: number): number {
  const left = Math.floor((col * frame.widthPx) / cols);
  const right = Math.max(left + 1, Math.floor(((col + 1) * frame.widthPx) / cols));
  const top = Math.floor((row * frame.heightPx) / rows);
  const bottom = Math.max(top + 1, Math.floor(((row + 1) * frame.heightPx) / rows));
  let sum = 0;
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) sum += frame.luma[y * frame.widthPx + x];
  }
  return sum / ((right - left) * (bottom - top));
}

/** Pearson's correlation of two rows of numbers, -1 to 1; 0 when one of them is all the same. */
export function pearson(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length || a.length === 0) throw new Error('rows of unequal or no length');
  const meanA = mean(a);
  const meanB = mean(b);
  let cross = 0;
  let squareA = 0;
  let squareB = 0;
  for (let index = 0; index < a.length; index++) {
    const fromA = a[index] - meanA;
    const fromB = b[index] - meanB;
    cross += fromA * fromB;
    squareA += fromA * fromA;
    squareB += fromB * fromB;
  }
  return squareA === 0 || squareB === 0 ? 0 : cross / Math.sqrt(squareA * squareB);
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * How well a picture made of text shows one of these frames: the best correlation of brightness per
 * block of cells. `inkOf` gives the brightness of a character (its place in the ramp). Blocks, not
 * cells, because a glyph's brightness is only right on average.
 */
export function bestTextMatch(
  text: string,
  frames: readonly LumaFrame[],
  inkOf: (character: string) => number,
  blockCells = 2,
): number {
  const lines = text.split('\n').filter((line) => line !== '');
  const rows = Math.floor(lines.length / blockCells);
  const cols = Math.floor(
    Math.max(0, ...lines.map((line) => Array.from(line).length)) / blockCells,
  );
  if (rows < 4 || cols < 4) throw new Error(`too small a picture to compare:\n${text}`);
  const ink = textBlocks(lines, cols, rows, blockCells, inkOf);
  return Math.max(...frames.map((frame) => pearson(ink, cellBrightness(frame, cols, rows))));
}

function textBlocks(
  lines: readonly string[],
  cols: number,
  rows: number,
  size: number,
  inkOf: (character: string) => number,
): number[] {
  const grid = lines.map((line) => Array.from(line));
  const blocks = [];
  for (let row = 0; row < rows; row++) {
    for (let col = 0; col < cols; col++) {
      const cells = grid
        .slice(row * size, (row + 1) * size)
        .flatMap((line) => line.slice(col * size, (col + 1) * size));
      blocks.push(mean(cells.map(inkOf)));
    }
  }
  return blocks;
}
