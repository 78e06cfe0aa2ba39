import xterm from '@xterm/headless';
import type { IBufferCell, IBufferLine, IDisposable } from '@xterm/headless';
import type { Disposable } from '../../shared/base/lifecycle';
import { MAX_HISTORY_LINES, presentable } from '../../shared/protocol/shell-wire';
import {
  BLANK,
  COVERED,
  createShellScreen,
  MARK,
  OWN_COLOUR,
  paletteEntry,
  rgbColour,
  type ShellColour,
  type ShellScreen,
  type ShellSize,
} from '../../shared/shell/shell-screen';
import type { KeyModes } from '../../shared/shell/shell-keys';

/**
 * What makes a screen of a program's output: a terminal without a window. Only it ever reads escape
 * sequences; whatever they say, what leaves here is cells. The only file that knows
 * `@xterm/headless`.
 */
export class ShellEmulator implements Disposable {
  private readonly terminal: xterm.Terminal;
  private readonly listeners: IDisposable[] = [];
  /** Lines that scrolled away while they were hidden, and those above them, are nobody's. */
  private firstToldLine = 0;
  private readonly isCursorHidden = { value: false };
  private readonly cell: IBufferCell;

  /** @param handleReply What the program is answered, as when it asks where the cursor is. */
  constructor({ cols, rows }: ShellSize, handleReply: (data: string) => void) {
    this.terminal = new xterm.Terminal({
      cols,
      rows,
      scrollback: MAX_HISTORY_LINES,
      allowProposedApi: true,
      logLevel: 'off',
    });
    this.cell = this.terminal.buffer.active.getNullCell();
    this.listeners.push(this.terminal.onData(handleReply), this.terminal.onBinary(handleReply));
    this.followCursor();
  }

  /** Resolves once the screen shows it. */
  write(data: string): Promise<void> {
    return new Promise((resolve) => {
      this.terminal.write(data, resolve);
    });
  }

  resize({ cols, rows }: ShellSize): void {
    this.terminal.resize(cols, rows);
  }

  /** What the program has said of keys. */
  get keyModes(): KeyModes {
    const { applicationCursorKeysMode, bracketedPasteMode } = this.terminal.modes;
    return { hasCursorKeys: applicationCursorKeysMode, hasBracketedPaste: bracketedPasteMode };
  }

  /** The screen now, into one of its size, or a new one. */
  read(into: ShellScreen | null): ShellScreen {
    const { cols, rows } = this.terminal;
    const screen =
      into?.cols === cols && into.rows === rows ? into : createShellScreen(this.terminal);
    const { active } = this.terminal.buffer;
    for (let row = 0; row < rows; row++) {
      this.readLine(active.getLine(active.baseY + row), screen, row);
    }
    screen.cursor = {
      col: Math.min(active.cursorX, cols - 1),
      row: Math.min(active.cursorY, rows - 1),
      isVisible: !this.isCursorHidden.value,
    };
    return screen;
  }

  /** How many lines above the screen there are for those who scroll back. */
  get historyLines(): number {
    const { normal, active } = this.terminal.buffer;
    // A program that has the whole screen leaves no lines behind.
    if (active.type === 'alternate') return 0;
    return Math.max(0, normal.baseY - this.firstToldLine);
  }

  /** Lines of history from `above` the screen on, downwards: 1 is the last that left it. */
  readHistory(above: number, lines: number): ShellScreen {
    const count = Math.max(1, Math.min(lines, above, this.historyLines));
    const screen = createShellScreen({ cols: this.terminal.cols, rows: count });
    const { normal } = this.terminal.buffer;
    const from = Math.min(above, this.historyLines);
    for (let row = 0; row < count && row < from; row++) {
      this.readLine(normal.getLine(normal.baseY - from + row), screen, row);
    }
    return screen;
  }

  /** What has left the screen up to now is told to nobody who scrolls back. */
  forgetHistory(): void {
    this.firstToldLine = this.terminal.buffer.normal.baseY;
  }

  dispose(): void {
    for (const each of this.listeners) each.dispose();
    this.terminal.dispose();
  }

  /** The library does not say whether the cursor is to be seen (DECTCEM). */
  private followCursor(): void {
    const { parser } = this.terminal;
    const follow = (final: 'h' | 'l', isHidden: boolean): void => {
      const handle = (params: (number | number[])[]): boolean => {
        if (params.includes(25)) this.isCursorHidden.value = isHidden;
        return false;
      };
      this.listeners.push(parser.registerCsiHandler({ prefix: '?', final }, handle));
    };
    follow('h', false);
    follow('l', true);
    const handleReset = (): boolean => {
      this.isCursorHidden.value = false;
      return false;
    };
    this.listeners.push(parser.registerEscHandler({ final: 'c' }, handleReset));
  }

  private readLine(line: IBufferLine | undefined, screen: ShellScreen, row: number): void {
    const start = row * screen.cols;
    let covered = 0;
    for (let col = 0; col < screen.cols; col++) {
      const cell = line?.getCell(col, this.cell);
      const at = start + col;
      if (cell === undefined) blank(screen, at);
      else if (covered > 0 && cell.getWidth() === 0) cover(screen, at);
      else readCell(cell, screen, at, col + 1 < screen.cols);
      covered = screen.texts[at] !== COVERED && cell?.getWidth() === 2 ? 1 : 0;
    }
  }
}

function blank(screen: ShellScreen, at: number): void {
  screen.texts[at] = BLANK;
  screen.inks[at] = OWN_COLOUR;
  screen.papers[at] = OWN_COLOUR;
  screen.marks[at] = 0;
}

/** In the style of the character that covers it. */
function cover(screen: ShellScreen, at: number): void {
  screen.texts[at] = COVERED;
  screen.inks[at] = screen.inks[at - 1];
  screen.papers[at] = screen.papers[at - 1];
  screen.marks[at] = screen.marks[at - 1];
}

function readCell(cell: IBufferCell, screen: ShellScreen, at: number, hasNext: boolean): void {
  const isWide = cell.getWidth() === 2 && hasNext;
  screen.texts[at] = presentable(cell.getChars(), isWide ? 2 : 1);
  screen.inks[at] = cell.isFgDefault() ? OWN_COLOUR : colourOf(cell.isFgRGB(), cell.getFgColor());
  screen.papers[at] = cell.isBgDefault() ? OWN_COLOUR : colourOf(cell.isBgRGB(), cell.getBgColor());
  screen.marks[at] = marksOf(cell);
}

function colourOf(isRgb: boolean, colour: number): ShellColour {
  return isRgb ? rgbColour(colour) : paletteEntry(colour);
}

function marksOf(cell: IBufferCell): number {
  return (
    (cell.isBold() ? MARK.bold : 0) |
    (cell.isDim() ? MARK.dim : 0) |
    (cell.isItalic() ? MARK.italic : 0) |
    (cell.isUnderline() ? MARK.underline : 0) |
    (cell.isInverse() ? MARK.inverse : 0) |
    (cell.isStrikethrough() ? MARK.strike : 0) |
    (cell.isInvisible() ? MARK.invisible : 0)
  );
}
