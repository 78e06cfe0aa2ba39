import { type CellGrid } from './cells';
import { DeltaPen, type TextOfGlyph } from './delta-pen';
import { KeyBudget } from './key-budget';
import { type DeltaColours, quantiseCells } from './quantise-cells';
import {
  copyTerminalCells,
  COVERED,
  createTerminalCells,
  isSameCell,
  isSolid,
  type TerminalCells,
} from './terminal-cells';

export interface AnsiDeltaOptions {
  /** Default: 'steps', xterm's palette but for 15-bit ink where a cell has no background. */
  readonly colours?: DeltaColours;
  /** Of the terminal that it is for, whatever was shown there before. Default: a fresh one. */
  readonly budget?: KeyBudget;
  /** The character that a glyph stands for. Default: that of its code point. */
  readonly textOf?: TextOfGlyph;
}

/** Synchronised output: a terminal shows all of it at once, or ignores the mode. */
const BEGIN_UPDATE = '\x1b[?2026h';
const END_UPDATE = '\x1b[?2026l';
const RESET = '\x1b[0m';
const CLEAR = `${RESET}\x1b[2J`;

/** Frames of one size for a terminal, each as what changes since the one before. */
export class AnsiDelta {
  private readonly budget: KeyBudget;
  private readonly colours: DeltaColours;
  private readonly textOf: TextOfGlyph;
  private readonly next: TerminalCells;
  private readonly current: TerminalCells;
  private isFirst = true;

  constructor(cols: number, rows: number, options: AnsiDeltaOptions = {}) {
    this.budget = options.budget ?? new KeyBudget();
    this.colours = options.colours ?? 'steps';
    this.textOf = options.textOf ?? ((glyph) => String.fromCharCode(glyph));
    this.next = createTerminalCells(cols, rows);
    this.current = createTerminalCells(cols, rows);
  }

  /** What the terminal shows after all that was encoded. The same object each time. */
  get shown(): TerminalCells {
    return this.current;
  }

  /**
   * Brings a terminal from the frame before to `cells`, and leaves its colours as they are by
   * default; the first frame clears it. '' when nothing changes.
   *
   * @throws RangeError when `cells` has another size.
   */
  encode(cells: CellGrid): string {
    if (cells.cols !== this.next.cols || cells.rows !== this.next.rows) {
      throw new RangeError(`A frame has ${this.next.cols}x${this.next.rows} cells`);
    }
    quantiseCells(cells, this.next, this.budget, this.colours);
    const changes = ansiDelta(this.next, this.current, this.textOf);
    copyTerminalCells(this.next, this.current);
    const before = this.isFirst ? CLEAR : '';
    this.isFirst = false;
    const written = before + changes;
    return written === '' ? '' : BEGIN_UPDATE + written + END_UPDATE;
  }
}

/**
 * What turns a terminal that shows `previous` into one that shows `next`: the changed cells alone,
 * from left to right and down. Solid stretches are erased in their colour (ECH), which puts
 * no glyph into any cache. The two are of one size.
 */
function ansiDelta(next: TerminalCells, previous: TerminalCells, textOf: TextOfGlyph): string {
  const pen = new DeltaPen(textOf);
  for (let row = 0; row < next.rows; row++) writeRow(next, previous, row, pen);
  return pen.text === '' ? '' : pen.text + RESET;
}

function writeRow(next: TerminalCells, previous: TerminalCells, row: number, pen: DeltaPen): void {
  const start = row * next.cols;
  for (let col = 0; col < next.cols;) {
    const cell = start + col;
    // A wide character covers its second half itself.
    if (isSameCell(next, previous, cell) || next.glyphs[cell] === COVERED) {
      col++;
    } else if (isSolid(next, cell)) {
      const cells = solidLength(next, previous, cell, start + next.cols);
      pen.fill(row, col, cells, next.paper[cell]);
      col += cells;
    } else {
      pen.write(row, col, next.glyphs[cell], next.ink[cell], next.paper[cell]);
      col++;
    }
  }
}

/** How many cells from `first` on are changed and of its one colour. */
function solidLength(
  next: TerminalCells,
  previous: TerminalCells,
  first: number,
  end: number,
): number {
  let cell = first + 1;
  while (
    cell < end &&
    isSolid(next, cell) &&
    next.paper[cell] === next.paper[first] &&
    !isSameCell(next, previous, cell)
  ) {
    cell++;
  }
  return cell - first;
}
