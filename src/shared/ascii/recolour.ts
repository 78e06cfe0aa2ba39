import { type CellGrid, NO_BACKGROUND } from './cells';
import { DITHER_COLS, DITHER_ROWS, DITHER_STEPS, DITHER_THRESHOLDS } from './dither-thresholds';
import type { PaletteMap } from './palette-map';
import { writeCell } from './style-kernel';

/**
 * Writes the dirty cells of `drawn` into `cells`, in other colours, and marks those that changed.
 */
export type Recolour = (drawn: CellGrid, cells: CellGrid) => void;

/** The one glyph whose two colours are two pixels, one above the other. */
const UPPER_HALF = 0x2580;

/** @param isDithered Whether two colours may take turns where one between them is wanted. */
export function createRecolour({ map, paper }: PaletteMap, isDithered: boolean): Recolour {
  return (drawn, cells) => {
    const { cols, glyphs, foreground, background, dirty } = drawn;
    for (let cell = 0; cell < dirty.length; cell++) {
      if (dirty[cell] === 0) continue;
      const col = cell % cols;
      const row = (cell - col) / cols;
      const glyph = glyphs[cell];
      const isHalf = glyph === UPPER_HALF;
      const inkStep = isDithered ? thresholdAt(col, isHalf ? 2 * row : row) : DITHER_STEPS;
      const paperStep = isDithered ? thresholdAt(col, isHalf ? 2 * row + 1 : row) : DITHER_STEPS;
      const below = background[cell];
      const shownBelow = below === NO_BACKGROUND ? paper : map(below, paperStep);
      writeCell(cells, cell, glyph, map(foreground[cell], inkStep), shownBelow);
    }
  };
}

function thresholdAt(x: number, y: number): number {
  return DITHER_THRESHOLDS[(y % DITHER_ROWS) * DITHER_COLS + (x % DITHER_COLS)];
}
