import {
  BLANK,
  COVERED,
  isSameShellCell,
  MARK,
  copyShellCell,
  createShellScreen,
  type ShellCursor,
  type ShellScreen,
} from '../../shared/shell/shell-screen';
import { cellColours, SHELL_GROUND } from './shell-colours';
import { TERMINAL_FONT } from './terminal-font';
import { COLOURS } from './terminal-theme';

/** A cell of a shared terminal, in whole device pixels. */
export interface ShellCell {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly fontSizePx: number;
}

/** Of a cell's height, from its top: DejaVu's ascent (0.928) by its line (1.164). */
const BASELINE_SHARE = 0.797;

/** How the cursor is seen: a block where keys go, a frame elsewhere. */
export type CursorLook = 'block' | 'frame' | 'none';

/** Everything that decides what is on the canvas, beside the cells. */
interface PaintedState {
  readonly cell: ShellCell;
  readonly screen: ShellScreen;
  readonly look: CursorLook;
}

/**
 * Paints a shared terminal with the window's own letters: every character is exactly what it is,
 * and only rows that changed are painted again.
 */
export class ShellPainter {
  private painted: PaintedState | null = null;

  constructor(private readonly canvas: HTMLCanvasElement) {}

  paint(screen: ShellScreen, cell: ShellCell, look: CursorLook): void {
    const context = this.canvas.getContext('2d', { alpha: false });
    if (context === null) return;
    const before = this.before(screen, cell);
    for (let row = 0; row < screen.rows; row++) {
      const hadCursor = before !== null && before.screen.cursor.row === row;
      const isTouched = hadCursor || screen.cursor.row === row;
      if (before === null || isTouched || !isSameRow(screen, before.screen, row)) {
        paintRow(context, screen, row, cell);
      }
    }
    paintCursor(context, screen, cell, look);
    this.painted = { cell, screen: copyOf(screen, before?.screen ?? null), look };
  }

  /** What is there is to be painted anew. */
  forget(): void {
    this.painted = null;
  }

  /** `null`: everything is to be painted, on a canvas of the right size. */
  private before({ cols, rows }: ShellScreen, cell: ShellCell): PaintedState | null {
    const { painted, canvas } = this;
    const isSame =
      painted?.screen.cols === cols &&
      painted.screen.rows === rows &&
      painted.cell.widthPx === cell.widthPx &&
      painted.cell.heightPx === cell.heightPx;
    if (isSame) return painted;
    canvas.width = cols * cell.widthPx;
    canvas.height = rows * cell.heightPx;
    return null;
  }
}

function copyOf(screen: ShellScreen, into: ShellScreen | null): ShellScreen {
  const isSame = into?.cols === screen.cols && into.rows === screen.rows;
  const copy = isSame ? into : createShellScreen(screen);
  for (let cell = 0; cell < screen.texts.length; cell++) copyShellCell(screen, cell, copy, cell);
  copy.cursor = screen.cursor;
  return copy;
}

function isSameRow(one: ShellScreen, other: ShellScreen, row: number): boolean {
  for (let cell = row * one.cols; cell < (row + 1) * one.cols; cell++) {
    if (!isSameShellCell(one, other, cell)) return false;
  }
  return true;
}

type Context = CanvasRenderingContext2D;

function paintRow(context: Context, screen: ShellScreen, row: number, cell: ShellCell): void {
  const { cols, inks, papers, marks } = screen;
  const top = row * cell.heightPx;
  context.fillStyle = SHELL_GROUND;
  context.fillRect(0, top, cols * cell.widthPx, cell.heightPx);
  for (let col = 0; col < cols; col++) {
    const at = row * cols + col;
    const { paper } = cellColours(inks[at], papers[at], marks[at]);
    if (paper === null) continue;
    context.fillStyle = paper;
    context.fillRect(col * cell.widthPx, top, cell.widthPx, cell.heightPx);
  }
  for (let col = 0; col < cols; col++) paintCharacter(context, screen, row, col, cell, null);
}

/** @param over The colour that it is painted in instead of its own. */
function paintCharacter(
  context: Context,
  { cols, texts, inks, papers, marks }: ShellScreen,
  row: number,
  col: number,
  cell: ShellCell,
  over: string | null,
): void {
  const at = row * cols + col;
  const text = texts[at];
  const mark = marks[at];
  const lines = mark & (MARK.underline | MARK.strike);
  if (text === COVERED || (mark & MARK.invisible) !== 0 || (text === BLANK && lines === 0)) return;
  const { widthPx, heightPx, fontSizePx } = cell;
  const cells = col + 1 < cols && texts[at + 1] === COVERED ? 2 : 1;
  const [left, top, width] = [col * widthPx, row * heightPx, cells * widthPx];
  context.fillStyle = over ?? cellColours(inks[at], papers[at], mark).ink;
  if (lines !== 0) paintLines(context, mark, left, top, width, cell);
  if (text === BLANK) return;
  const style = (mark & MARK.italic) !== 0 ? 'italic ' : '';
  const weight = (mark & MARK.bold) !== 0 ? 'bold ' : '';
  context.font = `${style}${weight}${fontSizePx}px '${TERMINAL_FONT}', monospace`;
  context.textBaseline = 'alphabetic';
  const baseline = top + Math.round(heightPx * BASELINE_SHARE);
  const isAscii = text.length === 1 && text < '\x7f';
  // Characters of other fonts may be wider than their cells, and are to cover nobody else's.
  if (isAscii) context.fillText(text, left, baseline);
  else paintWithin(context, text, left, top, width, heightPx, baseline);
}

function paintWithin(
  context: Context,
  text: string,
  left: number,
  top: number,
  width: number,
  height: number,
  baseline: number,
): void {
  context.save();
  context.beginPath();
  context.rect(left, top, width, height);
  context.clip();
  const spare = width - context.measureText(text).width;
  context.fillText(text, left + Math.max(0, spare / 2), baseline, Math.max(width, 1));
  context.restore();
}

function paintLines(
  context: Context,
  mark: number,
  left: number,
  top: number,
  width: number,
  { heightPx, fontSizePx }: ShellCell,
): void {
  const thickness = Math.max(1, Math.round(fontSizePx / 14));
  if ((mark & MARK.underline) !== 0) {
    context.fillRect(left, top + heightPx - 2 * thickness, width, thickness);
  }
  if ((mark & MARK.strike) !== 0) {
    context.fillRect(left, top + Math.round(heightPx / 2), width, thickness);
  }
}

function paintCursor(
  context: Context,
  screen: ShellScreen,
  cell: ShellCell,
  look: CursorLook,
): void {
  const { cursor, cols, texts } = screen;
  if (look === 'none' || !isOnScreen(cursor, screen) || !cursor.isVisible) return;
  const at = cursor.row * cols + cursor.col;
  const cells = texts[at + 1] === COVERED && cursor.col + 1 < cols ? 2 : 1;
  const [left, top] = [cursor.col * cell.widthPx, cursor.row * cell.heightPx];
  const width = cells * cell.widthPx;
  context.fillStyle = COLOURS.accent;
  if (look === 'frame') {
    context.strokeStyle = COLOURS.dim;
    context.lineWidth = 1;
    context.strokeRect(left + 0.5, top + 0.5, width - 1, cell.heightPx - 1);
    return;
  }
  context.fillRect(left, top, width, cell.heightPx);
  paintCharacter(context, screen, cursor.row, cursor.col, cell, SHELL_GROUND);
}

function isOnScreen({ col, row }: ShellCursor, { cols, rows }: ShellScreen): boolean {
  return col < cols && row < rows;
}
