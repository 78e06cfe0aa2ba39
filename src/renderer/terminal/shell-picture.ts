import { Emitter } from '../../shared/base/emitter';
import { type Disposable, DisposableStore, toDisposable } from '../../shared/base/lifecycle';
import type { CellGrid } from '../../shared/ascii/cells';
import type { CellSpan } from '../../shared/ascii/cells-in-rect';
import type { ShellInput } from '../../shared/shell/shell-keys';
import {
  createShellScreen,
  type ShellScreen,
  shellRowText,
  shellText,
  type ShellSize,
} from '../../shared/shell/shell-screen';
import { cutShell, viewportOf } from '../../shared/shell/shell-viewport';
import { type CellMetrics, type CellRect, centreGrid, toPixels } from './cell-metrics';
import { createPictureCanvas, placeCanvas } from './picture-canvas';
import { PictureSelection } from './picture-selection';
import { shellCells } from './shell-cells';
import { textInputs } from './shell-key-events';
import { type ShellCell, ShellPainter } from './shell-painter';

/** What is to be seen of a shared terminal. */
export interface ShellShown {
  /** `null`: it is kept from the local user for a moment. */
  readonly screen: ShellScreen | null;
  /** Of the screen, also while that is kept. */
  readonly size: ShellSize;
  /** Lines above it are shown: there is no cursor. */
  readonly isScrolledBack: boolean;
}

/** Smaller letters cannot be read: then a part of the screen is shown. In CSS pixels. */
const MIN_CELL_WIDTH = 5;
/** A small terminal in a large window is no poster. */
const MAX_ENLARGEMENT = 1.6;
/** What is read out follows the screen once that has stood still for so long. */
const SPOKEN_AFTER_MS = 250;
/** What a notch of a wheel scrolls, in CSS pixels, and in lines of a terminal. */
const NOTCH_PX = 100;
const LINES_PER_NOTCH = 3;
const DOM_DELTA_LINE = 1;

/**
 * A shared terminal over a rectangle of the stage's cells: its characters as they are, in letters
 * as large as there is room for. Where it may be typed into, it takes the keyboard by a text box
 * of no size, as input methods and clipboards want it.
 */
export class ShellPicture implements Disposable {
  private readonly store = new DisposableStore();
  private readonly inputEmitter = this.store.add(new Emitter<readonly ShellInput[]>());
  /** What input methods and the clipboard gave; single keys are the window's keyboard's. */
  readonly onInput = this.inputEmitter.event;
  private readonly focusEmitter = this.store.add(new Emitter<boolean>());
  /** Keys go here, or no longer. */
  readonly onFocus = this.focusEmitter.event;
  private readonly scrollEmitter = this.store.add(new Emitter<number>());
  /** The wheel was turned by so many lines, away from the user. */
  readonly onScroll = this.scrollEmitter.event;
  private readonly canvas: HTMLCanvasElement;
  private readonly spoken = document.createElement('pre');
  private readonly box = document.createElement('textarea');
  private readonly painter: ShellPainter;
  private readonly selection: PictureSelection;
  /** The mouse begins to select here. */
  readonly onSelectionStart;
  private shown: ShellShown | null = null;
  /** The part of the screen that is on the canvas. */
  private seen: ShellScreen | null = null;
  private rect: CellRect | null = null;
  /** Keys are to go here as soon as it has a place on the stage. */
  private isFocusDue = false;
  private isWritable = false;
  private spokenTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    root: HTMLElement,
    private metrics: CellMetrics | null,
    label: string,
    handleEnd: () => void,
  ) {
    this.store.defer(handleEnd);
    this.canvas = createPictureCanvas(label);
    this.canvas.classList.add('shell');
    // Its text is there beside it.
    this.canvas.ariaHidden = 'true';
    this.painter = new ShellPainter(this.canvas);
    this.spoken.className = 'shell-text';
    this.spoken.role = 'document';
    this.box.className = 'shell-keys';
    this.box.hidden = true;
    this.box.autocapitalize = 'off';
    this.box.setAttribute('autocorrect', 'off');
    this.box.spellcheck = false;
    root.append(this.canvas, this.spoken, this.box);
    this.selection = this.store.add(
      new PictureSelection(this.canvas, {
        grid: () => this.seen,
        textIn: (span) => Promise.resolve(this.textIn(span)),
      }),
    );
    this.onSelectionStart = this.selection.onStart;
    this.setLabel(label);
    this.listen();
    this.store.defer(() => {
      clearTimeout(this.spokenTimer);
      for (const each of [this.canvas, this.spoken, this.box]) each.remove();
    });
  }

  /** Cells of a size of their own: their shape decides the tile's. */
  aspectOf(cellAspect: number): number {
    const { cols, rows } = this.shown?.size ?? { cols: 80, rows: 24 };
    return (cols / rows) * cellAspect;
  }

  show(shown: ShellShown): void {
    this.shown = shown;
    this.draw();
    this.speakLater();
  }

  setRect(rect: CellRect | null): void {
    this.rect = rect;
    if (rect === null) this.blur();
    this.draw();
    if (rect !== null && this.isFocusDue) this.focus();
  }

  setMetrics(metrics: CellMetrics): void {
    this.metrics = metrics;
    this.painter.forget();
    this.draw();
  }

  setLabel(label: string): void {
    this.spoken.ariaLabel = label;
    this.box.ariaLabel = label;
  }

  /** Whether keys may go here. */
  setWritable(isWritable: boolean): void {
    if (!isWritable) this.blur();
    this.isWritable = isWritable;
    this.box.hidden = !isWritable;
    this.canvas.classList.toggle('writable', isWritable);
  }

  /** Framed as something that others must not see. */
  setWarned(isWarned: boolean): void {
    this.canvas.classList.toggle('warned', isWarned);
  }

  get hasFocus(): boolean {
    return document.activeElement === this.box;
  }

  /** At once, or once it is on the stage; `false`: no keys may go here. */
  focus(): boolean {
    this.isFocusDue = this.isWritable && this.rect === null;
    if (!this.isWritable) return false;
    if (this.rect === null) return true;
    this.box.focus({ preventScroll: true });
    return true;
  }

  blur(): void {
    if (this.hasFocus) this.box.blur();
  }

  get isShowing(): boolean {
    return this.shown !== null;
  }

  /** What fits into so many of the stage's cells, cell for cell; `null`: nothing is there. */
  cellsIn(room: ShellSize): CellGrid | null {
    const { shown } = this;
    if (shown === null) return null;
    const screen = shown.screen ?? createShellScreen(shown.size);
    return shellCells(cutShell(screen, viewportOf(screen, room)));
  }

  png(): Promise<Blob | null> {
    return new Promise((resolve) => {
      this.canvas.toBlob(resolve);
    });
  }

  /** The text that the mouse selected; empty when it selected none. */
  get selectedText(): string {
    return this.selection.text;
  }

  clearSelection(): void {
    this.selection.clear();
  }

  dispose(): void {
    this.store.dispose();
  }

  private textIn({ col, row, cols, rows }: CellSpan): string | null {
    const { seen } = this;
    if (seen === null) return null;
    const cut = cutShell(seen, {
      col,
      row,
      cols: Math.min(cols, seen.cols - col),
      rows: Math.min(rows, seen.rows - row),
    });
    return Array.from({ length: cut.rows }, (_, each) => shellRowText(cut, each)).join('\n');
  }

  private draw(): void {
    const { shown, rect, metrics, canvas } = this;
    canvas.hidden = shown === null || rect === null || metrics === null;
    this.spoken.hidden = canvas.hidden;
    if (shown === null || rect === null || metrics === null) {
      this.selection.clear();
      return;
    }
    const area = toPixels(rect, metrics);
    const cell = cellFor(shown.size, area, metrics);
    const room = {
      cols: Math.max(1, Math.floor(area.widthPx / cell.widthPx)),
      rows: Math.max(1, Math.floor(area.heightPx / cell.heightPx)),
    };
    const screen = shown.screen ?? createShellScreen(shown.size);
    const isAll = room.cols >= screen.cols && room.rows >= screen.rows;
    this.seen = isAll ? screen : cutShell(screen, viewportOf(screen, room));
    const hasCursor = shown.screen !== null && !shown.isScrolledBack;
    this.painter.paint(this.seen, cell, !hasCursor ? 'none' : this.hasFocus ? 'block' : 'frame');
    const { cols, rows, cursor } = this.seen;
    const { widthPx: cellWidthPx, heightPx: cellHeightPx } = cell;
    const placed = centreGrid(area, { cols, rows, cellWidthPx, cellHeightPx });
    placeCanvas(canvas, placed, metrics.devicePixelRatio);
    const toCss = (px: number): string => `${px / metrics.devicePixelRatio}px`;
    this.box.style.left = toCss(placed.leftPx + cursor.col * cellWidthPx);
    this.box.style.top = toCss(placed.topPx + cursor.row * cellHeightPx);
  }

  /** What is read out is the screen as it stands, not every step to it. */
  private speakLater(): void {
    this.spokenTimer ??= setTimeout(() => {
      this.spokenTimer = undefined;
      const { screen } = this.shown ?? { screen: null };
      this.spoken.textContent = screen === null ? '' : shellText(screen);
    }, SPOKEN_AFTER_MS);
  }

  private listen(): void {
    const { box, canvas } = this;
    this.on(canvas, 'pointerup', () => {
      // A click, not a selection.
      if (this.selection.isEmpty) this.focus();
    });
    this.on(box, 'focus', () => {
      canvas.classList.add('focused');
      this.draw();
      this.focusEmitter.fire(true);
    });
    this.on(box, 'blur', () => {
      canvas.classList.remove('focused');
      this.draw();
      this.focusEmitter.fire(false);
    });
    this.on(box, 'input', (event) => {
      if (event.isComposing) return;
      this.takeText();
    });
    this.on(box, 'compositionend', () => {
      this.takeText();
    });
    this.on(box, 'paste', (event) => {
      event.preventDefault();
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (text !== '') this.inputEmitter.fire(textInputs('paste', text));
    });
    this.listenToWheel();
  }

  private listenToWheel(): void {
    let turned = 0;
    this.on(this.canvas, 'wheel', (event) => {
      if (event.ctrlKey) return;
      event.preventDefault();
      const lines =
        event.deltaMode === DOM_DELTA_LINE
          ? event.deltaY
          : (event.deltaY / NOTCH_PX) * LINES_PER_NOTCH;
      turned -= lines;
      const whole = Math.trunc(turned);
      turned -= whole;
      if (whole !== 0) this.scrollEmitter.fire(whole);
    });
  }

  private takeText(): void {
    const { value } = this.box;
    this.box.value = '';
    if (value !== '') this.inputEmitter.fire(textInputs('text', value));
  }

  private on<K extends keyof HTMLElementEventMap>(
    element: HTMLElement,
    kind: K,
    handle: (event: HTMLElementEventMap[K]) => void,
  ): void {
    element.addEventListener(kind, handle);
    this.store.add(
      toDisposable(() => {
        element.removeEventListener(kind, handle);
      }),
    );
  }
}

/** The largest cell, in whole device pixels, by which all of the screen fits into `area`. */
function cellFor(
  { cols, rows }: ShellSize,
  area: { readonly widthPx: number; readonly heightPx: number },
  metrics: CellMetrics,
): ShellCell {
  const { cellWidthPx, cellHeightPx, fontSizePx, devicePixelRatio } = metrics;
  const heightByWidth = cellHeightPx / cellWidthPx;
  const most = Math.floor(cellWidthPx * MAX_ENLARGEMENT);
  const least = Math.round(MIN_CELL_WIDTH * devicePixelRatio);
  const across = Math.floor(area.widthPx / cols);
  const down = Math.floor(area.heightPx / rows / heightByWidth);
  const widthPx = Math.max(1, Math.min(most, Math.max(least, Math.min(across, down))));
  return {
    widthPx,
    heightPx: Math.max(1, Math.floor(widthPx * heightByWidth)),
    fontSizePx: (fontSizePx * widthPx) / cellWidthPx,
  };
}
