import pLimit, { type LimitFunction } from 'p-limit';
import type { Result } from '../../shared/base/result';
import { MAX_ROOM_GUESTS, PASSWORD_TRIES_PER_ROOM } from '../../shared/protocol/limits';
import { addressKeyOf } from '../client-address';
import { type RateLimit, RateMeter } from '../rate-limits';
import type { ServerClock } from '../system-clock';

export type PasswordVerdict = 'right' | 'wrong' | 'throttled' | 'busy';

/**
 * Addresses from which somebody gave the right password, of all rooms; the oldest are forgotten.
 */
const MAX_KNOWN = 10_000;

/**
 * Counts passwords that were not right, per room and address, and per room from all addresses that
 * never gave the right one: those of its members are not locked out by strangers. A room that is
 * not there has its count like any other. Those who come at once from one address wait for each
 * other, so that wrong ones cannot slip through together, and right ones, of a household say, are
 * not taken for guesses.
 */
export class PasswordGate {
  private readonly wrong: RateMeter;
  private readonly wrongInRoom: RateMeter;
  private readonly known = new Set<string>();
  private readonly queues = new Map<string, LimitFunction>();

  constructor(
    clock: ServerClock,
    tries: RateLimit,
    triesPerRoom: RateLimit = PASSWORD_TRIES_PER_ROOM,
  ) {
    this.wrong = new RateMeter(tries, clock);
    this.wrongInRoom = new RateMeter(triesPerRoom, clock);
  }

  /** Has `isRight` look at one more password, where there may be one more. */
  async look(
    room: string,
    address: string,
    isRight: () => Promise<Result<boolean, 'busy'>>,
  ): Promise<PasswordVerdict> {
    // A space is in no address.
    const key = `${addressKeyOf(address) ?? address} ${room}`;
    const queue = this.queues.get(key) ?? pLimit(1);
    if (queue.pendingCount >= MAX_ROOM_GUESTS) return 'busy';
    this.queues.set(key, queue);
    try {
      return await queue(() => this.judge(room, key, isRight));
    } finally {
      if (queue.activeCount + queue.pendingCount === 0) this.queues.delete(key);
    }
  }

  private async judge(
    room: string,
    key: string,
    isRight: () => Promise<Result<boolean, 'busy'>>,
  ): Promise<PasswordVerdict> {
    if (this.wrong.isUsedUp(key)) return 'throttled';
    const isKnown = this.known.has(key);
    if (!isKnown && this.wrongInRoom.isUsedUp(room)) return 'throttled';
    const right = await isRight();
    if (!right.ok) return right.error;
    if (right.value) {
      this.remember(key);
      return 'right';
    }
    this.wrong.count(key);
    if (!isKnown) this.wrongInRoom.count(room);
    return 'wrong';
  }

  private remember(key: string): void {
    this.known.delete(key);
    this.known.add(key);
    if (this.known.size <= MAX_KNOWN) return;
    const [oldest] = this.known;
    this.known.delete(oldest);
  }
}
