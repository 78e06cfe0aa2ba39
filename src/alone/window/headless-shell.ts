import type { CellGrid } from '../../shared/ascii/cells';
import { Emitter } from '../../shared/base/emitter';
import { DisposableStore } from '../../shared/base/lifecycle';
import type { ShellInput } from '../../shared/shell/shell-keys';
import type { ShellShown } from '../../renderer/terminal/shell-picture';
import type { StageShell } from '../../renderer/terminal/stage-surface';

/** A terminal that somebody shares; here it is not shown yet, nor typed into. */
export class HeadlessShell implements StageShell {
  private readonly store = new DisposableStore();
  readonly onInput = this.store.add(new Emitter<readonly ShellInput[]>()).event;
  readonly onFocus = this.store.add(new Emitter<boolean>()).event;
  readonly onScroll = this.store.add(new Emitter<number>()).event;
  readonly hasFocus = false;
  readonly isShowing = false;
  readonly selectedText = '';
  private shown: ShellShown | null = null;

  aspectOf(cellAspect: number): number {
    const { cols, rows } = this.shown?.size ?? { cols: 80, rows: 24 };
    return (cols / rows) * cellAspect;
  }

  show(shown: ShellShown): void {
    this.shown = shown;
  }

  cellsIn(): CellGrid | null {
    return null;
  }

  focus(): boolean {
    return false;
  }

  png(): Promise<Blob | null> {
    return Promise.resolve(null);
  }

  setRect(): void {
    // It lies nowhere.
  }
  setLabel(): void {
    // It is not read out.
  }
  setWritable(): void {
    // It takes no keys.
  }
  setWarned(): void {
    // It has no frame.
  }
  blur(): void {
    // It has no focus.
  }
  clearSelection(): void {
    // Nothing is selected.
  }

  dispose(): void {
    this.store.dispose();
  }
}
