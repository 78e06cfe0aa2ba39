import { Emitter } from '../../shared/base/emitter';
import type { Disposable } from '../../shared/base/lifecycle';

/** Who records the call: what the mark on every screen says. */
export interface RecorderMarkState {
  readonly isSelf: boolean;
  readonly isPeer: boolean;
}

/**
 * Keeps who records: the local user, and remote participants for as long as they are there. A link
 * that is made again changes nothing: its remote end says it again over the new one.
 */
export class RecorderMark implements Disposable {
  private readonly remote = new Set<string>();
  private current: RecorderMarkState = { isSelf: false, isPeer: false };
  private readonly changedEmitter = new Emitter<RecorderMarkState>();
  readonly onChanged = this.changedEmitter.event;

  get state(): RecorderMarkState {
    return this.current;
  }

  handleSelf(isSelf: boolean): void {
    this.change({ ...this.current, isSelf });
  }

  /** Whether the remote participant of this id records; `false`: that is no news. */
  handleRemote(id: string, isOn: boolean): boolean {
    if (this.remote.has(id) === isOn) return false;
    if (isOn) this.remote.add(id);
    else this.remote.delete(id);
    this.changeRemote();
    return true;
  }

  /** Nobody else is there. */
  keepOnly(ids: readonly string[]): void {
    for (const id of this.remote) if (!ids.includes(id)) this.remote.delete(id);
    this.changeRemote();
  }

  dispose(): void {
    this.changedEmitter.dispose();
  }

  private changeRemote(): void {
    this.change({ ...this.current, isPeer: this.remote.size > 0 });
  }

  private change(next: RecorderMarkState): void {
    const { isSelf, isPeer } = this.current;
    if (next.isSelf === isSelf && next.isPeer === isPeer) return;
    this.current = next;
    this.changedEmitter.fire(next);
  }
}
