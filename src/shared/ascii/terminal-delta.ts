import { type CellGrid, createCellGrid, NO_BACKGROUND } from './cells';
import { createDeltaTables, type DeltaTables, ENTRY_BYTES, LENGTH_AT } from './delta-tables';
import { putGlyphText, TEXT_BYTES, TEXT_COUNT, UNKNOWN_TEXT } from './delta-texts';
import { areNear, flatTolerance, mixed } from './near-colours';
import { COVERED } from './terminal-cells';
import { type DeltaDepth, tableIndex } from './terminal-palette';

/** What is known of the terminal. */
export interface DeltaTerminal {
  readonly depth: DeltaDepth;
  /** Whether erasing colours what it erases (terminfo's `bce`). */
  readonly canErase: boolean;
  /**
   * Colours (0xRRGGBB, two at the most) that are shown as they are, however rough the rest may be:
   * what a picture stands on, where left-over cells would be seen. Left out: none.
   */
  readonly exact?: readonly number[];
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
   *
   * @param tolerance By so much of 255 a channel may be off in what is shown. The more, the fewer
   * bytes. Default: COLOUR_TOLERANCE; it is none where there are no shades to be off by.
   */
  encode(tolerance?: number): Uint8Array;
  /** What glyph 0xD800 + `number` [0 - 2047] stands for; sanitised. Too long: U+FFFD. */
  setText(number: number, text: string): void;
  /** The terminal was cleared. */
  reset(): void;
}

/** A move, two colours and a text of its own: more than any cell takes. */
export const MAX_DELTA_CELL_BYTES = 96;
/** The last reset. */
export const DELTA_END_BYTES = 16;
/** What nobody sees. */
export const COLOUR_TOLERANCE = 6;
/** Shorter stretches are cheaper as blanks. */
const MIN_ERASED_CELLS = 5;
/** Colours of a terminal without any: `paper` of what is swapped. */
const SWAPPED = 0;

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
  private tolerance = COLOUR_TOLERANCE;
  /** Whether colours can be off by a little. */
  private readonly hasShades: boolean;

  constructor(
    readonly cells: CellGrid,
    private readonly terminal: DeltaTerminal,
  ) {
    const { cols, rows } = cells;
    this.bytes = new Uint8Array(cols * rows * MAX_DELTA_CELL_BYTES + DELTA_END_BYTES);
    this.tables = createDeltaTables(terminal.depth);
    this.hasShades = terminal.depth !== 'none' && terminal.depth !== 'numbers';
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

  encode(tolerance = COLOUR_TOLERANCE): Uint8Array {
    this.tolerance = tolerance;
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
      const glyph = this.glyphOf(cell);
      if (this.isHeld(cell, glyph)) {
        col++;
      } else if (glyph === COVERED) {
        // A wide character covers its second half itself.
        this.take(cell, glyph, OWN, this.toldOf(this.cells.background[cell]));
        col++;
      } else if (glyph === SPACE) {
        const paper = this.chosenOf(this.paperOf(cell), this.paper);
        const count = this.takeSolid(cell, start + cols, paper);
        this.putSolid(row, col, count, paper);
        col += count;
      } else {
        const ink = this.chosenOf(this.inkOf(cell), this.ink);
        const paper = this.chosenOf(this.paperOf(cell), this.paper);
        this.take(cell, glyph, ink, paper);
        this.moveTo(row, col);
        this.setColours(ink, paper);
        this.putGlyph(glyph);
        this.col = isPlain(glyph) ? col + 1 : UNKNOWN;
        col++;
      }
    }
  }

  /** What is written for a cell: no ink where it can hardly be told from the paper. */
  private glyphOf(cell: number): number {
    const glyph = writable(this.cells.glyphs[cell]);
    return this.isFlat(cell, glyph) ? SPACE : glyph;
  }

  private isFlat(cell: number, glyph: number): boolean {
    if (!this.hasShades || glyph === SPACE || glyph === COVERED || !isPlain(glyph)) return false;
    const { foreground, background } = this.cells;
    const ink = foreground[cell];
    return ink !== OWN && areNear(ink, background[cell], flatTolerance(this.tolerance));
  }

  /** As the cell is wished to be: of a flat one what both colours are together. */
  private paperOf(cell: number): number {
    const { glyphs, foreground, background } = this.cells;
    const paper = background[cell];
    if (!this.isFlat(cell, writable(glyphs[cell]))) return paper;
    return mixed(paper, foreground[cell]);
  }

  private inkOf(cell: number): number {
    return this.terminal.depth === 'none' ? OWN : this.cells.foreground[cell];
  }

  private isHeld(cell: number, glyph: number): boolean {
    const { shown } = this;
    if (glyph !== shown.glyphs[cell]) return false;
    const isBlank = glyph === SPACE || glyph === COVERED;
    return (
      (isBlank || this.isAlike(this.inkOf(cell), shown.foreground[cell])) &&
      this.isAlike(this.paperOf(cell), shown.background[cell])
    );
  }

  private take(cell: number, glyph: number, ink: number, paper: number): void {
    this.shown.glyphs[cell] = glyph;
    this.shown.foreground[cell] = ink;
    this.shown.background[cell] = paper;
  }

  /** How many cells from `first` on are to be changed into blanks on `paper`. */
  private takeSolid(first: number, end: number, paper: number): number {
    let cell = first;
    do {
      this.take(cell, SPACE, OWN, paper);
      cell++;
    } while (cell < end && this.isSolidLike(cell, paper));
    return cell - first;
  }

  private isSolidLike(cell: number, paper: number): boolean {
    return (
      this.glyphOf(cell) === SPACE &&
      this.isAlike(this.paperOf(cell), paper) &&
      !this.isHeld(cell, SPACE)
    );
  }

  /** How a colour is told: 0xRRGGBB, or its number. */
  private toldOf(colour: number): number {
    if (colour === OWN) return OWN;
    if (this.terminal.depth === 'none') return SWAPPED;
    const { palette } = this.tables;
    return palette === null ? colour : palette[tableIndex(colour)];
  }

  /** How it is told: as `pen` is by now, where that is as good. */
  private chosenOf(colour: number, pen: number): number {
    return this.isAlike(colour, pen) ? pen : this.toldOf(colour);
  }

  /** Whether what is told as `told` does for `colour`. */
  private isAlike(colour: number, told: number): boolean {
    if (colour === OWN || told === OWN) return colour === told;
    if (this.toldOf(colour) === told) return true;
    if (!this.hasShades || this.terminal.exact?.includes(colour) === true) return false;
    const { rgb } = this.tables;
    return areNear(colour, rgb === null ? told : rgb[told], this.tolerance);
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
    } else if (this.terminal.depth === 'truecolour') {
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
