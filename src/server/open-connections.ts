import { PUT_OUT_WAIT_MS } from '../shared/protocol/limits';
import type { ServerClock } from './system-clock';

/**
 * How many connections are open from where, and from where none may come for a while. Addresses are
 * as `addressKeyOf` has them; `null` is none that counts.
 */
export class OpenConnections {
  private readonly counts = new Map<string, number>();
  private readonly waitUntilMs = new Map<string, number>();

  /** @param most from one address at the same time; 0: any number */
  constructor(
    private readonly most: number,
    private readonly clock: Pick<ServerClock, 'nowMs'>,
  ) {}

  /** Whether one more from there is one too many. */
  isFull(key: string | null): boolean {
    return this.most > 0 && key !== null && (this.counts.get(key) ?? 0) >= this.most;
  }

  /** Counts one more; whoever calls calls `remove` once, when it is closed. */
  add(key: string | null): void {
    if (key !== null) this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  }

  remove(key: string | null): void {
    if (key === null) return;
    const left = (this.counts.get(key) ?? 0) - 1;
    if (left > 0) this.counts.set(key, left);
    else this.counts.delete(key);
  }

  /** Somebody from there broke the rules: none may come for PUT_OUT_WAIT_MS. */
  makeWait(key: string | null): void {
    const nowMs = this.clock.nowMs();
    for (const [key, untilMs] of this.waitUntilMs) {
      if (untilMs <= nowMs) this.waitUntilMs.delete(key);
    }
    if (key !== null) this.waitUntilMs.set(key, nowMs + PUT_OUT_WAIT_MS);
  }

  hasToWait(key: string | null): boolean {
    return key !== null && (this.waitUntilMs.get(key) ?? 0) > this.clock.nowMs();
  }
}
