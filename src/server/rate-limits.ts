import { FLOOD_FACTOR, type RateLimitName } from '../shared/protocol/limits';
import type { ServerClock } from './system-clock';

export interface RateLimit {
  readonly points: number;
  readonly windowMs: number;
}

export type RateLimits = Readonly<Record<RateLimitName, RateLimit>>;

export type RateVerdict =
  | { readonly kind: 'within' }
  /** Over: `isFirst` once per window, `isFlood` when no honest client sends that much. */
  | { readonly kind: 'over'; readonly isFirst: boolean; readonly isFlood: boolean };

interface Window {
  count: number;
  readonly endsAtMs: number;
}

const WITHIN: RateVerdict = { kind: 'within' };

/**
 * Counts what each key does in a window, which begins with the first of it. This is asked for every
 * message of every client: it has no timers, and answers at once.
 */
export class RateMeter {
  /** In the order in which they end, as all are of the same length. */
  private readonly windows = new Map<string, Window>();
  /** None of them ends earlier: until then there is no need to look. */
  private endsAtMs = 0;

  constructor(
    private readonly limit: RateLimit,
    private readonly clock: Pick<ServerClock, 'monotonicMs'>,
  ) {}

  /** Of how many keys something is remembered. */
  get size(): number {
    return this.windows.size;
  }

  count(key: string): RateVerdict {
    const { points } = this.limit;
    const count = this.add(key);
    if (count <= points) return WITHIN;
    return { kind: 'over', isFirst: count === points + 1, isFlood: count > points * FLOOD_FACTOR };
  }

  /** Counts nothing: whether `count` would say that it is over. */
  isUsedUp(key: string): boolean {
    const window = this.windows.get(key);
    if (window === undefined || window.endsAtMs <= this.clock.monotonicMs()) return false;
    return window.count >= this.limit.points;
  }

  private add(key: string): number {
    const nowMs = this.clock.monotonicMs();
    if (nowMs >= this.endsAtMs) this.forgetEnded(nowMs);
    const window = this.windows.get(key);
    if (window !== undefined) return (window.count += 1);
    const endsAtMs = nowMs + this.limit.windowMs;
    if (this.windows.size === 0) this.endsAtMs = endsAtMs;
    this.windows.set(key, { count: 1, endsAtMs });
    return 1;
  }

  private forgetEnded(nowMs: number): void {
    for (const [key, { endsAtMs }] of this.windows) {
      if (endsAtMs > nowMs) {
        this.endsAtMs = endsAtMs;
        return;
      }
      this.windows.delete(key);
    }
  }
}
