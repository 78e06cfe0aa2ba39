import { type CellSpan, spanBetween } from '../../shared/ascii/cells-in-rect';
import { Emitter } from '../../shared/base/emitter';
import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';
import type { PictureLayout } from '../workers/picture-messages';

/** What is on the canvas that is selected from. */
export interface SelectableCells {
  /** Null as long as there is no picture. */
  grid(): Pick<PictureLayout, 'cols' | 'rows'> | null;
  /** The text of some of its cells; `null`: there is no picture. */
  textIn(span: CellSpan): Promise<string | null>;
}

type Cell = Pick<CellSpan, 'col' | 'row'>;

const PRIMARY_BUTTON = 0;

/**
 * A rectangle of a picture's cells, selected with the mouse and shown inverted. Its text is that of
 * the moment when the mouse button was released: a picture goes on under its selection.
 */
export class PictureSelection implements Disposable {
  private readonly store = new DisposableStore();
  private readonly startEmitter = this.store.add(new Emitter<void>());
  /** The mouse begins to select here: what is selected elsewhere is so no longer. */
  readonly onStart = this.startEmitter.event;

  private readonly mark = document.createElement('div');
  private start: Cell | null = null;
  private span: CellSpan | null = null;
  private selectedText = '';

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly cells: SelectableCells,
  ) {
    this.mark.className = 'picture-selection';
    this.mark.hidden = true;
    canvas.after(this.mark);
    this.store.defer(() => {
      this.mark.remove();
    });
    this.listen();
  }

  /** Empty when nothing is selected. */
  get text(): string {
    return this.selectedText;
  }

  /** No cells are selected, nor being selected. */
  get isEmpty(): boolean {
    return this.span === null;
  }

  clear(): void {
    this.start = null;
    this.span = null;
    this.selectedText = '';
    this.mark.hidden = true;
  }

  private listen(): void {
    this.on('mousedown', (event) => {
      // Not the terminal's: below is no text of its own. And the keyboard stays where it is.
      event.stopPropagation();
      event.preventDefault();
    });
    this.on('pointerdown', (event) => {
      if (event.button === PRIMARY_BUTTON) this.handlePress(event);
    });
    this.on('pointermove', (event) => {
      this.handleMove(event);
    });
    this.on('pointerup', () => {
      this.handleRelease();
    });
    this.on('pointercancel', () => {
      this.clear();
    });
  }

  private on<K extends 'mousedown' | 'pointerdown' | 'pointermove' | 'pointerup' | 'pointercancel'>(
    kind: K,
    handle: (event: HTMLElementEventMap[K]) => void,
  ): void {
    const { canvas } = this;
    canvas.addEventListener(kind, handle);
    this.store.defer(() => {
      canvas.removeEventListener(kind, handle);
    });
  }

  private handlePress(event: PointerEvent): void {
    this.clear();
    this.startEmitter.fire();
    this.start = this.cellAt(event);
    this.canvas.setPointerCapture(event.pointerId);
  }

  private handleMove(event: PointerEvent): void {
    const cell = this.cellAt(event);
    if (!this.start || !cell) return;
    // A click selects nothing: it takes a move to another cell, and back, to have one.
    if (!this.span && cell.col === this.start.col && cell.row === this.start.row) return;
    this.span = spanBetween(this.start, cell);
    this.placeMark(this.span);
  }

  private handleRelease(): void {
    this.start = null;
    if (this.span) void this.readText(this.span);
  }

  private async readText(span: CellSpan): Promise<void> {
    const text = await this.cells.textIn(span);
    if (text !== null && span === this.span) this.selectedText = text;
  }

  /** The cell under the mouse, or the nearest to it. */
  private cellAt({ clientX, clientY }: PointerEvent): Cell | null {
    const { canvas } = this;
    const grid = this.cells.grid();
    if (!grid) return null;
    const { left, top, width, height } = canvas.getBoundingClientRect();
    return {
      col: placeOf((clientX - left) / width, grid.cols),
      row: placeOf((clientY - top) / height, grid.rows),
    };
  }

  private placeMark({ col, row, cols, rows }: CellSpan): void {
    const { canvas } = this;
    const grid = this.cells.grid();
    if (!grid) return;
    const { left, top } = canvas.style;
    const { width, height } = canvas.getBoundingClientRect();
    const cellWidth = width / grid.cols;
    const cellHeight = height / grid.rows;
    this.mark.style.left = `calc(${left} + ${col * cellWidth}px)`;
    this.mark.style.top = `calc(${top} + ${row * cellHeight}px)`;
    this.mark.style.width = `${cols * cellWidth}px`;
    this.mark.style.height = `${rows * cellHeight}px`;
    this.mark.hidden = false;
  }

  dispose(): void {
    this.clear();
    this.store.dispose();
  }
}

function placeOf(share: number, cells: number): number {
  return Math.min(cells - 1, Math.max(0, Math.floor(share * cells)));
}
