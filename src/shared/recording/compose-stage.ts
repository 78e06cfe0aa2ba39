import { type CellGrid, NO_BACKGROUND } from '../ascii/cells';
import type { CellSpan } from '../ascii/cells-in-rect';
import { OWN_INK } from '../ascii/terminal-colour';
import { drawPicture } from './draw-picture';
import { drawTextRow } from './draw-text-row';
import type { TextGlyphs } from './text-glyphs';

/** A picture, and the rectangle of the stage's cells that it may fill. */
export interface PlacedPicture {
  readonly cells: CellGrid;
  readonly rect: CellSpan;
}

/** What is on the stage at one moment. */
export interface StageContent {
  /** From the top; what is wider than the stage is cut. */
  readonly textRows: readonly string[];
  /** Above the text, and the later above the earlier. */
  readonly pictures: readonly PlacedPicture[];
}

/** Draws the stage into `into`, whose size is the stage's; what lies outside is left out. */
export function composeStage(content: StageContent, into: CellGrid, glyphs: TextGlyphs): void {
  into.glyphs.fill(0x20);
  into.foreground.fill(OWN_INK);
  into.background.fill(NO_BACKGROUND);
  content.textRows.slice(0, into.rows).forEach((text, row) => {
    drawTextRow(text, row, into, glyphs);
  });
  for (const { cells, rect } of content.pictures) drawPicture(cells, rect, into);
}
