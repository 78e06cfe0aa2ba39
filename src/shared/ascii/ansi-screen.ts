import { cellWidth } from '../text/cell-width';
import { graphemes } from '../text/graphemes';
import { OWN_COLOUR, type TerminalColour } from './terminal-colour';

/** What announces a size to whoever draws the stream without a terminal: an own command (OSC). */
export function sizeCommand(cols: number, rows: number): string {
  return `\x1b]5112;${cols}x${rows}\x07`;
}

const MAX_CELLS_PER_SIDE = 1_000;
const SPACE = ' ';
// eslint-disable-next-line no-control-regex -- they are what it reads
const TOKENS = /\x1b\]5112;(\d+)x(\d+)\x07|\x1b\[([?\d;]*)([A-Za-z])|([^\x1b]+)/g;
/** What may go on in the next piece. */
// eslint-disable-next-line no-control-regex -- they are what it reads
const UNFINISHED = /\x1b(?:\[[?\d;]*|\][^\x07]*)?$/;

/**
 * The screen of a terminal that knows no more than what AnsiDelta writes: moves, colours of the
 * palette, erased stretches, text. All else is passed over.
 */
export class AnsiScreen {
  cols = 0;
  rows = 0;
  /** A character, with its marks; '' under the second half of a wide one. */
  texts: string[] = [];
  ink: TerminalColour[] = [];
  paper: TerminalColour[] = [];
  /** Cells that have changed since somebody cleared it. */
  readonly changed = new Set<number>();
  private carried = '';
  private row = 0;
  private col = 0;
  private pen = { ink: OWN_COLOUR, paper: OWN_COLOUR };

  write(piece: string): void {
    const text = this.carried + piece;
    this.carried = UNFINISHED.exec(text)?.[0] ?? '';
    const whole = text.slice(0, text.length - this.carried.length);
    for (const [
      ,
      cols = '',
      rows = '',
      parameters = '',
      command = '',
      plain = '',
    ] of whole.matchAll(TOKENS)) {
      if (cols !== '') this.resize(Number(cols), Number(rows));
      else if (command !== '') this.obey(command, parameters);
      else this.print(plain);
    }
  }

  private resize(cols: number, rows: number): void {
    this.cols = Math.min(cols, MAX_CELLS_PER_SIDE);
    this.rows = Math.min(rows, MAX_CELLS_PER_SIDE);
    this.clear();
  }

  private clear(): void {
    const length = this.cols * this.rows;
    this.texts = Array.from({ length }, () => SPACE);
    this.ink = Array.from({ length }, () => OWN_COLOUR);
    this.paper = Array.from({ length }, () => OWN_COLOUR);
    this.changed.clear();
    for (let cell = 0; cell < length; cell++) this.changed.add(cell);
  }

  private obey(command: string, parameters: string): void {
    const numbers = parameters.split(';').map(Number);
    const count = Math.max(1, numbers[0] || 1);
    if (command === 'H') {
      this.row = count - 1;
      this.col = Math.max(1, numbers[1] || 1) - 1;
    } else if (command === 'C') this.col += count;
    else if (command === 'J' && parameters === '2') this.clear();
    else if (command === 'm') this.colour(numbers);
    else if (command === 'X') {
      for (let cell = 0; cell < count; cell++) this.put(this.col + cell, SPACE);
    }
  }

  private colour(numbers: readonly number[]): void {
    for (let at = 0; at < numbers.length; at++) {
      const code = numbers[at];
      if (code === 0) this.pen = { ink: OWN_COLOUR, paper: OWN_COLOUR };
      else if (code === 39) this.pen.ink = OWN_COLOUR;
      else if (code === 49) this.pen.paper = OWN_COLOUR;
      else if ((code === 38 || code === 48) && numbers[at + 1] === 5) {
        this.pen[code === 38 ? 'ink' : 'paper'] = numbers[at + 2] ?? OWN_COLOUR;
        at += 2;
      }
    }
  }

  private print(text: string): void {
    for (const grapheme of graphemes(text)) {
      const width = cellWidth(grapheme);
      this.put(this.col, grapheme);
      for (let half = 1; half < width; half++) this.put(this.col + half, '');
      this.col += width;
    }
  }

  private put(col: number, text: string): void {
    if (col >= this.cols || this.row >= this.rows) return;
    const cell = this.row * this.cols + col;
    this.texts[cell] = text;
    this.ink[cell] = this.pen.ink;
    this.paper[cell] = this.pen.paper;
    this.changed.add(cell);
  }
}
