import { powerSaveBlocker } from 'electron';
import type { Disposable } from '../shared/base/lifecycle';

/**
 * Keeps the display from going to sleep while pictures are shown. The only user of
 * powerSaveBlocker.
 */
export class StayAwake implements Disposable {
  /** `null`: the display may sleep. */
  private blocker: number | null = null;

  get isOn(): boolean {
    return this.blocker !== null;
  }

  set(isOn: boolean): void {
    if (isOn === (this.blocker !== null)) return;
    if (this.blocker !== null) powerSaveBlocker.stop(this.blocker);
    this.blocker = isOn ? powerSaveBlocker.start('prevent-display-sleep') : null;
  }

  dispose(): void {
    this.set(false);
  }
}
