import { createShellScreen, moveShellRows, type ShellScreen } from '../shell/shell-screen';
import { SEQUENCE_COUNT } from './glyph-wire';
import { RunReader } from './shell-runs';
import {
  ALL_SHELL_FLAGS,
  FLAG_CURSOR,
  FLAG_HIDDEN,
  FLAG_RESET,
  FLAG_WHOLE,
  isShellGrid,
  MAX_SHELL_MESSAGE_BYTES,
  OP_DOWN,
  OP_RUN,
  OP_UP,
  SHELL_CELLS,
  SHELL_CELLS_HEADER_BYTES,
} from './shell-wire';

/** What a message made of the screen. */
export interface ShellChange {
  readonly screen: ShellScreen;
  readonly sequence: number;
  /** The screen is as it is at the other end. */
  readonly isWhole: boolean;
  /** The other end keeps what is on it to itself for a moment. */
  readonly isHidden: boolean;
}

/** The screen that the messages of the other end make, one after the other. */
export class ShellDecoder {
  private screen: ShellScreen | null = null;
  private nextSequence = 0;

  /**
   * What `bytes` make of the screen, which is the same object until there is a new one. `null`:
   * they are no cells that continue what came before; the screen is then as it was, or there is
   * none until a new one begins. Never throws.
   */
  apply(bytes: Uint8Array): ShellChange | null {
    const { length } = bytes;
    if (length < SHELL_CELLS_HEADER_BYTES || length > MAX_SHELL_MESSAGE_BYTES) return null;
    const [kind, flags, high, low, cols, rows] = bytes;
    if (kind !== SHELL_CELLS || (flags & ~ALL_SHELL_FLAGS) !== 0) return null;
    const sequence = (high << 8) | low;
    const screen = this.screenFor(flags, sequence, cols, rows);
    if (screen === null || !applyOperations(screen, bytes)) {
      this.clear();
      return null;
    }
    this.screen = screen;
    this.nextSequence = (sequence + 1) % SEQUENCE_COUNT;
    const isHidden = (flags & FLAG_HIDDEN) !== 0;
    return { screen, sequence, isWhole: (flags & FLAG_WHOLE) !== 0, isHidden };
  }

  /** There is no screen any more. */
  clear(): void {
    this.screen = null;
  }

  private screenFor(
    flags: number,
    sequence: number,
    cols: number,
    rows: number,
  ): ShellScreen | null {
    if (!isShellGrid(cols, rows)) return null;
    if ((flags & FLAG_RESET) !== 0) return createShellScreen({ cols, rows });
    if (this.screen?.cols !== cols || this.screen.rows !== rows) return null;
    return sequence === this.nextSequence ? this.screen : null;
  }
}

function applyOperations(screen: ShellScreen, bytes: Uint8Array): boolean {
  const [col, row] = [bytes[6], bytes[7]];
  if (col >= screen.cols || row >= screen.rows) return false;
  const isVisible = (bytes[1] & FLAG_CURSOR) !== 0;
  screen.cursor = { col, row, isVisible };
  const reader = new RunReader(bytes.subarray(SHELL_CELLS_HEADER_BYTES));
  if ((bytes[1] & FLAG_HIDDEN) !== 0) return reader.isAtEnd;
  // A move costs four bytes to say, and all cells of the screen to do.
  let moves = 0;
  while (!reader.isAtEnd) {
    const operation = reader.byte();
    if (operation === OP_RUN ? !reader.run(screen) : ++moves > 1) return false;
    if (operation !== OP_RUN && !applyMove(screen, operation, reader)) return false;
  }
  return true;
}

function applyMove(screen: ShellScreen, operation: number | null, reader: RunReader): boolean {
  if (operation !== OP_UP && operation !== OP_DOWN) return false;
  const [top, bottom, by] = [reader.byte(), reader.byte(), reader.byte()];
  if (top === null || bottom === null || by === null || by === 0) return false;
  if (bottom >= screen.rows || by > bottom - top) return false;
  moveShellRows(screen, { top, bottom }, operation === OP_UP ? by : -by);
  return true;
}
