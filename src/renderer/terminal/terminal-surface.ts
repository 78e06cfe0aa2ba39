import { WebglAddon } from '@xterm/addon-webgl';
import { Terminal } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';
import { Emitter } from '../../shared/base/emitter';
import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';
import { hasGpu } from '../workers/has-gpu';
import type { CellMetrics } from './cell-metrics';
import { copySelectionOf } from './copy-selection';
import './crt.css';
import { observeDevicePixelRatio, observeSize } from './observe';
import type { Picture, PictureOptions, PictureStyle } from './picture';
import { PictureLayer } from './picture-layer';
import type { ShellPicture } from './shell-picture';
import { loadTerminalFont, snapFontSize } from './terminal-font';
import { TERMINAL_THEME } from './terminal-theme';
import { composeScreen, SCREEN_SETUP, spokenRows, type TextRun } from './text-screen';

export type { CellRect } from './cell-metrics';
export type { Picture, PictureOptions } from './picture';
export type { ShellPicture, ShellShown } from './shell-picture';
export type { TextRun, TextStyle } from './text-screen';

export interface TerminalSurfaceOptions {
  /** CSS pixels; the nearest size that fills whole device pixels is used. */
  readonly fontSizePx: number;
  /** As in CSS, with quotes where needed: `'WebCRT Mono', monospace`. */
  readonly fontFamily: string;
  /**
   * What draws the text; left out: WebGL where there is a GPU, and xterm's own where the CPU would
   * compute it. The others are for tests.
   */
  readonly renderer?: SurfaceRenderer;
}

/** A picture that is there for a moment. */
export interface Preview extends Disposable {
  setTrack(track: MediaStreamTrack | null): void;
}

export interface SurfaceSize {
  readonly cols: number;
  readonly rows: number;
}

export type SurfaceRenderer = 'webgl' | 'dom';

/** Fewer are of no use, and from fewer the cell's width cannot be measured exactly. */
const MIN_COLS = 20;
const MIN_ROWS = 4;
/** Until the font is there to be measured. */
const USUAL_CELL_ASPECT = 0.5;

/**
 * A screen of text with pictures above it, as large as its container. Output only: it takes neither
 * the keyboard nor the focus. The only file that knows xterm.
 */
export class TerminalSurface implements Disposable {
  private readonly store = new DisposableStore();
  private readonly resizeEmitter = this.store.add(new Emitter<SurfaceSize>());
  readonly onResize = this.resizeEmitter.event;
  private readonly rendererEmitter = this.store.add(new Emitter<SurfaceRenderer>());
  readonly onRendererChanged = this.rendererEmitter.event;
  /** The font is there and the size is known. Text and pictures may be given before. */
  readonly ready: Promise<void>;

  private readonly host = createElement('terminal-surface');
  private readonly glass = createElement('terminal-glass');
  /** The text once more, for screen readers. */
  private readonly spokenText = createElement('terminal-surface-text');
  private readonly layer = this.store.add(new PictureLayer());
  private readonly terminal: Terminal;
  private activeRenderer: SurfaceRenderer = 'dom';
  private runs: readonly TextRun[] = [];
  private writtenScreen = '';
  private isOpen = false;
  /** Device pixels per CSS pixel that the font size was chosen for. */
  private snappedForRatio = 0;

  constructor(
    container: HTMLElement,
    private readonly options: TerminalSurfaceOptions,
  ) {
    this.host.append(this.glass, this.spokenText, createElement('terminal-beam'));
    container.append(this.host);
    this.terminal = this.store.add(createTerminal(options));
    this.store.defer(() => {
      this.host.remove();
    });
    this.ready = this.open();
  }

  get cols(): number {
    return this.terminal.cols;
  }

  get rows(): number {
    return this.terminal.rows;
  }

  /** Width of a cell by its height. */
  get cellAspect(): number {
    return this.layer.cellAspect ?? USUAL_CELL_ASPECT;
  }

  /** Where all cells together lie on the page, in CSS pixels; `null`: nowhere yet. */
  get box(): DOMRectReadOnly | null {
    return this.isOpen ? this.screen().getBoundingClientRect() : null;
  }

  /** What draws the text: WebGL, until its context is lost or where there is none. */
  get renderer(): SurfaceRenderer {
    return this.activeRenderer;
  }

  /** Replaces all text. Nothing is written when the screen would stay the same. */
  drawText(runs: readonly TextRun[]): void {
    this.runs = runs;
    this.writeScreen();
  }

  /** Resolves when the text given so far is on the screen, and `textAt` has it. */
  async whenDrawn(): Promise<void> {
    await this.ready;
    await new Promise<void>((resolve) => {
      this.terminal.write('', resolve);
    });
  }

  /** The rows as text, without the blanks at their ends. */
  textAt(): string[] {
    const { active } = this.terminal.buffer;
    return Array.from({ length: this.rows }, (_, row) => {
      return active.getLine(active.viewportY + row)?.translateToString(true) ?? '';
    });
  }

  /** The look of a tube: scanlines, glow, a bulge. What moves stands still under reduced motion. */
  setCrt(on: boolean): void {
    this.host.classList.toggle('crt', on);
    this.host.classList.toggle('glow', on && hasGpu());
  }

  addPicture(options: PictureOptions): Picture {
    return this.layer.add(options);
  }

  /** Has so many pictures ready to begin that look like `style`. */
  keepSpares(count: number, style: PictureStyle): void {
    this.layer.keepSpares(count, style);
  }

  /** A terminal that somebody shares, above the text's cells. */
  addShell(label: string): ShellPicture {
    return this.layer.addShell(label);
  }

  /** A picture elsewhere than on the stage: as large as `root`, in cells of the stage's size. */
  addPictureIn(root: HTMLElement, options: PictureOptions): Preview {
    const picture = this.layer.add(options, root);
    const watch = observeSize(root, () => {
      const metrics = this.layer.cells;
      if (metrics === null) return;
      const { width, height } = root.getBoundingClientRect();
      const cols = Math.floor((width * metrics.devicePixelRatio) / metrics.cellWidthPx);
      const rows = Math.floor((height * metrics.devicePixelRatio) / metrics.cellHeightPx);
      picture.setRect(cols < 1 || rows < 1 ? null : { col: 0, row: 0, cols, rows });
    });
    return {
      setTrack: (track) => {
        picture.setTrack(track);
      },
      dispose: () => {
        watch.dispose();
        picture.dispose();
      },
    };
  }

  dispose(): void {
    this.store.dispose();
  }

  private async open(): Promise<void> {
    await loadTerminalFont(this.options.fontFamily, this.options.fontSizePx);
    if (this.store.isDisposed) return;
    this.snapFont();
    this.terminal.open(this.glass);
    this.isOpen = true;
    this.keepOffKeyboard();
    const { renderer = hasGpu() ? 'webgl' : 'dom' } = this.options;
    if (renderer === 'webgl') this.startWebgl();
    this.terminal.loadAddon(this.layer);
    this.terminal.write(SCREEN_SETUP);
    this.writeScreen();
    this.fit();
    this.observe();
  }

  private observe(): void {
    const refit = (): void => {
      this.fit();
    };
    this.store.add(observeSize(this.glass, refit));
    this.store.add(observeSize(this.screen(), refit));
    this.store.add(observeDevicePixelRatio(refit));
    this.store.add(copySelectionOf(this.terminal));
    this.store.add(copySelectionOf(this.layer));
    this.store.add(
      this.layer.onSelectionStart(() => {
        this.terminal.clearSelection();
      }),
    );
  }

  private snapFont(): void {
    if (this.snappedForRatio === devicePixelRatio) return;
    this.snappedForRatio = devicePixelRatio;
    const { fontSizePx, fontFamily } = this.options;
    this.terminal.options.fontSize = snapFontSize(fontSizePx, fontFamily, devicePixelRatio);
  }

  /** Nothing in here can be focused: Tab passes by, and a click leaves the focus where it is. */
  private keepOffKeyboard(): void {
    const { element, textarea } = this.terminal;
    if (!element || !textarea) return;
    element.tabIndex = -1;
    textarea.tabIndex = -1;
    textarea.disabled = true;
    textarea.ariaHidden = 'true';
  }

  private startWebgl(): void {
    const addon = new WebglAddon();
    try {
      addon.onContextLoss(() => {
        addon.dispose();
        this.setRenderer('dom');
      });
      this.terminal.loadAddon(addon);
      this.setRenderer('webgl');
    } catch {
      // No WebGL2 here: xterm goes on with the DOM renderer that it started with.
      addon.dispose();
    }
  }

  private setRenderer(renderer: SurfaceRenderer): void {
    if (renderer === this.activeRenderer) return;
    this.activeRenderer = renderer;
    this.rendererEmitter.fire(renderer);
  }

  private screen(): Element {
    const screen = this.terminal.element?.querySelector('.xterm-screen');
    if (!screen) throw new Error('xterm has no screen element');
    return screen;
  }

  /**
   * As many cells as the container holds; pictures follow. A hidden container keeps what it has.
   */
  private fit(): void {
    const { width, height } = this.glass.getBoundingClientRect();
    if (width === 0 || height === 0) return;
    this.snapFont();
    this.snapOrigin();
    this.host.style.setProperty('--crt-line', `${scanlineCssPx()}px`);
    const metrics = this.measure();
    const cols = Math.floor((width * metrics.devicePixelRatio) / metrics.cellWidthPx);
    const rows = Math.floor((height * metrics.devicePixelRatio) / metrics.cellHeightPx);
    this.resize(Math.max(MIN_COLS, cols), Math.max(MIN_ROWS, rows));
    this.layer.setMetrics(metrics);
  }

  private resize(cols: number, rows: number): void {
    if (cols === this.cols && rows === this.rows) return;
    this.terminal.resize(cols, rows);
    this.writeScreen();
    this.resizeEmitter.fire({ cols, rows });
  }

  /** Starts the cells on a whole device pixel, wherever the layout has put the container. */
  private snapOrigin(): void {
    const { element } = this.terminal;
    if (!element) return;
    const { left, top } = this.glass.getBoundingClientRect();
    element.style.marginLeft = `${toNextPixel(left)}px`;
    element.style.marginTop = `${toNextPixel(top)}px`;
  }

  private measure(): CellMetrics {
    const { width, height } = this.screen().getBoundingClientRect();
    return {
      cellWidthPx: Math.max(1, Math.round((width * devicePixelRatio) / this.cols)),
      cellHeightPx: Math.max(1, Math.round((height * devicePixelRatio) / this.rows)),
      fontSizePx: (this.terminal.options.fontSize ?? this.options.fontSizePx) * devicePixelRatio,
      devicePixelRatio,
    };
  }

  private writeScreen(): void {
    if (!this.isOpen) return;
    const screen = composeScreen(this.runs, this.cols, this.rows);
    if (screen === this.writtenScreen) return;
    this.writtenScreen = screen;
    const spoken = spokenRows(this.runs).join('\n');
    this.terminal.write(screen, () => {
      this.spokenText.textContent = spoken;
    });
  }
}

function createTerminal({ fontFamily, fontSizePx }: TerminalSurfaceOptions): Terminal {
  return new Terminal({
    fontFamily,
    fontSize: fontSizePx,
    theme: TERMINAL_THEME,
    disableStdin: true,
    cursorBlink: false,
    cursorInactiveStyle: 'none',
    scrollback: 0,
    screenReaderMode: false,
    logLevel: 'off',
  });
}

function createElement(className: string): HTMLDivElement {
  const element = document.createElement('div');
  element.className = className;
  return element;
}

/**
 * A third of a scanline's period: a whole device pixel or more, or the lines would beat with the
 * screen's.
 */
function scanlineCssPx(): number {
  return Math.max(1, Math.round(devicePixelRatio)) / devicePixelRatio;
}

/** CSS pixels from `position` to the next whole device pixel. */
function toNextPixel(position: number): number {
  const px = position * devicePixelRatio;
  // LayoutUnits are 1/64 of a pixel: less than that is no fraction.
  return (Math.ceil(px - 1 / 64) - px) / devicePixelRatio;
}
