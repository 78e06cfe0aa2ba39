import { PIGEON_LIFE_MS } from '../pigeon/pigeon-letter';
import {
  CALL_RECONNECT_POLICY,
  FIRST_CONNECT_POLICY,
  GIVE_UP_AFTER_MS,
  NO_RECONNECT_POLICY,
  PLAIN_FIRST_CONNECT_POLICY,
  type ReconnectPolicy,
  ROOM_RECONNECT_POLICY,
} from './reconnect-policy';

/** In what a connection of a call differs from one of a room. */
export interface ConnectionPolicy {
  /** For one that was never up. */
  readonly first: ReconnectPolicy;
  /** For one that was. */
  readonly again: ReconnectPolicy;
  /** From when ICE says that nothing passes until the link is taken for lost. */
  readonly disconnectPatienceMs: number;
  /** From the loss until either end gives up; `null`: never. */
  readonly giveUpAfterMs: number | null;
  /**
   * Whether a link that is taken for lost stays open until another takes its place: it may come
   * back.
   */
  readonly keepsLostLink: boolean;
  /** For a link that makes no step towards being connected. */
  connectTimeoutMs(link: { readonly generation: number; readonly hasBeenUp: boolean }): number;
  /**
   * From the first link on, until the remote end has said anything; `null`: no longer than for a
   * step.
   */
  readonly answerTimeoutMs: number | null;
}

/** ICE over two TURN servers takes a few seconds; what stands still for longer will not connect. */
const CONNECT_TIMEOUT_MS = 15_000;
/**
 * Shorter for a link that replaces a lost one: there is a path, and it may be back at any moment.
 */
const RECONNECT_TIMEOUT_MS = 8_000;
/** How long the last attempt may run past the end of the policy, before either end gives up. */
const LAST_ATTEMPT_GRACE_MS = 15_000;

/**
 * One partner, for whom a person waits for a minute, and who can only be called again after that.
 */
export const CALL_POLICY: ConnectionPolicy = {
  first: FIRST_CONNECT_POLICY,
  again: CALL_RECONNECT_POLICY,
  // ICE comes back by itself within a few seconds (measured: a cut of 5 s is not even noticed).
  disconnectPatienceMs: 5_000,
  giveUpAfterMs: GIVE_UP_AFTER_MS + LAST_ATTEMPT_GRACE_MS,
  keepsLostLink: true,
  connectTimeoutMs: ({ generation }) =>
    generation === 0 ? CONNECT_TIMEOUT_MS : RECONNECT_TIMEOUT_MS,
  // The browser of the remote end may ask its user about the camera before it answers.
  answerTimeoutMs: 60_000,
};

/**
 * By hand: people take their time with letters, and what breaks nobody can make again but they. So
 * ICE has all of its own time to come back.
 */
export const PIGEON_POLICY: ConnectionPolicy = {
  first: NO_RECONNECT_POLICY,
  again: NO_RECONNECT_POLICY,
  disconnectPatienceMs: 30_000,
  giveUpAfterMs: null,
  keepsLostLink: false,
  // The offer's life, and a minute for the rest.
  connectTimeoutMs: () => PIGEON_LIFE_MS + 60_000,
  answerTimeoutMs: null,
};

/** What a policy is where the other end is a program that is not WebCRT, and where it is not. */
export function policyWith(policy: ConnectionPolicy, isPlain: boolean): ConnectionPolicy {
  return isPlain && policy === CALL_POLICY ? PLAIN_CALL_POLICY : policy;
}

const PLAIN_CALL_POLICY: ConnectionPolicy = { ...CALL_POLICY, first: PLAIN_FIRST_CONNECT_POLICY };

/** The others are still there, and somebody may wait for as long as they like. */
export const ROOM_POLICY: ConnectionPolicy = {
  first: ROOM_RECONNECT_POLICY,
  again: ROOM_RECONNECT_POLICY,
  disconnectPatienceMs: 4_000,
  giveUpAfterMs: null,
  keepsLostLink: false,
  connectTimeoutMs: ({ hasBeenUp }) => (hasBeenUp ? RECONNECT_TIMEOUT_MS : CONNECT_TIMEOUT_MS),
  answerTimeoutMs: null,
};
