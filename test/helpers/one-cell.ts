import { type CellGrid, createCellGrid } from '../../src/shared/ascii/cells';
import type { GlyphAtlas } from '../../src/shared/ascii/glyph-atlas';
import { createSampleGrid } from '../../src/shared/ascii/sample-grid';
import type { Style } from '../../src/shared/ascii/style-kernel';

/** One cell's samples: 8 lumas, and the chroma of its four quadrants (grey by default). */
export interface OneCell {
  readonly luma: readonly number[];
  readonly u?: readonly number[];
  readonly v?: readonly number[];
}

/** What a style makes of one cell. */
export function drawCell(style: Style, cell: OneCell, atlas?: GlyphAtlas): CellGrid {
  const samples = createSampleGrid(1, 1);
  samples.luma.set(cell.luma);
  if (cell.u) samples.u.set(cell.u);
  if (cell.v) samples.v.set(cell.v);
  const cells = createCellGrid(1, 1);
  style.createKernel(atlas)(samples, new Uint8Array([1]), cells);
  return cells;
}

/** Eight lumas as a picture: four rows of two, hex digits in steps of 17 (`f` is 255). */
export function lumaPicture(rows: readonly string[]): number[] {
  return Array.from(rows.join(''), (digit) => Number.parseInt(digit, 16) * 17);
}

export function glyphOf(cells: CellGrid): string {
  return String.fromCharCode(cells.glyphs[0]);
}
