import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';
import type { CellMetrics } from './cell-metrics';
import { Picture, type PictureOptions } from './picture';

/** The part of xterm's `Terminal` that an addon of this kind needs. */
interface OpenTerminal {
  readonly element: HTMLElement | undefined;
}

/**
 * The pictures above the terminal's text: an xterm addon that covers the terminal's cells with
 * canvases of its own. Video never goes through the terminal's parser or its glyph atlas.
 */
export class PictureLayer implements Disposable {
  private readonly store = new DisposableStore();
  private readonly root = document.createElement('div');
  private readonly pictures = new Set<Picture>();
  private metrics: CellMetrics | null = null;

  constructor() {
    this.root.className = 'picture-layer';
  }

  /** @throws Error when the terminal has not been opened. */
  activate(terminal: OpenTerminal): void {
    const screen = terminal.element?.querySelector('.xterm-screen');
    if (!screen) throw new Error('The picture layer needs an open terminal');
    screen.append(this.root);
    this.store.defer(() => {
      this.root.remove();
    });
  }

  setMetrics(metrics: CellMetrics): void {
    this.metrics = metrics;
    for (const picture of this.pictures) picture.setMetrics(metrics);
  }

  add(options: PictureOptions): Picture {
    const picture = new Picture(this.root, this.metrics, options, () => {
      this.pictures.delete(picture);
    });
    this.pictures.add(picture);
    return picture;
  }

  dispose(): void {
    for (const picture of [...this.pictures]) picture.dispose();
    this.store.dispose();
  }
}
