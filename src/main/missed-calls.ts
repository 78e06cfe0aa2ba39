import { Emitter } from '../shared/base/emitter';
import type { Disposable } from '../shared/base/lifecycle';
import type { PushPayload } from '../shared/protocol/events';
import { sanitiseName } from '../shared/text/sanitise';

export type MissedCall = PushPayload<'call:missed'>;

export interface MissedCallsPorts {
  /** Whether somebody sits at the window: then its chat tells, and that is enough. */
  isWatched(): boolean;
  showNotification(title: string, body: string): void;
}

/** A count that is no longer one of calls but of a nuisance. */
const MAX_COUNT = 99;

/**
 * Calls that were missed since somebody last looked. The tray and the app's badge show how many.
 */
export class MissedCalls implements Disposable {
  private missed = 0;
  private readonly changeEmitter = new Emitter<number>();
  readonly onChange = this.changeEmitter.event;

  constructor(private readonly ports: MissedCallsPorts) {}

  get count(): number {
    return this.missed;
  }

  handleMissed({ from, reason }: MissedCall): void {
    if (this.ports.isWatched()) return;
    this.set(Math.min(MAX_COUNT, this.missed + 1));
    // Who does not want to be disturbed, and who talks to somebody, finds it later.
    if (reason === 'do-not-disturb' || reason === 'busy') return;
    const name = sanitiseName(from) ?? 'Somebody';
    this.ports.showNotification('Missed call', `${name} called you.`);
  }

  /** Somebody looks at the window. */
  clear(): void {
    this.set(0);
  }

  dispose(): void {
    this.changeEmitter.dispose();
  }

  private set(count: number): void {
    if (count === this.missed) return;
    this.missed = count;
    this.changeEmitter.fire(count);
  }
}
