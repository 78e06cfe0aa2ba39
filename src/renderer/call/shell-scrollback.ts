import type { LinesTold } from '../../shared/protocol/shell-lines';
import { MAX_ASKED_LINES, MAX_HISTORY_LINES } from '../../shared/protocol/shell-wire';
import {
  copyShellCell,
  createShellScreen,
  type ShellScreen,
} from '../../shared/shell/shell-screen';

interface KeptLine {
  readonly screen: ShellScreen;
  readonly row: number;
}

/**
 * Looking back at the lines that left a terminal: they are asked for as they are wanted, some at a
 * time, and stay where they are while the terminal goes on. Nothing moves before the lines are
 * there.
 */
export class ShellScrollback {
  /** By their number, from the oldest that is told of on. */
  private readonly lines = new Map<number, KeptLine>();
  private total = 0;
  private above = 0;
  private wanted = 0;
  /** The screen has so many rows: as many of those above it are looked at. */
  private rows = 0;

  /** @param ask Asks for `lines` from `above` the screen on; what comes goes to `take`. */
  constructor(private readonly ask: (above: number, lines: number) => void) {}

  get isScrolledBack(): boolean {
    return this.above > 0;
  }

  /** By so many lines, up or (below 0) down; `false`: there is nothing new to see by now. */
  scroll(by: number, rows: number): boolean {
    this.rows = rows;
    const wanted = Math.max(0, Math.min(MAX_HISTORY_LINES, this.above + by));
    this.wanted = wanted;
    if (wanted < this.above || this.isThere(wanted)) return this.settle(wanted);
    this.askFor(wanted);
    return false;
  }

  /** Lines that were asked for; `false`: there is nothing new to see by now. */
  take({ total, above, screen }: LinesTold): boolean {
    // Some were forgotten at the other end, so that their numbers are others.
    if (total < this.total) this.lines.clear();
    else if (this.above > 0) {
      this.above += total - this.total;
      this.wanted += total - this.total;
    }
    this.total = total;
    for (let row = 0; row < screen.rows; row++) {
      this.lines.set(total - above + row, { screen, row });
    }
    const wanted = Math.min(this.wanted, total);
    if (wanted === 0) return false;
    if (!this.isThere(wanted)) this.askFor(wanted);
    return this.isThere(wanted) && this.settle(wanted);
  }

  /** Back to the screen as it is now; `false`: it was shown. */
  end(): boolean {
    this.wanted = 0;
    return this.settle(0);
  }

  /** What is seen, of a screen and what is above it. */
  view(screen: ShellScreen): ShellScreen {
    if (this.above === 0) return screen;
    const view = createShellScreen(screen);
    for (let row = 0; row < view.rows; row++) {
      const above = this.above - row;
      const line = above > 0 ? this.lines.get(this.total - above) : { screen, row: -above };
      if (line !== undefined) copyRow(line, view, row);
    }
    return view;
  }

  private settle(above: number): boolean {
    if (above === this.above) return false;
    this.above = above;
    if (above === 0) this.lines.clear();
    return true;
  }

  private isThere(above: number): boolean {
    return above <= this.total && this.firstMissing(above) === null;
  }

  /** How far above the screen the uppermost line is that is seen and has not come. */
  private firstMissing(above: number): number | null {
    for (let each = above; each > Math.max(0, above - this.rows); each--) {
      if (!this.lines.has(this.total - each)) return each;
    }
    return null;
  }

  private askFor(wanted: number): void {
    const from = wanted > this.total ? wanted : (this.firstMissing(wanted) ?? wanted);
    const lines = Math.min(MAX_ASKED_LINES, from, Math.max(1, this.rows - (wanted - from)));
    this.ask(from, lines);
  }
}

function copyRow({ screen, row }: KeptLine, into: ShellScreen, at: number): void {
  const cols = Math.min(screen.cols, into.cols);
  for (let col = 0; col < cols; col++) {
    copyShellCell(screen, row * screen.cols + col, into, at * into.cols + col);
  }
}
