import { Emitter } from '../../shared/base/emitter';
import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';
import type { PictureWarmUp } from '../workers/picture-messages';
import { type CellMetrics, pictureCell } from './cell-metrics';
import type { SelectableText } from './copy-selection';
import { Picture, type PictureOptions, type PictureStyle, settingsOf } from './picture';
import { ShellPicture } from './shell-picture';
import { SpareWorkers } from './spare-workers';
import { pictureFont } from './terminal-font';

/** The part of xterm's `Terminal` that an addon of this kind needs. */
interface OpenTerminal {
  readonly element: HTMLElement | undefined;
}

/**
 * The pictures above the terminal's text: an xterm addon that covers the terminal's cells with
 * canvases of its own. Video never goes through the terminal's parser or its glyph atlas.
 */
export class PictureLayer implements SelectableText, Disposable {
  private readonly store = new DisposableStore();
  private readonly root = document.createElement('div');
  private readonly pictures = new Set<Picture>();
  private readonly spares = this.store.add(new SpareWorkers());
  private readonly shells = new Set<ShellPicture>();
  private readonly selectionStartEmitter = this.store.add(new Emitter<void>());
  /** The mouse begins to select in a picture. */
  readonly onSelectionStart = this.selectionStartEmitter.event;
  private metrics: CellMetrics | null = null;

  constructor() {
    this.root.className = 'picture-layer';
  }

  /** @throws Error when the terminal has not been opened. */
  activate(terminal: OpenTerminal): void {
    const { element } = terminal;
    const screen = element?.querySelector('.xterm-screen');
    if (!element || !screen) throw new Error('The picture layer needs an open terminal');
    screen.append(this.root);
    this.clearSelectionOnPress(element);
    this.store.defer(() => {
      this.root.remove();
    });
  }

  /** Width of a cell by its height; `undefined`: not measured yet. */
  get cellAspect(): number | undefined {
    return this.metrics === null ? undefined : this.metrics.cellWidthPx / this.metrics.cellHeightPx;
  }

  setMetrics(metrics: CellMetrics): void {
    this.metrics = metrics;
    for (const picture of [...this.pictures, ...this.shells]) picture.setMetrics(metrics);
  }

  /** The cells as they are; `null`: not measured yet. */
  get cells(): CellMetrics | null {
    return this.metrics;
  }

  /**
   * @param root What the picture is put into, where that is elsewhere than above the terminal's
   *   cells.
   */
  add(options: PictureOptions, root: HTMLElement = this.root): Picture {
    const picture = new Picture(root, this.metrics, options, this.spares.take(), () => {
      this.pictures.delete(picture);
    });
    this.pictures.add(picture);
    picture.onSelectionStart(() => {
      this.selectionStartEmitter.fire();
    });
    return picture;
  }

  /** Has so many pictures ready to begin that look like `style`: they may come at any moment. */
  keepSpares(count: number, style: PictureStyle): void {
    this.spares.keep(count, this.metrics && warmUpFor(this.metrics, style));
  }

  /** A terminal that somebody shares. */
  addShell(label: string): ShellPicture {
    const shell = new ShellPicture(this.root, this.metrics, label, () => {
      this.shells.delete(shell);
    });
    this.shells.add(shell);
    shell.onSelectionStart(() => {
      this.selectionStartEmitter.fire();
    });
    return shell;
  }

  hasSelection(): boolean {
    return this.getSelection() !== '';
  }

  /** The text of the cells that are selected in a picture; empty when there are none. */
  getSelection(): string {
    for (const { selectedText } of [...this.pictures, ...this.shells]) {
      if (selectedText !== '') return selectedText;
    }
    return '';
  }

  /** Wherever the mouse is pressed in the terminal: what it selected before is so no longer. */
  private clearSelectionOnPress(element: HTMLElement): void {
    const clear = (): void => {
      for (const picture of [...this.pictures, ...this.shells]) picture.clearSelection();
    };
    const isCapture = true;
    element.addEventListener('pointerdown', clear, isCapture);
    this.store.defer(() => {
      element.removeEventListener('pointerdown', clear, isCapture);
    });
  }

  dispose(): void {
    for (const picture of [...this.pictures, ...this.shells]) picture.dispose();
    this.store.dispose();
  }
}

/** Of the stage that a picture will have, its cells matter, and how many there are does not. */
const SPARE_COLS = 80;
const SPARE_ROWS = 24;

function warmUpFor(metrics: CellMetrics, style: PictureStyle): PictureWarmUp {
  const cell = pictureCell(metrics, style.density);
  const geometry = {
    areaWidthPx: SPARE_COLS * cell.cellWidthPx,
    areaHeightPx: SPARE_ROWS * cell.cellHeightPx,
    ...cell,
  };
  const settings = { ...settingsOf(style), geometry };
  return { kind: 'warm-up', font: pictureFont(), painter: 'auto', settings, geometry };
}
