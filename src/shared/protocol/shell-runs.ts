import {
  ALL_MARKS,
  COVERED,
  entryOf,
  OWN_COLOUR,
  paletteEntry,
  rgbColour,
  rgbOf,
  type ShellColour,
  type ShellScreen,
} from '../shell/shell-screen';
import {
  CELL_COVERED,
  CELL_REPEAT,
  CELL_TEXT,
  CELL_WIDE,
  cellBytes,
  cellText,
  isAsciiCell,
  MAX_CELL_BYTES,
  OP_RUN,
  RUN_BYTES,
  STYLE_COLOURS,
} from './shell-wire';

// One run of cells of one style, written and read.

const MAX_COUNT = 255;
/** Repeating fewer costs no less than to write them out. */
const MIN_REPEAT = 3;
const KIND_OWN = 0;
const KIND_ENTRY = 1;
const KIND_RGB = 2;

function colourKind(colour: ShellColour): number {
  if (colour === OWN_COLOUR) return KIND_OWN;
  return entryOf(colour) === null ? KIND_RGB : KIND_ENTRY;
}

function colourBytes(colour: ShellColour): readonly number[] {
  const entry = entryOf(colour);
  if (entry !== null) return [entry];
  const rgb = rgbOf(colour);
  return rgb === null ? [] : [rgb >> 16, (rgb >> 8) & 0xff, rgb & 0xff];
}

function styleBytes({ inks, papers, marks }: ShellScreen, cell: number): readonly number[] {
  const [ink, paper] = [inks[cell], papers[cell]];
  if (ink === OWN_COLOUR && paper === OWN_COLOUR) return [marks[cell]];
  const kinds = colourKind(ink) | (colourKind(paper) << 4);
  return [marks[cell] | STYLE_COLOURS, kinds, ...colourBytes(ink), ...colourBytes(paper)];
}

function isOneStyle({ inks, papers, marks }: ShellScreen, one: number, other: number): boolean {
  return inks[one] === inks[other] && papers[one] === papers[other] && marks[one] === marks[other];
}

/** Whether a cell's character covers the one to its right. */
function isWideAt({ texts, cols }: ShellScreen, cell: number): boolean {
  return (cell + 1) % cols !== 0 && texts[cell] !== COVERED && texts[cell + 1] === COVERED;
}

/** A run as bytes, and the cell behind it. */
export interface WrittenRun {
  readonly bytes: readonly number[];
  readonly end: number;
}

/**
 * As many of the cells `from`..`to` as have one style and fit into `room` bytes; `null`: not even
 * one does. A wide character and the cell that it covers are never parted.
 */
export function writeRun(
  screen: ShellScreen,
  from: number,
  to: number,
  room: number,
): WrittenRun | null {
  const style = styleBytes(screen, from);
  const cells: number[] = [];
  const space = room - (RUN_BYTES - 1) - style.length;
  let cell = from;
  while (cell < to && cell - from < MAX_COUNT && isOneStyle(screen, from, cell)) {
    const step = nextCells(screen, cell, Math.min(to, from + MAX_COUNT), from);
    if (step === null || cells.length + step.bytes.length > space) break;
    cells.push(...step.bytes);
    cell = step.end;
  }
  if (cell === from) return null;
  const head = [OP_RUN, from >> 8, from & 0xff, cell - from];
  return { bytes: [...head, ...style, ...cells], end: cell };
}

/** The next character with all that it covers, or a repetition of the one before. */
function nextCells(screen: ShellScreen, cell: number, to: number, from: number): WrittenRun | null {
  const { texts } = screen;
  const text = texts[cell];
  if (isWideAt(screen, cell)) {
    if (cell + 2 > to) return null;
    return { bytes: [...cellBytes(text, true), CELL_COVERED], end: cell + 2 };
  }
  if (cell > from && text !== COVERED && text === texts[cell - 1]) {
    let end = cell;
    while (end < to && texts[end] === text && isOneStyle(screen, cell, end)) end++;
    if (isWideAt(screen, end - 1)) end--;
    if (end - cell >= MIN_REPEAT) return { bytes: [CELL_REPEAT, end - cell], end };
  }
  return { bytes: cellBytes(text === COVERED ? ' ' : text, false), end: cell + 1 };
}

/** Reads runs from bytes that may be anything: every method is `null` where they are no run. */
export class RunReader {
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  get isAtEnd(): boolean {
    return this.at >= this.bytes.length;
  }

  byte(): number | null {
    return this.at < this.bytes.length ? this.bytes[this.at++] : null;
  }

  two(): number | null {
    const [high, low] = [this.byte(), this.byte()];
    return high === null || low === null ? null : (high << 8) | low;
  }

  /**
   * A run behind its operation, written to `into`, which is of the run's screen, cell for cell;
   * `false`: it is none, and what was written before that is to be thrown away.
   */
  run(into: ShellScreen): boolean {
    const [first, count] = [this.two(), this.byte()];
    if (first === null || count === null || count === 0) return false;
    const end = first + count;
    if (end > into.cols * into.rows) return false;
    const style = this.style();
    if (style === null) return false;
    for (let cell = first; cell < end;) {
      const next = this.cells(into, cell, end, first);
      if (next === null) return false;
      into.inks.fill(style.ink, cell, next);
      into.papers.fill(style.paper, cell, next);
      into.marks.fill(style.marks, cell, next);
      cell = next;
    }
    return true;
  }

  private style(): { ink: ShellColour; paper: ShellColour; marks: number } | null {
    const byte = this.byte();
    if (byte === null) return null;
    const marks = byte & ALL_MARKS;
    if ((byte & STYLE_COLOURS) === 0) return { ink: OWN_COLOUR, paper: OWN_COLOUR, marks };
    const kinds = this.byte();
    if (kinds === null) return null;
    const [ink, paper] = [this.colour(kinds & 15), this.colour(kinds >> 4)];
    return ink === null || paper === null ? null : { ink, paper, marks };
  }

  private colour(kind: number): ShellColour | null {
    if (kind === KIND_OWN) return OWN_COLOUR;
    const first = this.byte();
    if (first === null) return null;
    if (kind === KIND_ENTRY) return paletteEntry(first);
    const rest = this.two();
    return kind !== KIND_RGB || rest === null ? null : rgbColour((first << 16) | rest);
  }

  /** One character with what it covers, or a repetition; the cell behind it. */
  private cells(into: ShellScreen, cell: number, end: number, first: number): number | null {
    const byte = this.byte();
    if (byte === null) return null;
    if (isAsciiCell(byte)) {
      into.texts[cell] = String.fromCharCode(byte);
      return cell + 1;
    }
    if (byte === CELL_REPEAT) return this.repeat(into, cell, end, first);
    if ((byte & CELL_TEXT) === 0) return null;
    const isWide = (byte & CELL_WIDE) !== 0;
    const text = this.text(byte & 63, isWide);
    if (text === null) return null;
    into.texts[cell] = text;
    return isWide ? this.cover(into, cell + 1, end) : cell + 1;
  }

  private repeat(into: ShellScreen, cell: number, end: number, first: number): number | null {
    const times = this.byte();
    if (times === null || times === 0 || cell === first || cell + times > end) return null;
    const text = into.texts[cell - 1];
    if (text === COVERED) return null;
    into.texts.fill(text, cell, cell + times);
    return cell + times;
  }

  /** The second half of a wide character, which has to be in the same row. */
  private cover(into: ShellScreen, cell: number, end: number): number | null {
    if (cell >= end || cell % into.cols === 0 || this.byte() !== CELL_COVERED) return null;
    into.texts[cell] = COVERED;
    return cell + 1;
  }

  private text(length: number, isWide: boolean): string | null {
    const from = this.at;
    if (length === 0 || length > MAX_CELL_BYTES || from + length > this.bytes.length) return null;
    this.at += length;
    return cellText(this.bytes.subarray(from, from + length), isWide);
  }
}
