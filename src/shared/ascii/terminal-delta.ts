import { type CellGrid, createCellGrid, NO_BACKGROUND } from './cells';
import { createDeltaTables, type DeltaTables, ENTRY_BYTES, LENGTH_AT } from './delta-tables';
import { putGlyphText, TEXT_BYTES, TEXT_COUNT, UNKNOWN_TEXT } from './delta-texts';
import { COVERED } from './terminal-cells';
import { type ColourDepth, tableIndex } from './terminal-palette';

/** What is known of the terminal. */
export interface DeltaTerminal {
  readonly depth: ColourDepth;
  /** Whether erasing colours what it erases (terminfo's `bce`). */
  readonly canErase: boolean;
}

/**
 * Frames for a terminal, each as the bytes that turn the one before into it: cells that changed,
 * and nothing else. Whoever has a frame writes it into `cells`.
 */
export interface TerminalDelta {
  /** The next frame. COVERED behind a wide character; 0xD800..0xDFFF as told by `setText`. */
  readonly cells: CellGrid;
  /**
   * UTF-8, valid until the next call; nothing when nothing has changed. Begins and ends in the
   * terminal's own colours, and leaves the cursor anywhere.
   */
  encode(): Uint8Array;
  /** What glyph 0xD800 + `number` [0 - 2047] stands for; sanitised. Too long: U+FFFD. */
  setText(number: number, text: string): void;
  /** The terminal was cleared. */
  reset(): void;
}

/** A move, two colours and a text of its own: more than any cell takes. */
export const MAX_DELTA_CELL_BYTES = 96;
/** The last reset. */
export const DELTA_END_BYTES = 16;
/** By so much a channel may be off in 24-bit colours before a cell is written again. */
export const COLOUR_TOLERANCE = 6;
/** Shorter stretches are cheaper as blanks. */
export const MIN_ERASED_CELLS = 5;
/** Colours of a terminal without any: `paper` of what is swapped. */
export const SWAPPED = 0;

const ESCAPE = 0x1b;
const BRACKET = 0x5b;
const SEMICOLON = 0x3b;
const SPACE = 0x20;
const ZERO = 0x30;
const OWN = NO_BACKGROUND;
const UNKNOWN = -1;

export function createTerminalDelta(
  cols: number,
  rows: number,
  terminal: DeltaTerminal,
): TerminalDelta {
  const cells = createCellGrid(cols, rows);
  cells.foreground.fill(OWN);
  return new ByteDelta(cells, terminal);
}

/** Plain TypeScript: the oracle of its twin in WebAssembly. */
class ByteDelta implements TerminalDelta {
  private readonly bytes: Uint8Array;
  private readonly tables: DeltaTables;
  private readonly texts = new Uint8Array(TEXT_COUNT * TEXT_BYTES);
  private readonly shown: CellGrid;
  private at = 0;
  private row = UNKNOWN;
  private col = UNKNOWN;
  private ink = OWN;
  private paper = OWN;

  constructor(
    readonly cells: CellGrid,
    private readonly terminal: DeltaTerminal,
  ) {
    const { cols, rows } = cells;
    this.bytes = new Uint8Array(cols * rows * MAX_DELTA_CELL_BYTES + DELTA_END_BYTES);
    this.tables = createDeltaTables(terminal.depth);
    this.shown = createCellGrid(cols, rows);
    this.reset();
  }

  setText(number: number, text: string): void {
    putGlyphText(this.texts, number, text);
  }

  reset(): void {
    this.shown.glyphs.fill(SPACE);
    this.shown.foreground.fill(OWN);
    this.shown.background.fill(OWN);
  }

  encode(): Uint8Array {
    this.at = 0;
    this.row = UNKNOWN;
    this.col = UNKNOWN;
    this.ink = OWN;
    this.paper = OWN;
    for (let row = 0; row < this.cells.rows; row++) this.writeRow(row);
    if (this.ink !== OWN || this.paper !== OWN) this.putSequence(0x6d, 0);
    return this.bytes.subarray(0, this.at);
  }

  private writeRow(row: number): void {
    const { cols } = this.cells;
    const start = row * cols;
    for (let col = 0; col < cols;) {
      const cell = start + col;
      if (!this.take(cell)) {
        col++;
        continue;
      }
      const glyph = this.shown.glyphs[cell];
      if (glyph === SPACE) {
        const count = this.takeSolid(cell, start + cols);
        this.putSolid(row, col, count, this.shown.background[cell]);
        col += count;
      } else {
        this.moveTo(row, col);
        this.setColours(this.shown.foreground[cell], this.shown.background[cell]);
        this.putGlyph(glyph);
        this.col = isPlain(glyph) ? col + 1 : UNKNOWN;
        col++;
      }
    }
  }

  /** Whether a cell is to be written; it is shown, then. */
  private take(cell: number): boolean {
    const { cells, shown } = this;
    const glyph = writable(cells.glyphs[cell]);
    const isBlank = glyph === SPACE || glyph === COVERED;
    const ink = isBlank ? OWN : this.inkOf(cells.foreground[cell]);
    const paper = this.paperOf(cells.background[cell]);
    if (
      glyph === shown.glyphs[cell] &&
      isNear(ink, shown.foreground[cell]) &&
      isNear(paper, shown.background[cell])
    )
      return false;
    shown.glyphs[cell] = glyph;
    shown.foreground[cell] = ink;
    shown.background[cell] = paper;
    // A wide character covers its second half itself.
    return glyph !== COVERED;
  }

  /** How many cells from `first` on, which is taken, are to be of its one colour. */
  private takeSolid(first: number, end: number): number {
    const { shown } = this;
    let cell = first + 1;
    while (cell < end && this.isSolidLike(cell, first) && this.take(cell)) {
      // Within the tolerance it is the first one's: it was erased with it.
      shown.background[cell] = shown.background[first];
      cell++;
    }
    return cell - first;
  }

  private isSolidLike(cell: number, first: number): boolean {
    const { cells, shown } = this;
    return (
      writable(cells.glyphs[cell]) === SPACE &&
      isNear(this.paperOf(cells.background[cell]), shown.background[first])
    );
  }

  private inkOf(colour: number): number {
    if (colour === OWN || this.terminal.depth === 'none') return OWN;
    const { palette } = this.tables;
    return palette === null ? colour : palette[tableIndex(colour)];
  }

  private paperOf(colour: number): number {
    if (colour === OWN) return OWN;
    if (this.terminal.depth === 'none') return SWAPPED;
    const { palette } = this.tables;
    return palette === null ? colour : palette[tableIndex(colour)];
  }

  private putSolid(row: number, col: number, count: number, paper: number): void {
    this.moveTo(row, col);
    this.setColours(this.ink, paper);
    if (this.terminal.canErase && count >= MIN_ERASED_CELLS) {
      this.putSequence(0x58, count);
      return;
    }
    for (let blank = 0; blank < count; blank++) this.put(SPACE);
    this.col = col + count;
  }

  private moveTo(row: number, col: number): void {
    if (row !== this.row || this.col === UNKNOWN) {
      this.put(ESCAPE);
      this.put(BRACKET);
      this.putNumber(row + 1);
      this.put(SEMICOLON);
      this.putNumber(col + 1);
      this.put(0x48);
    } else if (col > this.col) {
      this.putSequence(0x43, col - this.col);
    }
    this.row = row;
    this.col = col;
  }

  private setColours(ink: number, paper: number): void {
    if (ink === this.ink && paper === this.paper) return;
    this.put(ESCAPE);
    this.put(BRACKET);
    if (ink !== this.ink) this.putColour(ink, this.tables.inks);
    if (paper !== this.paper) this.putColour(paper, this.tables.papers);
    this.ink = ink;
    this.paper = paper;
    // In place of the last semicolon.
    this.bytes[this.at - 1] = 0x6d;
  }

  /** `texts`: of the palette, behind it of the terminal's own, and of what begins 24 bits. */
  private putColour(colour: number, texts: Uint8Array): void {
    if (colour === OWN) {
      this.putEntry(texts, 256);
    } else if (this.tables.palette === null && this.terminal.depth === 'truecolour') {
      this.putEntry(texts, 257);
      this.putDecimal(colour >> 16);
      this.putDecimal((colour >> 8) & 0xff);
      this.putDecimal(colour & 0xff);
    } else {
      this.putEntry(texts, colour);
    }
  }

  private putEntry(texts: Uint8Array, entry: number): void {
    const length = texts[entry * ENTRY_BYTES + LENGTH_AT];
    for (let index = 0; index < length; index++) this.put(texts[entry * ENTRY_BYTES + index]);
  }

  private putDecimal(value: number): void {
    this.putNumber(value);
    this.put(SEMICOLON);
  }

  /** `ESC [ count final`; a count of 1 need not be said, and one of 0 is none. */
  private putSequence(final: number, count: number): void {
    this.put(ESCAPE);
    this.put(BRACKET);
    if (count > 1) this.putNumber(count);
    this.put(final);
  }

  private putNumber(value: number): void {
    if (value >= 1000) this.put(ZERO + Math.floor(value / 1000));
    if (value >= 100) this.put(ZERO + (Math.floor(value / 100) % 10));
    if (value >= 10) this.put(ZERO + (Math.floor(value / 10) % 10));
    this.put(ZERO + (value % 10));
  }

  private putGlyph(code: number): void {
    if (code < 0x80) {
      this.put(code);
    } else if (code < 0x800) {
      this.put(0xc0 | (code >> 6));
      this.put(0x80 | (code & 0x3f));
    } else if (code >= 0xd800 && code < 0xe000) {
      this.putText(code - 0xd800);
    } else {
      this.put(0xe0 | (code >> 12));
      this.put(0x80 | ((code >> 6) & 0x3f));
      this.put(0x80 | (code & 0x3f));
    }
  }

  private putText(number: number): void {
    const at = number * TEXT_BYTES;
    const length = this.texts[at];
    if (length === 0) {
      for (const byte of UNKNOWN_TEXT) this.put(byte);
      return;
    }
    for (let index = 1; index <= length; index++) this.put(this.texts[at + index]);
  }

  private put(value: number): void {
    this.bytes[this.at++] = value;
  }
}

/** What is written for a glyph: controls and what has no width are blank, whoever let them in. */
function writable(glyph: number): number {
  if (glyph === COVERED || (glyph >= SPACE && glyph < 0x7f)) return glyph;
  if (glyph < 0xa0) return SPACE;
  const isUnseen =
    (glyph >= 0x200b && glyph <= 0x200f) ||
    (glyph >= 0x2028 && glyph <= 0x202e) ||
    (glyph >= 0x2060 && glyph <= 0x206f) ||
    glyph === 0xfeff;
  return isUnseen ? SPACE : glyph;
}

/** Whether every terminal moves its cursor by one cell for it. */
function isPlain(glyph: number): boolean {
  return (
    glyph < 0x300 || (glyph >= 0x2500 && glyph <= 0x259f) || (glyph >= 0x2800 && glyph <= 0x28ff)
  );
}

/** Numbers of a palette are below 256: none is near another by this. */
function isNear(one: number, other: number): boolean {
  if (one === other) return true;
  if (one < 256 || other < 256 || one === OWN || other === OWN) return false;
  return isChannelNear(one >> 16, other >> 16) && isLowNear(one, other);
}

function isLowNear(one: number, other: number): boolean {
  return (
    isChannelNear((one >> 8) & 0xff, (other >> 8) & 0xff) && isChannelNear(one & 0xff, other & 0xff)
  );
}

function isChannelNear(one: number, other: number): boolean {
  return Math.abs(one - other) <= COLOUR_TOLERANCE;
}
