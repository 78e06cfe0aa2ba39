import { type CellGrid, NO_BACKGROUND } from './cells';
import type { KeyBudget } from './key-budget';
import { areNear, flatTolerance, mixed } from './near-colours';
import { COVERED, type TerminalCells } from './terminal-cells';
import {
  OWN_COLOUR,
  OWN_INK,
  type TerminalColour,
  toPaletteColour,
  toStepColour,
} from './terminal-colour';
import { paletteColours } from './terminal-palette';

/** '256': xterm's palette throughout. 'steps': 15-bit ink where a cell has no background. */
export type DeltaColours = '256' | 'steps';

const SPACE = 0x20;

const NUMBERS = paletteColours('256');

/**
 * Writes `cells` in a terminal's colours, and no more different glyphs than `budget` allows.
 *
 * @param tolerance By so much of 255 a channel may be off in a cell that `into` has already: it is
 * left as it is, where colours are '256'. Default: what is not exactly the same is written.
 */
export function quantiseCells(
  cells: CellGrid,
  into: TerminalCells,
  budget: KeyBudget,
  colours: DeltaColours,
  tolerance = 0,
): void {
  const oneColour = colours === '256' ? toPaletteColour : toStepColour;
  for (let cell = 0; cell < cells.glyphs.length; cell++) {
    const isFlat = tolerance > 0 && isFlatCell(cells, cell, tolerance);
    const glyph = isFlat ? SPACE : cells.glyphs[cell];
    const background = isFlat
      ? mixed(cells.foreground[cell], cells.background[cell])
      : cells.background[cell];
    if (tolerance > 0 && isHeld(into, cell, glyph, [cells.foreground[cell], background], tolerance))
      continue;
    const paper = paperOf(background);
    if (glyph === SPACE || glyph === COVERED) {
      write(into, cell, glyph, OWN_COLOUR, paper);
      continue;
    }
    const ink = inkOf(cells.foreground[cell], paper === OWN_COLOUR ? oneColour : toPaletteColour);
    const key = budget.take(glyph, ink, paper);
    write(into, cell, glyph, key.ink, key.paper);
  }
}

/** Whether ink can hardly be told from paper. */
function isFlatCell(
  { glyphs, foreground, background }: CellGrid,
  cell: number,
  tolerance: number,
): boolean {
  const [ink, paper] = [foreground[cell], background[cell]];
  if (ink === OWN_INK || paper === NO_BACKGROUND || glyphs[cell] === COVERED) return false;
  return areNear(ink, paper, flatTolerance(tolerance));
}

function isHeld(
  { glyphs, ink, paper }: TerminalCells,
  cell: number,
  glyph: number,
  [foreground, background]: readonly [number, number],
  tolerance: number,
): boolean {
  if (glyphs[cell] !== glyph) return false;
  const isBlank = glyph === SPACE || glyph === COVERED;
  return (
    (isBlank || isAlike(ink[cell], foreground, tolerance)) &&
    isAlike(paper[cell], background, tolerance)
  );
}

function isAlike(shown: TerminalColour, rgb: number, tolerance: number): boolean {
  return areNear(shown === OWN_COLOUR ? NO_BACKGROUND : NUMBERS[shown], rgb, tolerance);
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
