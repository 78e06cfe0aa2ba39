import pLimit, { type LimitFunction } from 'p-limit';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Result } from '../../shared/base/result';
import { MAX_ROOM_GUESTS } from '../../shared/protocol/limits';
import type { RateLimit } from '../rate-limits';

export type PasswordVerdict = 'right' | 'wrong' | 'throttled' | 'busy';

/**
 * Counts passwords that were not right, per room and address. A room that is not there has its
 * count like any other. Those who come at once from one address wait for each other, so that wrong
 * ones cannot slip through together, and right ones, of a household say, are not taken for guesses.
 */
export class PasswordGate {
  private readonly limiter: RateLimiterMemory;
  private readonly queues = new Map<string, LimitFunction>();

  constructor(private readonly tries: RateLimit) {
    this.limiter = new RateLimiterMemory({
      points: tries.points,
      duration: tries.windowMs / 1_000,
    });
  }

  /** Has `isRight` look at one more password, where there may be one more. */
  async look(
    room: string,
    address: string,
    isRight: () => Promise<Result<boolean, 'busy'>>,
  ): Promise<PasswordVerdict> {
    // A space is in no address.
    const key = `${address} ${room}`;
    const queue = this.queues.get(key) ?? pLimit(1);
    if (queue.pendingCount >= MAX_ROOM_GUESTS) return 'busy';
    this.queues.set(key, queue);
    try {
      return await queue(() => this.judge(key, isRight));
    } finally {
      if (queue.activeCount + queue.pendingCount === 0) this.queues.delete(key);
    }
  }

  private async judge(
    key: string,
    isRight: () => Promise<Result<boolean, 'busy'>>,
  ): Promise<PasswordVerdict> {
    const count = await this.limiter.get(key);
    if (count !== null && count.consumedPoints >= this.tries.points) return 'throttled';
    const right = await isRight();
    if (!right.ok) return right.error;
    if (right.value) return 'right';
    await this.limiter.penalty(key);
    return 'wrong';
  }
}
