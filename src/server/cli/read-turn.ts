import { err, ok, type Result } from '../../shared/base/result';
import { isTurnUrl } from '../../shared/protocol/ice-url';
import { MAX_TURN_TTL_MS, MAX_TURN_URLS, MIN_TURN_TTL_MS } from '../../shared/protocol/limits';
import { readTurnOptions } from '../turn/read-turn-secret';
import { type TurnOptions, TurnOptionsError } from '../turn/turn-accounts';
import { UsageError } from './usage-error';

/** What the command line says of the TURN server. */
export interface TurnCliOptions {
  readonly urls: readonly string[];
  readonly secretFile: string;
  readonly ttlMs: number;
}

const MINUTE_MS = 60_000;
const MIN_MINUTES = MIN_TURN_TTL_MS / MINUTE_MS;
const MAX_MINUTES = MAX_TURN_TTL_MS / MINUTE_MS;

interface Given {
  readonly turn?: readonly string[] | undefined;
  readonly 'turn-secret-file'?: string | undefined;
  readonly 'turn-ttl-minutes'?: string | undefined;
}

/** Reads `--turn`, `--turn-secret-file` and `--turn-ttl-minutes`; `null`: there is none. */
export function readTurn({
  turn: urls = [],
  'turn-secret-file': secretFile,
  'turn-ttl-minutes': minutes,
}: Given): Result<TurnCliOptions | null, string> {
  if (urls.length === 0) {
    if (secretFile !== undefined) return err('--turn-secret-file needs --turn.');
    return minutes === undefined ? ok(null) : err('--turn-ttl-minutes needs --turn.');
  }
  const wrong = urls.find((url) => !isTurnUrl(url));
  if (wrong !== undefined) {
    return err(
      `--turn ${wrong} is not the address of a TURN server: write it like turn:turn.example.org:3478, ` +
        'turn:turn.example.org?transport=tcp or turns:turn.example.org:5349.',
    );
  }
  if (urls.length > MAX_TURN_URLS) return err(`--turn may be given ${MAX_TURN_URLS} times.`);
  if (secretFile === undefined || secretFile === '') {
    return err('--turn needs --turn-secret-file, with what static-auth-secret is in coturn.');
  }
  const count = Number(minutes ?? MAX_MINUTES);
  if (!/^\d{1,4}$/.test(minutes ?? '60') || count < MIN_MINUTES || count > MAX_MINUTES) {
    return err(
      `--turn-ttl-minutes ${minutes}: give a number from ${MIN_MINUTES} to ${MAX_MINUTES}.`,
    );
  }
  return ok({ urls, secretFile, ttlMs: count * MINUTE_MS });
}

/**
 * Reads the secret, before root is given up.
 * @throws {UsageError} when there is none in the file
 */
export function openTurn(options: TurnCliOptions | null): { readonly turn?: TurnOptions } {
  if (options === null) return {};
  try {
    return { turn: readTurnOptions(options) };
  } catch (error) {
    if (!(error instanceof TurnOptionsError)) throw error;
    throw new UsageError(`--turn-secret-file: ${error.message}`);
  }
}
