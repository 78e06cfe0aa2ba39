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

const FIRST_DELAY_MS = 1_000;
/**
 * Each try looks for a path for some seconds by itself: in between, one that is back must not be
 * missed for long.
 */
const LATER_DELAY_MS = 2_000;

/** 1 s, then 2 s after each try, for as long as that still falls within a minute. */
export const CALL_RECONNECT_POLICY: ReconnectPolicy = {
  nextRetryDelayInMs({ attempt, elapsedMs }) {
    const delayMs = attempt === 0 ? FIRST_DELAY_MS : LATER_DELAY_MS;
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

/**
 * The same with a program that is not WebCRT. Two of its connections are given little time to find
 * an address (`PlainPeerLink`), so there is a third.
 */
export const PLAIN_FIRST_CONNECT_POLICY: ReconnectPolicy = {
  nextRetryDelayInMs: ({ attempt }) => (attempt < 2 ? 1_000 : null),
};

/** For a connection that nobody carries signals for. */
export const NO_RECONNECT_POLICY: ReconnectPolicy = { nextRetryDelayInMs: () => null };

/**
 * Whoever is not back by then is away for long, and each try is an offer that the server has to
 * relay.
 */
const ROOM_HOPEFUL_MS = 2 * GIVE_UP_AFTER_MS;
const ROOM_LATER_DELAY_MS = 15_000;

/** In a room the others are still there, and somebody may wait for as long as they like. */
export const ROOM_RECONNECT_POLICY: ReconnectPolicy = {
  nextRetryDelayInMs({ attempt, elapsedMs }) {
    if (elapsedMs >= ROOM_HOPEFUL_MS) return ROOM_LATER_DELAY_MS;
    return attempt === 0 ? FIRST_DELAY_MS : LATER_DELAY_MS;
  },
};
