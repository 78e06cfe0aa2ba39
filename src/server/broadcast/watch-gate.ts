import { err, ok, type Result } from '../../shared/base/result';
import { WATCH_TOKEN } from '../../shared/protocol/broadcast-messages';
import {
  PASSWORD_TRIES,
  PASSWORD_TRIES_PER_ROOM,
  WATCHES_PER_ADDRESS,
} from '../../shared/protocol/limits';
import { RateMeter } from '../rate-limits';
import type { ServerClock } from '../system-clock';
import type { Broadcast } from './broadcast';
import type { Broadcasts } from './broadcasts';

/** Why somebody does not get to watch. */
export type WatchRefusal = 'unknown' | 'too-often' | 'password-needed' | 'password-wrong';

/** Everybody on this machine, to whom limits by address do not apply but this one. */
const THIS_MACHINE = 'this machine';

/** Decides who may watch, by whichever way they come. */
export class WatchGate {
  private readonly watches: RateMeter;
  private readonly tries: RateMeter;
  private readonly triesOfAll: RateMeter;

  constructor(
    private readonly broadcasts: Broadcasts,
    clock: Pick<ServerClock, 'monotonicMs'>,
  ) {
    this.watches = new RateMeter(WATCHES_PER_ADDRESS, clock);
    this.tries = new RateMeter(PASSWORD_TRIES, clock);
    this.triesOfAll = new RateMeter(PASSWORD_TRIES_PER_ROOM, clock);
  }

  /** Counts a request; `false`: there were too many from there. */
  admit(addressKey: string | null): boolean {
    return addressKey === null || this.watches.count(addressKey).kind === 'within';
  }

  /** @param password `null`: none was given. */
  open(
    token: string,
    password: string | null,
    addressKey: string | null,
  ): Result<Broadcast, WatchRefusal> {
    const broadcast = WATCH_TOKEN.test(token) ? this.broadcasts.find(token) : undefined;
    if (broadcast === undefined) return err('unknown');
    if (!broadcast.hasPassword) return ok(broadcast);
    if (password === null) return err('password-needed');
    const key = `${token} ${addressKey ?? THIS_MACHINE}`;
    if (this.tries.isUsedUp(key) || this.triesOfAll.isUsedUp(token)) return err('too-often');
    if (this.broadcasts.isPassword(broadcast, password)) return ok(broadcast);
    this.tries.count(key);
    this.triesOfAll.count(token);
    return err('password-wrong');
  }
}
