import { Emitter } from '../../shared/base/emitter';
import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';
import type { PictureOptions } from '../../renderer/terminal/picture';
import type { StagePicture, StageShell, StageSurface } from '../../renderer/terminal/stage-surface';
import type { Preview, SurfaceSize, TextRun } from '../../renderer/terminal/terminal-surface';
import { composeRows } from './compose-rows';
import { CELL_ASPECT, HeadlessPicture } from './headless-picture';
import { HeadlessShell } from './headless-shell';

/** The size of what recordings and broadcasts show. */
const SIZE = { cols: 80, rows: 24 } as const;

/** The stage of the window that nobody sees: terminals lay out and draw their own. */
export class HeadlessSurface implements StageSurface, Disposable {
  private readonly store = new DisposableStore();
  readonly onResize = this.store.add(new Emitter<SurfaceSize>()).event;
  readonly cols = SIZE.cols;
  readonly rows = SIZE.rows;
  readonly cellAspect = CELL_ASPECT;
  readonly box = null;
  private runs: readonly TextRun[] = [];

  drawText(runs: readonly TextRun[]): void {
    this.runs = runs;
  }

  textAt(): string[] {
    return composeRows(this.runs, this.cols, this.rows);
  }

  setCrt(): void {
    // Terminals have tubes of their own, or none.
  }

  keepSpares(): void {
    // Nothing has to be started.
  }

  addPicture(options: PictureOptions): StagePicture {
    return this.store.add(new HeadlessPicture(options));
  }

  addShell(): StageShell {
    return this.store.add(new HeadlessShell());
  }

  addPictureIn(): Preview {
    return { setTrack: () => undefined, dispose: () => undefined };
  }

  dispose(): void {
    this.store.dispose();
  }
}
