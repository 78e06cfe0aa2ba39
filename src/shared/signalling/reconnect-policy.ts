/** When to try the server again. A value, so that tests and other hosts can bring their own. */
export interface ReconnectPolicy {
  /**
   * @param attempt attempts that failed since the connection last held, from 0
   * @param jitter random, in [0, 1): spreads clients that lost the same server
   */
  nextRetryDelayInMs(attempt: number, jitter: number): number;
}

const FIRST_DELAY_MS = 300;
const MAX_DELAY_MS = 5_000;

/** 0.3 s doubling to 5 s, each shortened by up to half; endless: only signing out ends it. */
export const SIGNALLING_RECONNECT_POLICY: ReconnectPolicy = {
  nextRetryDelayInMs(attempt, jitter) {
    const fullMs = Math.min(FIRST_DELAY_MS * 2 ** attempt, MAX_DELAY_MS);
    return Math.round(fullMs * (0.5 + jitter / 2));
  },
};
