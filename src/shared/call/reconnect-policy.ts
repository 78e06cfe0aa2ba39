/** Where the rebuilding of a lost peer connection stands. */
export interface ReconnectContext {
  /** Peer connections tried since the media was lost, from 0. */
  readonly attempt: number;
  /** Since the media was lost. */
  readonly elapsedMs: number;
}

/** When to make the next peer connection. */
export interface ReconnectPolicy {
  /** `null`: give up. */
  nextRetryDelayInMs(context: ReconnectContext): number | null;
}

/** From there on a person would rather call again than wait. */
export const GIVE_UP_AFTER_MS = 60_000;

const FIRST_DELAYS_MS = [1_000, 3_000, 9_000];
const LATER_DELAY_MS = 10_000;

/** 1, 3 and 9 s, then every 10 s for as long as that still falls within a minute. */
export const CALL_RECONNECT_POLICY: ReconnectPolicy = {
  nextRetryDelayInMs({ attempt, elapsedMs }) {
    const delayMs = FIRST_DELAYS_MS.at(attempt) ?? LATER_DELAY_MS;
    return elapsedMs + delayMs <= GIVE_UP_AFTER_MS ? delayMs : null;
  },
};

/**
 * For a call that never connected: once more, in case a signal was lost on the way; then it is
 * the network (two NATs and no TURN server, say), and waiting will not change that.
 */
export const FIRST_CONNECT_POLICY: ReconnectPolicy = {
  nextRetryDelayInMs: ({ attempt }) => (attempt === 0 ? 1_000 : null),
};

const ROOM_DELAYS_MS = [1_000, 2_000, 4_000, 8_000];
const ROOM_LATER_DELAY_MS = 15_000;

/** In a room the others are still there, and somebody may wait for as long as they like. */
export const ROOM_RECONNECT_POLICY: ReconnectPolicy = {
  nextRetryDelayInMs: ({ attempt }) => ROOM_DELAYS_MS.at(attempt) ?? ROOM_LATER_DELAY_MS,
};
