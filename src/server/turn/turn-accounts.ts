import { createHmac } from 'node:crypto';
import type { Clock } from '../../shared/base/clock';
import { isTurnUrl } from '../../shared/protocol/ice-url';
import { MAX_TURN_TTL_MS, MAX_TURN_URLS, MIN_TURN_TTL_MS } from '../../shared/protocol/limits';
import type { TurnServer } from '../../shared/protocol/turn-messages';
import type { RandomSource } from '../random';

/** A TURN server that takes accounts signed with a secret: coturn with `use-auth-secret`. */
export interface TurnOptions {
  /** `turn:HOST[:PORT][?transport=udp|tcp]` or `turns:...`, all of one server or one secret. */
  readonly urls: readonly string[];
  /** As `static-auth-secret` of coturn has it. */
  readonly secret: string;
  /** How long an account holds: 10 to 60 minutes, and 60 unless said otherwise. */
  readonly ttlMs?: number;
}

/** The TURN server as it was described cannot be used; the message is a sentence that says why. */
export class TurnOptionsError extends Error {
  override readonly name = 'TurnOptionsError';
}

const MIN_SECRET_CHARS = 16;

/**
 * Makes accounts at a TURN server, without asking it: it shares the secret that they are signed
 * with (draft-uberti-behave-turn-rest-00). Each says until when it holds, and nothing of whose it
 * is.
 */
export class TurnAccounts {
  /** @throws {TurnOptionsError} when that is no TURN server */
  constructor(
    private readonly options: TurnOptions,
    private readonly clock: Pick<Clock, 'nowMs'>,
    private readonly random: Pick<RandomSource, 'id'>,
  ) {
    TurnAccounts.check(options);
  }

  /** @throws {TurnOptionsError} when that is no TURN server */
  static check({ urls, secret, ttlMs = MAX_TURN_TTL_MS }: TurnOptions): void {
    if (urls.length === 0) throw new TurnOptionsError('A TURN server needs an address.');
    if (urls.length > MAX_TURN_URLS) {
      throw new TurnOptionsError(`A TURN server has ${MAX_TURN_URLS} addresses at the most.`);
    }
    const wrong = urls.find((url) => !isTurnUrl(url));
    if (wrong !== undefined) {
      throw new TurnOptionsError(
        `${wrong} is not the address of a TURN server: write it like turn:turn.example.org:3478.`,
      );
    }
    if (secret.length < MIN_SECRET_CHARS) {
      throw new TurnOptionsError(
        `The secret of the TURN server is too short to be one: give ${MIN_SECRET_CHARS} characters or more.`,
      );
    }
    if (!(ttlMs >= MIN_TURN_TTL_MS && ttlMs <= MAX_TURN_TTL_MS)) {
      const [least, most] = [MIN_TURN_TTL_MS, MAX_TURN_TTL_MS].map((ms) => ms / 60_000);
      throw new TurnOptionsError(
        `Accounts of the TURN server hold for ${least} to ${most} minutes, not for ${ttlMs / 60_000}.`,
      );
    }
  }

  /** An account of its own for one peer connection. */
  create(): TurnServer {
    const { urls, secret, ttlMs = MAX_TURN_TTL_MS } = this.options;
    const untilSeconds = Math.floor((this.clock.nowMs() + ttlMs) / 1_000);
    const username = `${untilSeconds}:${this.random.id()}`;
    const credential = createHmac('sha1', secret).update(username).digest('base64');
    return { urls: [...urls], username, credential };
  }
}
