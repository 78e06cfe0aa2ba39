import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { FLOOD_FACTOR, type RateLimitName } from '../shared/protocol/limits';

export interface RateLimit {
  readonly points: number;
  readonly windowMs: number;
}

export type RateLimits = Readonly<Record<RateLimitName, RateLimit>>;

export type RateVerdict =
  | { readonly kind: 'within' }
  /** Over: `isFirst` once per window, `isFlood` when no honest client sends that much. */
  | { readonly kind: 'over'; readonly isFirst: boolean; readonly isFlood: boolean };

/** Counts what each key does in a window. The library keeps its own time and forgets by itself. */
export class RateMeter {
  private readonly limiter: RateLimiterMemory;

  constructor(private readonly limit: RateLimit) {
    this.limiter = new RateLimiterMemory({
      points: limit.points,
      duration: limit.windowMs / 1_000,
    });
  }

  async count(key: string): Promise<RateVerdict> {
    try {
      await this.limiter.consume(key);
      return { kind: 'within' };
    } catch (refused) {
      // The library rejects with its counts when the limit is reached, and with an Error otherwise.
      if (!(refused instanceof RateLimiterRes)) throw refused;
      const { points } = this.limit;
      return {
        kind: 'over',
        isFirst: refused.consumedPoints === points + 1,
        isFlood: refused.consumedPoints > points * FLOOD_FACTOR,
      };
    }
  }
}
