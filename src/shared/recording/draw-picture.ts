import type { CellGrid } from '../ascii/cells';
import type { CellSpan } from '../ascii/cells-in-rect';
import { COVERED } from '../ascii/terminal-cells';

const SPACE = 0x20;

/**
 * Puts a picture into the middle of `rect`, as it is on the stage: cell for cell where its cells
 * are as large as the text's, else every so many of them, or each of them more than once.
 */
export function drawPicture(picture: CellGrid, rect: CellSpan, into: CellGrid): void {
  const placed = placePicture(picture, rect);
  const top = Math.max(0, placed.row);
  const bottom = Math.min(into.rows, placed.row + placed.rows);
  for (let row = top; row < bottom; row++) {
    const from = Math.floor(((row - placed.row + 0.5) * picture.rows) / placed.rows);
    drawRow(picture, from, placed, row, into);
  }
}

/** The cells of the stage that the picture covers: it fills `rect` one way or the other. */
export function placePicture(picture: Pick<CellGrid, 'cols' | 'rows'>, rect: CellSpan): CellSpan {
  const density = Math.max(picture.cols / rect.cols, picture.rows / rect.rows);
  const cols = Math.max(1, Math.min(rect.cols, Math.round(picture.cols / density)));
  const rows = Math.max(1, Math.min(rect.rows, Math.round(picture.rows / density)));
  return {
    col: rect.col + Math.floor((rect.cols - cols) / 2),
    row: rect.row + Math.floor((rect.rows - rows) / 2),
    cols,
    rows,
  };
}

function drawRow(
  picture: CellGrid,
  from: number,
  placed: CellSpan,
  row: number,
  into: CellGrid,
): void {
  const left = Math.max(0, placed.col);
  const right = Math.min(into.cols, placed.col + placed.cols);
  if (left >= right) return;
  freeEdges(into, row, left, right);
  for (let col = left; col < right; col++) {
    const across = Math.floor(((col - placed.col + 0.5) * picture.cols) / placed.cols);
    copyCell(picture, from * picture.cols + across, into, row * into.cols + col);
  }
}

function copyCell(picture: CellGrid, from: number, into: CellGrid, to: number): void {
  into.glyphs[to] = picture.glyphs[from];
  into.foreground[to] = picture.foreground[from];
  into.background[to] = picture.background[from];
}

/** Blanks wide characters that the stretch `left`..`right` of a row cuts into. */
function freeEdges(into: CellGrid, row: number, left: number, right: number): void {
  const line = into.glyphs.subarray(row * into.cols, (row + 1) * into.cols);
  for (let col = right; col < line.length && line[col] === COVERED; col++) line[col] = SPACE;
  if (line[left] !== COVERED) return;
  let lead = left - 1;
  while (lead > 0 && line[lead] === COVERED) lead--;
  line.fill(SPACE, Math.max(0, lead), left);
}
