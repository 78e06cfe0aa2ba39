import { PASSWORD_TRIES_PER_ROOM } from '../../shared/protocol/limits';
import { addressKeyOf } from '../client-address';
import { type RateLimit, RateMeter } from '../rate-limits';
import type { ServerClock } from '../system-clock';

export type PasswordVerdict = 'right' | 'wrong' | 'throttled';

/**
 * Addresses from which somebody gave the right password, of all rooms; the oldest are forgotten.
 */
const MAX_KNOWN = 10_000;

/**
 * Counts passwords that were not right, per room and address, and per room from all addresses that
 * never gave the right one: those of its members are not locked out by strangers. A room that is
 * not there has its count like any other.
 */
export class PasswordGate {
  private readonly wrong: RateMeter;
  private readonly wrongInRoom: RateMeter;
  private readonly known = new Set<string>();

  constructor(
    clock: ServerClock,
    tries: RateLimit,
    triesPerRoom: RateLimit = PASSWORD_TRIES_PER_ROOM,
  ) {
    this.wrong = new RateMeter(tries, clock);
    this.wrongInRoom = new RateMeter(triesPerRoom, clock);
  }

  /** Judges a password by `isRight`, where another one may be tried. */
  look(room: string, address: string, isRight: () => boolean): PasswordVerdict {
    // A space is in no address.
    const key = `${addressKeyOf(address) ?? address} ${room}`;
    if (this.wrong.isUsedUp(key)) return 'throttled';
    const isKnown = this.known.has(key);
    if (!isKnown && this.wrongInRoom.isUsedUp(room)) return 'throttled';
    if (isRight()) {
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
