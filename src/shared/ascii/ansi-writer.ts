import { type CellGrid, NO_BACKGROUND } from './cells';

/** Writes a grid as `cellsToAnsi` does in truecolour, as bytes: for whoever writes every frame. */
export interface AnsiWriter {
  /** UTF-8 of the grid as it is now; valid until the next call. */
  write(): Uint8Array;
}

/** `ESC [`, two colours with the semicolon between them, `m`, and three bytes of UTF-8. */
export const MAX_ANSI_CELL_BYTES = 2 + 16 + 1 + 16 + 1 + 3;
/** `ESC [ 0 m` and a newline. */
export const ANSI_ROW_END_BYTES = 5;

const ESCAPE = 0x1b;
const BRACKET = 0x5b;
const NEWLINE = 0x0a;
const SPACE = 0x20;
const SEMICOLON = 0x3b;
const ZERO = 0x30;
const SMALL_M = 0x6d;
const FOREGROUND = Uint8Array.from('38;2;', codeOf);
const BACKGROUND = Uint8Array.from('48;2;', codeOf);
const NO_BACKGROUND_CODE = Uint8Array.from('49;', codeOf);

export function createAnsiWriter(cells: CellGrid): AnsiWriter {
  let writer: ByteWriter | undefined;
  return {
    write() {
      // Only for who asks for it: most pictures are never written.
      writer ??= new ByteWriter(cells);
      return writer.write();
    },
  };
}

function codeOf(character: string): number {
  return character.charCodeAt(0);
}

class ByteWriter implements AnsiWriter {
  private readonly bytes: Uint8Array;
  private at = 0;

  constructor(private readonly cells: CellGrid) {
    const { cols, rows } = cells;
    this.bytes = new Uint8Array(rows * (cols * MAX_ANSI_CELL_BYTES + ANSI_ROW_END_BYTES));
  }

  write(): Uint8Array {
    this.at = 0;
    for (let row = 0; row < this.cells.rows; row++) {
      if (row > 0) this.put(NEWLINE);
      this.writeRow(row);
    }
    return this.bytes.subarray(0, this.at);
  }

  private writeRow(row: number): void {
    const { cols, glyphs, foreground, background } = this.cells;
    let ink = -1;
    let paper = NO_BACKGROUND;
    for (let cell = row * cols; cell < (row + 1) * cols; cell++) {
      const hasPaper = background[cell] !== paper;
      const hasInk = glyphs[cell] !== SPACE && foreground[cell] !== ink;
      if (hasPaper || hasInk) this.begin();
      if (hasPaper) {
        paper = background[cell];
        if (paper === NO_BACKGROUND) this.putAll(NO_BACKGROUND_CODE);
        else this.putColour(BACKGROUND, paper);
      }
      if (hasInk) {
        ink = foreground[cell];
        this.putColour(FOREGROUND, ink);
      }
      // In place of the last semicolon.
      if (hasPaper || hasInk) this.bytes[this.at - 1] = SMALL_M;
      this.putGlyph(glyphs[cell]);
    }
    this.begin();
    this.put(ZERO);
    this.put(SMALL_M);
  }

  private begin(): void {
    this.put(ESCAPE);
    this.put(BRACKET);
  }

  private putColour(layer: Uint8Array, rgb: number): void {
    this.putAll(layer);
    this.putNumber(rgb >> 16);
    this.putNumber((rgb >> 8) & 0xff);
    this.putNumber(rgb & 0xff);
  }

  /** Decimal, and a semicolon. */
  private putNumber(value: number): void {
    if (value >= 100) this.put(ZERO + Math.floor(value / 100));
    if (value >= 10) this.put(ZERO + (Math.floor(value / 10) % 10));
    this.put(ZERO + (value % 10));
    this.put(SEMICOLON);
  }

  /** RFC 3629 section 3, up to U+FFFF. */
  private putGlyph(code: number): void {
    if (code < 0x80) {
      this.put(code);
    } else if (code < 0x800) {
      this.put(0xc0 | (code >> 6));
      this.put(0x80 | (code & 0x3f));
    } else {
      this.put(0xe0 | (code >> 12));
      this.put(0x80 | ((code >> 6) & 0x3f));
      this.put(0x80 | (code & 0x3f));
    }
  }

  private putAll(values: Uint8Array): void {
    for (const value of values) this.put(value);
  }

  private put(value: number): void {
    this.bytes[this.at++] = value;
  }
}
