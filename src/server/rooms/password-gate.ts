import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { RateLimit } from '../rate-limits';

/**
 * Counts passwords that were not right, per room and address. A room that is not there has its
 * count like any other. Tries at once are counted as they come, so that they cannot slip through
 * together; a right one gives its count back.
 */
export class PasswordGate {
  private readonly limiter: RateLimiterMemory;

  constructor(tries: RateLimit) {
    this.limiter = new RateLimiterMemory({
      keyPrefix: 'password',
      points: tries.points,
      duration: tries.windowMs / 1_000,
    });
  }

  /** Whether one more password may be looked at. */
  async take(room: string, address: string): Promise<boolean> {
    try {
      await this.limiter.consume(keyOf(room, address));
      return true;
    } catch (refused) {
      // The library rejects with its counts when the limit is reached, and with an Error otherwise.
      if (!(refused instanceof RateLimiterRes)) throw refused;
      return false;
    }
  }

  async giveBack(room: string, address: string): Promise<void> {
    await this.limiter.reward(keyOf(room, address));
  }
}

/** A space is in no address. */
function keyOf(room: string, address: string): string {
  return `${address} ${room}`;
}
