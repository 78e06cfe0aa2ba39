import { createShellScreen, type ShellScreen } from '../shell/shell-screen';
import { RunReader, writeRun } from './shell-runs';
import {
  isShellGrid,
  MAX_ASKED_LINES,
  MAX_HISTORY_LINES,
  MAX_SHELL_MESSAGE_BYTES,
  OP_RUN,
  SHELL_ASK,
  SHELL_LINES,
} from './shell-wire';

// Scrollback: a viewer asks for some lines, and is answered with as many of them as a packet holds.

const ASK_BYTES = 5;
const HEADER_BYTES = 8;
const MAX_REQUEST = 255;

/** Which lines somebody would like to see: 1 is the last that left the screen. */
export interface LinesAsked {
  /** 0..255, of the asker's choice: the answer has it, too. */
  readonly request: number;
  /** Of the first of them, which is the uppermost. */
  readonly above: number;
  readonly lines: number;
}

/** Lines that left the screen, from the uppermost on. */
export interface LinesTold {
  readonly request: number;
  /** So many there are. */
  readonly total: number;
  readonly above: number;
  /** As many rows as lines are told. */
  readonly screen: ShellScreen;
}

export function askForLines({ request, above, lines }: LinesAsked): Uint8Array<ArrayBuffer> {
  return Uint8Array.of(SHELL_ASK, request, above >> 8, above & 0xff, lines);
}

/** `null`: it asks for nothing that there may be. */
export function parseAsk(bytes: Uint8Array): LinesAsked | null {
  if (bytes.length !== ASK_BYTES || bytes[0] !== SHELL_ASK) return null;
  const above = (bytes[2] << 8) | bytes[3];
  const lines = bytes[4];
  const isSound =
    above >= 1 && above <= MAX_HISTORY_LINES && lines >= 1 && lines <= MAX_ASKED_LINES;
  return isSound ? { request: bytes[1], above, lines } : null;
}

/** As many of the rows as a packet holds; of the first as much as fits, however wide it is. */
export function linesMessage({
  request,
  total,
  above,
  screen,
}: LinesTold): Uint8Array<ArrayBuffer> {
  const runs: number[] = [];
  let rows = 0;
  while (rows < screen.rows) {
    const room = MAX_SHELL_MESSAGE_BYTES - HEADER_BYTES - runs.length;
    const { bytes, isAll } = rowBytes(screen, rows, room);
    if (!isAll && rows > 0) break;
    runs.push(...bytes);
    rows++;
    if (!isAll) break;
  }
  const counts = [total >> 8, total & 0xff, above >> 8, above & 0xff, rows, screen.cols];
  return Uint8Array.from([SHELL_LINES, request & MAX_REQUEST, ...counts, ...runs]);
}

/** The same lines as the answer to another request. */
export function asAnswerTo(message: Uint8Array, request: number): Uint8Array<ArrayBuffer> {
  const answer = Uint8Array.from(message);
  answer[1] = request & MAX_REQUEST;
  return answer;
}

/** `null`: these are no lines. Never throws. */
export function parseLines(bytes: Uint8Array): LinesTold | null {
  if (bytes.length < HEADER_BYTES || bytes.length > MAX_SHELL_MESSAGE_BYTES) return null;
  const [kind, request, totalHigh, totalLow, high, low, rows, cols] = bytes;
  if (kind !== SHELL_LINES || !isShellGrid(cols, rows) || rows > MAX_ASKED_LINES) return null;
  const total = (totalHigh << 8) | totalLow;
  const above = (high << 8) | low;
  if (total > MAX_HISTORY_LINES || above > total || above < 1) return null;
  const screen = createShellScreen({ cols, rows });
  const reader = new RunReader(bytes.subarray(HEADER_BYTES));
  while (!reader.isAtEnd) if (reader.byte() !== OP_RUN || !reader.run(screen)) return null;
  return { request, total, above, screen };
}

function rowBytes(
  screen: ShellScreen,
  row: number,
  room: number,
): { readonly bytes: readonly number[]; readonly isAll: boolean } {
  const bytes: number[] = [];
  const end = inkedEnd(screen, row);
  for (let cell = row * screen.cols; cell < end;) {
    const run = writeRun(screen, cell, end, room - bytes.length);
    if (run === null) return { bytes, isAll: false };
    bytes.push(...run.bytes);
    cell = run.end;
  }
  return { bytes, isAll: true };
}

/** Behind the last cell of a row with something in it. */
function inkedEnd({ texts, papers, marks, cols }: ShellScreen, row: number): number {
  let end = (row + 1) * cols;
  const isBlank = (cell: number): boolean =>
    texts[cell] === ' ' && papers[cell] === 0 && marks[cell] === 0;
  while (end > row * cols && isBlank(end - 1)) end--;
  return end;
}
