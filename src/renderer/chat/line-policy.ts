import { RATE_LIMITS, RESUME_WINDOW_MS } from '../../shared/protocol/limits';
import type { RequestFailure } from '../../shared/protocol/reasons';

/** The connection to the server at the moment at which a line was refused. */
export interface SendingFacts {
  /** Since signing in over this connection, in ms. */
  readonly sinceSignInMs: number;
  /**
   * Whether the server was restarted since the sign-in before: others come back to it one by
   * one.
   */
  readonly isNewRun: boolean;
  /** Whether the line waited before: whoever typed it was told so, and looks elsewhere by now. */
  readonly hasWaited: boolean;
}

/**
 * What becomes of a line that was not taken. `wait`: until the connection is back; a number: it is
 * sent again after so many ms; `give-up`: it will never be taken.
 */
export type SendingVerdict = 'wait' | 'give-up' | number;

/** Between two attempts to reach whoever is not back yet. */
const RETRY_MS = 2_000;
/** After too many in one window: until the next begins. */
const RATE_LIMITED_MS = RATE_LIMITS.chat.windowMs;
/**
 * Refusals that are true for a while after a restart: whom the line is for is on their way back, or
 * we are.
 */
const PASSING_AFTER_RESTART: readonly RequestFailure[] = ['no-such-person', 'not-in-room'];

export function sendingVerdict(reason: RequestFailure, facts: SendingFacts): SendingVerdict {
  if (reason === 'offline' || reason === 'not-signed-in') return 'wait';
  // The server held the name a moment ago, and says so no longer than it does.
  if (reason === 'not-reachable' || reason === 'timed-out') return RETRY_MS;
  if (reason === 'rate-limited' && facts.hasWaited) return RATE_LIMITED_MS;
  const isSettling = facts.isNewRun && facts.sinceSignInMs < RESUME_WINDOW_MS;
  return isSettling && PASSING_AFTER_RESTART.includes(reason) ? RETRY_MS : 'give-up';
}
