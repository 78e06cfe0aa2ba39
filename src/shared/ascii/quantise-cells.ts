import { type CellGrid, NO_BACKGROUND } from './cells';
import type { KeyBudget } from './key-budget';
import { COVERED, type TerminalCells } from './terminal-cells';
import {
  OWN_COLOUR,
  OWN_INK,
  type TerminalColour,
  toPaletteColour,
  toStepColour,
} from './terminal-colour';

/** '256': xterm's palette throughout. 'steps': 15-bit ink where a cell has no background. */
export type DeltaColours = '256' | 'steps';

const SPACE = 0x20;

/** Writes `cells` in a terminal's colours, and no more different glyphs than `budget` allows. */
export function quantiseCells(
  cells: CellGrid,
  into: TerminalCells,
  budget: KeyBudget,
  colours: DeltaColours,
): void {
  const oneColour = colours === '256' ? toPaletteColour : toStepColour;
  for (let cell = 0; cell < cells.glyphs.length; cell++) {
    const glyph = cells.glyphs[cell];
    const paper = paperOf(cells.background[cell]);
    if (glyph === SPACE || glyph === COVERED) {
      write(into, cell, glyph, OWN_COLOUR, paper);
      continue;
    }
    const ink = inkOf(cells.foreground[cell], paper === OWN_COLOUR ? oneColour : toPaletteColour);
    const key = budget.take(glyph, ink, paper);
    write(into, cell, glyph, key.ink, key.paper);
  }
}

function paperOf(background: number): TerminalColour {
  return background === NO_BACKGROUND ? OWN_COLOUR : toPaletteColour(background);
}

function inkOf(foreground: number, quantise: (rgb: number) => TerminalColour): TerminalColour {
  return foreground === OWN_INK ? OWN_COLOUR : quantise(foreground);
}

function write(
  into: TerminalCells,
  cell: number,
  glyph: number,
  ink: TerminalColour,
  paper: TerminalColour,
): void {
  into.glyphs[cell] = glyph;
  into.ink[cell] = ink;
  into.paper[cell] = paper;
}
