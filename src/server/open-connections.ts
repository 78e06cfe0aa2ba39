import { addressKeyOf } from './client-address';

/** How many connections are open from where, and from where none may come for a while. */
export class OpenConnections {
  private readonly counts = new Map<string, number>();
  private readonly waitUntilMs = new Map<string, number>();

  /** @param most from one address at the same time; 0: any number */
  constructor(private readonly most: number) {}

  /** Whether one more from there is one too many. */
  isFull(address: string): boolean {
    const key = addressKeyOf(address);
    return this.most > 0 && key !== null && (this.counts.get(key) ?? 0) >= this.most;
  }

  /** Counts one more; whoever calls calls `remove` once, when it is closed. */
  add(address: string): void {
    const key = addressKeyOf(address);
    if (key !== null) this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  }

  remove(address: string): void {
    const key = addressKeyOf(address);
    if (key === null) return;
    const left = (this.counts.get(key) ?? 0) - 1;
    if (left > 0) this.counts.set(key, left);
    else this.counts.delete(key);
  }

  /** Somebody from there broke the rules. */
  makeWait(address: string, nowMs: number, waitMs: number): void {
    for (const [key, untilMs] of this.waitUntilMs) {
      if (untilMs <= nowMs) this.waitUntilMs.delete(key);
    }
    const key = addressKeyOf(address);
    if (key !== null) this.waitUntilMs.set(key, nowMs + waitMs);
  }

  hasToWait(address: string, nowMs: number): boolean {
    const key = addressKeyOf(address);
    return key !== null && (this.waitUntilMs.get(key) ?? 0) > nowMs;
  }
}
