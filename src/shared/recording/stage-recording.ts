import { AnsiDelta } from '../ascii/ansi-delta';
import { type CellGrid, createCellGrid } from '../ascii/cells';
import { KeyBudget } from '../ascii/key-budget';
import type { TerminalCells } from '../ascii/terminal-cells';
import { type AsciicastHeader, AsciicastWriter } from './asciicast';
import { composeStage, type StageContent } from './compose-stage';
import { TextGlyphs } from './text-glyphs';

/** No cursor, and no wrapping where terminals disagree with us about a character's width. */
const BEGIN = '\x1b[?25l\x1b[?7l';
const END = '\x1b[0m\x1b[?7h\x1b[?25h';

/** A recording of the stage: frames in, the text of an asciicast out, changes only. */
export class StageRecording {
  private readonly writer: AsciicastWriter;
  private readonly glyphs = new TextGlyphs();
  /** A terminal's cache survives a change of its size. */
  private readonly budget = new KeyBudget();
  private grid: CellGrid;
  private delta: AnsiDelta;

  /** @param handleChunk Takes the file's text, piece by piece. */
  constructor(header: AsciicastHeader, handleChunk: (text: string) => void) {
    this.writer = new AsciicastWriter(header, handleChunk);
    this.writer.output(0, BEGIN);
    this.grid = createCellGrid(header.cols, header.rows);
    this.delta = this.createDelta();
  }

  /** So long is the file up to now, in UTF-8. */
  get byteLength(): number {
    return this.writer.byteLength;
  }

  /** What a terminal that plays the recording shows now. */
  get shown(): TerminalCells {
    return this.delta.shown;
  }

  /** @param atMs Since the start. Nothing is written when nothing has changed. */
  frame(atMs: number, content: StageContent): void {
    composeStage(content, this.grid, this.glyphs);
    const changes = this.delta.encode(this.grid);
    if (changes !== '') this.writer.output(atMs, changes);
  }

  /** From now on frames have another size. */
  resize(atMs: number, cols: number, rows: number): void {
    if (cols === this.grid.cols && rows === this.grid.rows) return;
    this.writer.resize(atMs, cols, rows);
    this.grid = createCellGrid(cols, rows);
    this.delta = this.createDelta();
  }

  /** Gives the terminal back as it was found; the last picture stays. Hands on all that is left. */
  end(atMs: number): void {
    this.writer.output(atMs, END);
    this.writer.exit(atMs);
    this.writer.flush();
  }

  private createDelta(): AnsiDelta {
    const { budget, glyphs } = this;
    return new AnsiDelta(this.grid.cols, this.grid.rows, { budget, textOf: glyphs.textOf });
  }
}
