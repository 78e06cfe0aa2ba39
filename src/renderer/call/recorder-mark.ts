import { Emitter } from '../../shared/base/emitter';
import type { Disposable } from '../../shared/base/lifecycle';

/** Who records the call: what the mark on every screen says. */
export interface RecorderMarkState {
  readonly isSelf: boolean;
  readonly isPeer: boolean;
}

/**
 * Keeps who records: this end, and the other one for as long as the call with it lasts. A link that
 * is made again changes nothing: the other end says it again over the new one.
 */
export class RecorderMark implements Disposable {
  private current: RecorderMarkState = { isSelf: false, isPeer: false };
  private readonly changedEmitter = new Emitter<RecorderMarkState>();
  readonly onChanged = this.changedEmitter.event;

  get state(): RecorderMarkState {
    return this.current;
  }

  handleSelf(isSelf: boolean): void {
    this.change({ ...this.current, isSelf });
  }

  handlePeer(isPeer: boolean): void {
    this.change({ ...this.current, isPeer });
  }

  /** The call is over. */
  handleEnded(): void {
    this.handlePeer(false);
  }

  dispose(): void {
    this.changedEmitter.dispose();
  }

  private change(next: RecorderMarkState): void {
    const { isSelf, isPeer } = this.current;
    if (next.isSelf === isSelf && next.isPeer === isPeer) return;
    this.current = next;
    this.changedEmitter.fire(next);
  }
}
