import type { AnsiScreen } from '../../shared/ascii/ansi-screen';
import { OWN_COLOUR, rgbOfColour, type TerminalColour } from '../../shared/ascii/terminal-colour';
import { COLOURS } from './terminal-theme';

/** How tall a cell is, by its width. */
const CELL_ASPECT = 2;
/** Of a cell's height. */
const FONT_SHARE = 0.83;
const BASELINE_SHARE = 0.77;

/** Draws a screen as large as there is room for it: whatever has changed of it. */
export class ScreenCanvas {
  private readonly context: CanvasRenderingContext2D;
  private cellWidth = 0;
  private cellHeight = 0;
  private size = '';

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly font: string,
  ) {
    const context = canvas.getContext('2d', { alpha: false });
    if (context === null) throw new Error('No canvas');
    this.context = context;
  }

  /** @param room In device pixels. */
  draw(screen: AnsiScreen, room: { readonly width: number; readonly height: number }): void {
    const { cols, rows } = screen;
    if (cols === 0 || rows === 0) return;
    this.fit(screen, room);
    for (const cell of screen.changed) this.drawPaper(screen, cell);
    for (const cell of screen.changed) this.drawText(screen, cell);
    screen.changed.clear();
  }

  private fit(
    { cols, rows, changed }: AnsiScreen,
    { width, height }: { readonly width: number; readonly height: number },
  ): void {
    const cellWidth = Math.max(
      1,
      Math.floor(Math.min(width / cols, height / (rows * CELL_ASPECT))),
    );
    const size = `${cols}x${rows} ${cellWidth}`;
    if (size === this.size) return;
    this.size = size;
    this.cellWidth = cellWidth;
    this.cellHeight = cellWidth * CELL_ASPECT;
    this.canvas.width = cols * this.cellWidth;
    this.canvas.height = rows * this.cellHeight;
    this.canvas.style.width = `${this.canvas.width / devicePixelRatio}px`;
    this.context.font = `${this.cellHeight * FONT_SHARE}px ${this.font}`;
    for (let cell = 0; cell < cols * rows; cell++) changed.add(cell);
  }

  private drawPaper({ cols, paper }: AnsiScreen, cell: number): void {
    this.context.fillStyle = cssOf(paper[cell], COLOURS.ground);
    const [x, y] = this.placeOf(cell, cols);
    this.context.fillRect(x, y, this.cellWidth, this.cellHeight);
  }

  private drawText({ cols, texts, ink }: AnsiScreen, cell: number): void {
    const text = texts[cell];
    if (text === ' ' || text === '') return;
    this.context.fillStyle = cssOf(ink[cell], COLOURS.text);
    const [x, y] = this.placeOf(cell, cols);
    this.context.fillText(text, x, y + this.cellHeight * BASELINE_SHARE);
  }

  private placeOf(cell: number, cols: number): [x: number, y: number] {
    return [(cell % cols) * this.cellWidth, Math.floor(cell / cols) * this.cellHeight];
  }
}

function cssOf(colour: TerminalColour, own: string): string {
  if (colour === OWN_COLOUR) return own;
  return `#${rgbOfColour(colour).toString(16).padStart(6, '0')}`;
}
