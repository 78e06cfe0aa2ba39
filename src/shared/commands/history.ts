/** Lines kept; older ones are forgotten. */
const MAX_LINES = 200;

/** What was typed before, walked through with Up and Down; the line begun is kept as a draft. */
export class CommandHistory {
  private readonly lines: string[] = [];
  /** Which line is shown; `lines.length`: the draft. */
  private at = 0;
  private draft = '';

  /** A line was entered. The same one twice in a row is kept once. */
  add(line: string): void {
    if (line.trim() !== '' && line !== this.lines.at(-1)) this.lines.push(line);
    if (this.lines.length > MAX_LINES) this.lines.shift();
    this.at = this.lines.length;
    this.draft = '';
  }

  /**
   * The line before the one shown; `null` at the oldest. `current` is kept when it is the draft.
   */
  previous(current: string): string | null {
    if (this.at === this.lines.length) this.draft = current;
    if (this.at === 0) return null;
    this.at -= 1;
    return this.lines[this.at];
  }

  /** The line after the one shown, at last the draft; `null` behind that. */
  next(): string | null {
    if (this.at === this.lines.length) return null;
    this.at += 1;
    return this.at === this.lines.length ? this.draft : this.lines[this.at];
  }
}
