import { type CellGrid, createCellGrid } from '../../shared/ascii/cells';

/** A copy, which nobody else writes to. */
export function copyCells({ cols, rows, glyphs, foreground, background }: CellGrid): CellGrid {
  const copy = createCellGrid(cols, rows);
  copy.glyphs.set(glyphs);
  copy.foreground.set(foreground);
  copy.background.set(background);
  return copy;
}
