import xterm from '@xterm/headless';
import type { IBufferCell, Terminal } from '@xterm/headless';
import { COVERED, type TerminalCells } from '../../src/shared/ascii/terminal-cells';
import {
  OWN_COLOUR,
  rgbOfColour,
  type TerminalColour,
} from '../../src/shared/ascii/terminal-colour';

/** One cell of a screen: colours as `own`, `p17` (the palette's) or `#rrggbb`. */
export interface ScreenCell {
  /** '' for the second half of a wide character. */
  readonly text: string;
  /** 'own' where nothing is written. */
  readonly ink: string;
  readonly paper: string;
}

/** A real terminal without a window. */
export class TerminalScreen {
  private readonly terminal: Terminal;

  constructor(cols: number, rows: number) {
    this.terminal = new xterm.Terminal({
      cols,
      rows,
      scrollback: 0,
      allowProposedApi: true,
      logLevel: 'off',
    });
  }

  write(text: string): Promise<void> {
    return new Promise((resolve) => {
      this.terminal.write(text, resolve);
    });
  }

  resize(cols: number, rows: number): void {
    this.terminal.resize(cols, rows);
  }

  /** Whether it is in the middle of an update that is to be shown at once. */
  get isUpdating(): boolean {
    return this.terminal.modes.synchronizedOutputMode;
  }

  /** The rows as text, without the blanks at their ends. */
  rows(): string[] {
    const { active } = this.terminal.buffer;
    return Array.from({ length: this.terminal.rows }, (_, row) => {
      return active.getLine(active.viewportY + row)?.translateToString(true) ?? '';
    });
  }

  cells(): ScreenCell[] {
    const { buffer, cols, rows } = this.terminal;
    const cells: ScreenCell[] = [];
    for (let row = 0; row < rows; row++) {
      for (let col = 0; col < cols; col++) {
        const cell = buffer.active.getLine(buffer.active.viewportY + row)?.getCell(col);
        if (!cell) throw new Error(`no cell ${col},${row}`);
        cells.push(screenCell(cell));
      }
    }
    return cells;
  }

  dispose(): void {
    this.terminal.dispose();
  }
}

function screenCell(cell: IBufferCell): ScreenCell {
  const chars = cell.getChars();
  const text = cell.getWidth() === 0 ? '' : chars === '' ? ' ' : chars;
  return {
    text,
    ink: text.trim() === '' ? 'own' : inkOf(cell),
    paper: text === '' ? 'own' : paperOf(cell),
  };
}

function inkOf(cell: IBufferCell): string {
  if (cell.isFgDefault()) return 'own';
  return cell.isFgPalette() ? `p${cell.getFgColor()}` : hex(cell.getFgColor());
}

function paperOf(cell: IBufferCell): string {
  if (cell.isBgDefault()) return 'own';
  return cell.isBgPalette() ? `p${cell.getBgColor()}` : hex(cell.getBgColor());
}

/** What a screen is to show, in the same words. */
export function screenOf(
  { glyphs, ink, paper }: TerminalCells,
  textOf: (glyph: number) => string = (glyph) => String.fromCharCode(glyph),
): ScreenCell[] {
  return Array.from(glyphs, (glyph, cell) => {
    if (glyph === COVERED) return { text: '', ink: 'own', paper: 'own' };
    return { text: textOf(glyph), ink: colourName(ink[cell]), paper: colourName(paper[cell]) };
  });
}

function colourName(colour: TerminalColour): string {
  if (colour === OWN_COLOUR) return 'own';
  return colour < OWN_COLOUR ? `p${colour}` : hex(rgbOfColour(colour));
}

function hex(rgb: number): string {
  return `#${rgb.toString(16).padStart(6, '0')}`;
}
