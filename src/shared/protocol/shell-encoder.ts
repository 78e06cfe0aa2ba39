import {
  copyShellCell,
  COVERED,
  createShellScreen,
  isSameAcross,
  isSameCursor,
  isSameShellCell,
  moveShellRows,
  type RowSpan,
  type ShellScreen,
} from '../shell/shell-screen';
import { SEQUENCE_COUNT } from './glyph-wire';
import { writeRun } from './shell-runs';
import {
  FLAG_CURSOR,
  FLAG_HIDDEN,
  FLAG_RESET,
  FLAG_WHOLE,
  MAX_SHELL_MESSAGE_BYTES,
  MOVE_BYTES,
  OP_DOWN,
  OP_UP,
  SHELL_CELLS,
} from './shell-wire';

export interface EncodedShell {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly sequence: number;
}

/** Cells that have not changed are sent along where that is cheaper than to begin anew. */
const MAX_BRIDGE = 4;
/** Fewer rows that are elsewhere are written again. */
const MIN_MOVED_ROWS = 2;

/**
 * Turns a screen into messages of the cells that changed, a packet each. What does not fit into one
 * is in the next, which begins where that one ended, with the screen as it is by then.
 */
export class ShellEncoder {
  /** What the other end shows once all that was sent has come. */
  private shown: ShellScreen | null = null;
  private cursorCell = 0;
  private sequence = 0;
  private isHidden = false;
  private isWhole = false;

  /** The other end may have lost some: it gets everything again. */
  reset(): void {
    this.shown = null;
  }

  /**
   * The next message about `screen`; `null`: the other end has all of it.
   *
   * @param isHidden What is on it is kept from the other end: that is said, and nothing more.
   */
  encode(screen: ShellScreen, isHidden = false): EncodedShell | null {
    const isNew = this.shown?.cols !== screen.cols || this.shown.rows !== screen.rows;
    if (this.shown === null || isNew) {
      this.shown = createShellScreen(screen);
      this.cursorCell = 0;
      this.isWhole = false;
    }
    if (isHidden) return this.hide(this.shown, isNew);
    const wasHidden = this.isHidden;
    this.isHidden = false;
    return this.next(screen, this.shown, isNew, wasHidden);
  }

  private hide(shown: ShellScreen, isNew: boolean): EncodedShell | null {
    if (this.isHidden && !isNew) return null;
    this.isHidden = true;
    return this.message(shown, FLAG_HIDDEN | (isNew ? FLAG_RESET : 0), []);
  }

  private next(
    screen: ShellScreen,
    shown: ShellScreen,
    isNew: boolean,
    wasHidden: boolean,
  ): EncodedShell | null {
    const room = MAX_SHELL_MESSAGE_BYTES - 8;
    const operations: number[] = isNew ? [] : moveRows(screen, shown);
    const isComplete = this.writeRuns(screen, shown, operations, room);
    const isNews = operations.length > 0 || isNew || wasHidden || !this.isWhole;
    if (!isNews && isSameCursor(screen.cursor, shown.cursor)) return null;
    shown.cursor = screen.cursor;
    this.isWhole = isComplete;
    const flags = (isNew ? FLAG_RESET : 0) | (isComplete ? FLAG_WHOLE : 0);
    return this.message(screen, flags, operations);
  }

  /** From where the message before ended, once around; `false`: there is more. */
  private writeRuns(
    screen: ShellScreen,
    shown: ShellScreen,
    operations: number[],
    room: number,
  ): boolean {
    const count = screen.cols * screen.rows;
    const start = this.cursorCell % count;
    for (const [from, to] of [
      [start, count],
      [0, start],
    ]) {
      for (let cell = from; cell < to;) {
        if (isSameShellCell(screen, shown, cell)) {
          cell++;
          continue;
        }
        const first = isCoveredIn(screen, cell) ? cell - 1 : cell;
        const end = changedEnd(screen, shown, cell, count);
        const run = writeRun(screen, first, end, room - operations.length);
        if (run === null) {
          this.cursorCell = first;
          return false;
        }
        operations.push(...run.bytes);
        for (let each = first; each < run.end; each++) copyShellCell(screen, each, shown, each);
        cell = Math.max(run.end, cell + 1);
      }
    }
    this.cursorCell = 0;
    return true;
  }

  private message(
    { cols, rows, cursor }: ShellScreen,
    flags: number,
    operations: readonly number[],
  ): EncodedShell {
    const { sequence } = this;
    this.sequence = (sequence + 1) % SEQUENCE_COUNT;
    const all = flags | (cursor.isVisible ? FLAG_CURSOR : 0);
    const col = Math.min(cursor.col, cols - 1);
    const row = Math.min(cursor.row, rows - 1);
    const head = [SHELL_CELLS, all, sequence >> 8, sequence & 0xff, cols, rows, col, row];
    return { bytes: Uint8Array.from([...head, ...operations]), sequence };
  }
}

function isCoveredIn({ texts, cols }: ShellScreen, cell: number): boolean {
  return texts[cell] === COVERED && cell % cols !== 0;
}

/** Behind the last cell of a stretch that changed, short bridges included. */
function changedEnd(screen: ShellScreen, shown: ShellScreen, from: number, count: number): number {
  let end = from + 1;
  for (let cell = end; cell < count && cell - end <= MAX_BRIDGE; cell++) {
    if (!isSameShellCell(screen, shown, cell)) end = cell + 1;
  }
  // A wide character goes with the cell that it covers.
  return end < count && isCoveredIn(screen, end) ? end + 1 : end;
}

/** Where rows of `shown` are elsewhere on `screen` they are moved there; what says so. */
function moveRows(screen: ShellScreen, shown: ShellScreen): number[] {
  const span = changedRows(screen, shown);
  if (span === null) return [];
  const height = span.bottom - span.top + 1;
  let best = 0;
  let bestRows = rowsRightAt(screen, shown, span, 0) + MIN_MOVED_ROWS - 1;
  for (let by = 1; by < height; by++) {
    for (const signed of [by, -by]) {
      const rows = rowsRightAt(screen, shown, span, signed);
      if (rows > bestRows) [best, bestRows] = [signed, rows];
    }
  }
  if (best === 0) return [];
  moveShellRows(shown, span, best);
  const operation = best > 0 ? OP_UP : OP_DOWN;
  const bytes = [operation, span.top, span.bottom, Math.abs(best)];
  return bytes.slice(0, MOVE_BYTES);
}

/** From the first to the last row that differs. */
function changedRows(screen: ShellScreen, shown: ShellScreen): RowSpan | null {
  let top = 0;
  let bottom = screen.rows - 1;
  while (top <= bottom && isSameRow(screen, top, shown, top)) top++;
  while (bottom > top && isSameRow(screen, bottom, shown, bottom)) bottom--;
  return top >= bottom ? null : { top, bottom };
}

/** How many rows with something on them are right once those shown are moved up by `by`. */
function rowsRightAt(
  screen: ShellScreen,
  shown: ShellScreen,
  { top, bottom }: RowSpan,
  by: number,
): number {
  let rows = 0;
  for (let row = top; row <= bottom; row++) {
    const from = row + by;
    if (from < top || from > bottom) continue;
    if (isSameRow(screen, row, shown, from) && !isBlankRow(screen, row)) rows++;
  }
  return rows;
}

function isSameRow(one: ShellScreen, row: number, other: ShellScreen, otherRow: number): boolean {
  const { cols } = one;
  for (let col = 0; col < cols; col++) {
    if (!isSameAcross(one, row * cols + col, other, otherRow * cols + col)) return false;
  }
  return true;
}

function isBlankRow({ texts, cols, papers }: ShellScreen, row: number): boolean {
  for (let cell = row * cols; cell < (row + 1) * cols; cell++) {
    if (texts[cell] !== ' ' || papers[cell] !== 0) return false;
  }
  return true;
}
