import { Terminal } from '@xterm/headless';

/** What a terminal did with a line that should have been nothing but text. */
export interface WrittenLine {
  readonly cursorX: number;
  /** Everything that text must not do: replies, titles, bells, other buffers, moved rows, modes. */
  readonly effects: readonly string[];
  /** The first row as text, without the blanks at its end. */
  readonly row: string;
}

/** A real xterm.js parser and buffer, wide enough for every test line. */
export class TerminalCheck {
  private readonly effects: string[] = [];
  private readonly terminal = new Terminal({
    cols: 1_400,
    rows: 5,
    scrollback: 0,
    allowProposedApi: true,
    logLevel: 'off',
  });
  private readonly modesAtStart = JSON.stringify(this.terminal.modes);

  constructor() {
    this.terminal.onData((data) => this.effects.push(`replied ${JSON.stringify(data)}`));
    this.terminal.onBinary(() => this.effects.push('replied in binary'));
    this.terminal.onTitleChange((title) => this.effects.push(`title ${title}`));
    this.terminal.onBell(() => this.effects.push('bell'));
    this.terminal.buffer.onBufferChange(() => this.effects.push('buffer change'));
    this.terminal.onScroll(() => this.effects.push('scroll'));
  }

  /**
   * Writes each line to the first row. All are queued at once, because the terminal takes a turn of
   * the event loop for every write that is waited for.
   */
  write(lines: readonly string[]): Promise<WrittenLine[]> {
    return Promise.all(lines.map((line) => this.writeLine(line)));
  }

  dispose(): void {
    this.terminal.dispose();
  }

  private writeLine(line: string): Promise<WrittenLine> {
    // Ends whatever the parser may still be in the middle of, and starts with an empty first row.
    this.terminal.write('\u001B\\\u001B[H\u001B[2K', () => {
      this.effects.length = 0;
    });
    return new Promise((resolve) => {
      this.terminal.write(line, () => {
        resolve(this.report());
      });
    });
  }

  private report(): WrittenLine {
    const { cursorX, cursorY } = this.terminal.buffer.active;
    const effects = [...this.effects];
    if (cursorY !== 0) effects.push(`row ${cursorY}`);
    if (JSON.stringify(this.terminal.modes) !== this.modesAtStart) effects.push('mode change');
    return { cursorX, effects, row: this.row() };
  }

  private row(): string {
    return this.terminal.buffer.active.getLine(0)?.translateToString(true) ?? '';
  }
}
