import { cellWidth } from '../text/cell-width';
import { colourParameters, type TerminalColour } from './terminal-colour';

/** The character that a glyph stands for. */
export type TextOfGlyph = (glyph: number) => string;

const CSI = '\x1b[';
const UNKNOWN = -1;

/**
 * Writes cells as text for a terminal, and remembers where its cursor and what its colours are, so
 * that neither is said twice.
 */
export class DeltaPen {
  /** All that was written. */
  text = '';
  private row = UNKNOWN;
  private col = UNKNOWN;
  private ink: TerminalColour = UNKNOWN;
  private paper: TerminalColour = UNKNOWN;

  constructor(private readonly textOf: TextOfGlyph) {}

  write(row: number, col: number, glyph: number, ink: TerminalColour, paper: TerminalColour): void {
    this.moveTo(row, col);
    this.setColours(ink, paper);
    const text = this.textOf(glyph);
    this.text += text;
    // Terminals differ in how far anything but a plain character moves the cursor.
    this.col = text.length === 1 && cellWidth(text) === 1 ? col + 1 : UNKNOWN;
  }

  /** Erases `cells` cells in a colour (ECH), which leaves the cursor where it is. */
  fill(row: number, col: number, cells: number, paper: TerminalColour): void {
    this.moveTo(row, col);
    this.setColours(this.ink, paper);
    this.text += `${CSI}${countOf(cells)}X`;
  }

  private moveTo(row: number, col: number): void {
    if (row === this.row && col === this.col) return;
    const isAhead = row === this.row && this.col !== UNKNOWN && col > this.col;
    this.text += isAhead ? `${CSI}${countOf(col - this.col)}C` : `${CSI}${row + 1};${col + 1}H`;
    this.row = row;
    this.col = col;
  }

  private setColours(ink: TerminalColour, paper: TerminalColour): void {
    const parameters: string[] = [];
    if (ink !== this.ink) parameters.push(colourParameters(38, ink));
    if (paper !== this.paper) parameters.push(colourParameters(48, paper));
    this.ink = ink;
    this.paper = paper;
    if (parameters.length > 0) this.text += `${CSI}${parameters.join(';')}m`;
  }
}

/** A count of one need not be said. */
function countOf(count: number): string {
  return count === 1 ? '' : String(count);
}
