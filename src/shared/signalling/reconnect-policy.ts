/** When to try the server again. A value, so that tests and other hosts can bring their own. */
export interface ReconnectPolicy {
  /**
   * @param attempt attempts that failed since the connection last held, from 0
   * @param jitter random, in [0, 1): spreads clients that lost the same server
   */
  nextRetryDelayInMs(attempt: number, jitter: number): number;
}

const FIRST_DELAY_MS = 300;
/** For as long as a server takes to restart: whoever waits longer is back late. */
const HOPEFUL_DELAY_MS = 2_400;
const HOPEFUL_ATTEMPTS = 8;
const LATER_DELAY_MS = 5_000;

/**
 * 0.3 s doubling to 2.4 s, and 5 s when it has not come back in about a quarter of a minute, each
 * shortened by up to half; endless: only signing out ends it.
 */
export const SIGNALLING_RECONNECT_POLICY: ReconnectPolicy = {
  nextRetryDelayInMs(attempt, jitter) {
    const longestMs = attempt < HOPEFUL_ATTEMPTS ? HOPEFUL_DELAY_MS : LATER_DELAY_MS;
    const fullMs = Math.min(FIRST_DELAY_MS * 2 ** attempt, longestMs);
    return Math.round(fullMs * (0.5 + jitter / 2));
  },
};
