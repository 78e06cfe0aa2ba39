import { assertNever } from '../base/assert-never';
import type { ConnectionStatus } from './participant';
import type { ConnectionPolicy } from './connection-policy';

// The life of the connection with one partner, of a call or of a room, from one of its two ends.
// One of the two makes the peer connections: the first, and after a loss the next, each of a new
// generation. The other end takes what is newer than what it has.

export interface ConnectionState {
  readonly isInitiator: boolean;
  /** Whether peer connections may be made; until then only the newest generation is kept. */
  readonly isStarted: boolean;
  /** Of the newest peer connection. */
  readonly generation: number;
  readonly hasLink: boolean;
  readonly hasBeenUp: boolean;
  /** Media flows, or has stopped so short a time ago that it may flow again by itself. */
  readonly isUp: boolean;
  /** ICE says that nothing passes; it may come back by itself. */
  readonly isShaky: boolean;
  /** Since when the media is lost; `null` while it is there, or has never been. */
  readonly lostAtMs: number | null;
  /** Peer connections tried since then. */
  readonly attempt: number;
  /** The partner's connection to the server is there, and that of this end. */
  readonly isPartnerReachable: boolean;
  readonly isServerReachable: boolean;
}

export const CONNECTION_TIMERS = ['patience', 'retry', 'give-up'] as const;
export type ConnectionTimer = (typeof CONNECTION_TIMERS)[number];

export type ConnectionEvent =
  | { readonly kind: 'start' }
  /** In place of `start`: a page before this one had media with the partner, and is gone. */
  | { readonly kind: 'restored' }
  /** The other end has made a newer peer connection. */
  | { readonly kind: 'peer-generation'; readonly generation: number }
  | { readonly kind: 'connected'; readonly generation: number }
  | { readonly kind: 'disconnected'; readonly generation: number }
  | {
      readonly kind: 'lost';
      readonly generation: number;
      /** Closed by the other end rather than broken. */
      readonly isRemoteClose: boolean;
    }
  | { readonly kind: ReachEventKind }
  /** This machine is on another network, on one again, or awake again. */
  | { readonly kind: 'network-changed' }
  | { readonly kind: 'timer'; readonly timer: ConnectionTimer };

/** Who can be reached over the server. */
export type ReachEventKind = 'partner-away' | 'partner-back' | 'server-lost' | 'server-found';

export type ConnectionEffect =
  /** Make a peer connection; an earlier one is closed. */
  | { readonly kind: 'open'; readonly generation: number; readonly isInitiator: boolean }
  | { readonly kind: 'close' }
  /** There is no use in trying on. */
  | { readonly kind: 'give-up' }
  | { readonly kind: 'start-timer'; readonly timer: ConnectionTimer; readonly delayMs: number }
  | { readonly kind: 'stop-timer'; readonly timer: ConnectionTimer };

export interface ConnectionStep {
  readonly state: ConnectionState;
  readonly effects: readonly ConnectionEffect[];
}

/** Where the server says that they are gone as well, whose tab has crashed, say. */
const GONE_PATIENCE_MS = 1_000;
/**
 * A link that the other end closed mostly means that they have left, as the server is about to say.
 */
const REMOTE_CLOSE_PATIENCE_MS = 500;
/** Once so many connections were tried in vain it is called failed; it is tried on. */
const FAILED_ATTEMPTS = 2;

export interface NewConnection {
  readonly isInitiator: boolean;
  /** Of the first link that there is to be; 0 unless a page before this one had some. */
  readonly generation: number;
  readonly isPartnerReachable: boolean;
  readonly isServerReachable: boolean;
}

export function newConnection(given: NewConnection): ConnectionState {
  return {
    ...given,
    isStarted: false,
    hasLink: false,
    hasBeenUp: false,
    isUp: false,
    isShaky: false,
    lostAtMs: null,
    attempt: 0,
  };
}

/** How the connection stands, in WebRTC's words. */
export function connectionOf(state: ConnectionState): ConnectionStatus {
  const { isUp, hasLink, isShaky, attempt, hasBeenUp } = state;
  if (isUp && hasLink) return isShaky ? 'disconnected' : 'connected';
  const inVain = hasLink ? attempt - 1 : attempt;
  if (inVain >= FAILED_ATTEMPTS) return 'failed';
  return hasBeenUp ? 'disconnected' : 'connecting';
}

/** What `event` makes of a connection, and what is to be done about it. Pure. */
export function reduceConnection(
  state: ConnectionState,
  event: ConnectionEvent,
  nowMs: number,
  policy: ConnectionPolicy,
): ConnectionStep {
  switch (event.kind) {
    case 'start':
      return state.isStarted ? stay(state) : open({ ...state, isStarted: true }, state.generation);
    case 'restored':
      return lose({ ...state, isStarted: true, hasBeenUp: true }, nowMs, policy);
    case 'peer-generation':
      return handlePeerGeneration(state, event.generation, nowMs, policy);
    case 'connected':
      return isCurrent(state, event) ? handleConnected(state) : stay(state);
    case 'disconnected':
      return isCurrent(state, event) && state.isUp
        ? go({ ...state, isShaky: true }, startPatience(patienceMs(state, policy)))
        : stay(state);
    case 'lost':
      return isCurrent(state, event)
        ? handleLost(state, event.isRemoteClose, nowMs, policy)
        : stay(state);
    case 'partner-away':
      return handleAway({ ...state, isPartnerReachable: false });
    case 'partner-back':
      return handleBack({ ...state, isPartnerReachable: true }, nowMs, policy);
    case 'server-lost':
      return stay({ ...state, isServerReachable: false });
    case 'server-found':
      return state.isServerReachable
        ? rebuildNow(state)
        : catchUp({ ...state, isServerReachable: true }, nowMs, policy);
    case 'network-changed':
      return handleNetworkChanged(state, nowMs, policy);
    case 'timer':
      return handleTimer(state, event.timer, nowMs, policy);
    default:
      return assertNever(event, 'event of a connection');
  }
}

function handlePeerGeneration(
  state: ConnectionState,
  generation: number,
  nowMs: number,
  policy: ConnectionPolicy,
): ConnectionStep {
  if (state.isInitiator || generation <= state.generation) return stay(state);
  return chain(lose(state, nowMs, policy), (lost) => rebuild(lost, generation));
}

function patienceMs(
  { isPartnerReachable }: ConnectionState,
  { disconnectPatienceMs }: ConnectionPolicy,
): number {
  return isPartnerReachable ? disconnectPatienceMs : GONE_PATIENCE_MS;
}

function handleAway(state: ConnectionState): ConnectionStep {
  return state.isShaky && state.isUp ? go(state, startPatience(GONE_PATIENCE_MS)) : stay(state);
}

/**
 * Whoever comes back while nothing passes may be another page, which knows nothing of the link
 * there is.
 */
function handleBack(
  state: ConnectionState,
  nowMs: number,
  policy: ConnectionPolicy,
): ConnectionStep {
  const isDoubtful = state.isShaky && state.isUp;
  const lost = isDoubtful
    ? chain(lose(state, nowMs, policy), (each) => retryLater(each, nowMs, policy))
    : stay(state);
  return chain(lost, (each) => catchUp(each, nowMs, policy));
}

/**
 * An end that was away has heard nothing meanwhile, and signals for a first link that is not up yet
 * may be among that: rather than wait for what was said, whoever makes the links makes another.
 */
function catchUp(state: ConnectionState, nowMs: number, policy: ConnectionPolicy): ConnectionStep {
  const { isInitiator, hasLink, hasBeenUp, isUp } = state;
  const isUncertain = isInitiator && hasLink && !hasBeenUp && !isUp;
  return chain(isUncertain ? lose(state, nowMs, policy) : stay(state), rebuildNow);
}

function handleConnected(state: ConnectionState): ConnectionStep {
  return go(
    { ...state, hasBeenUp: true, isUp: true, isShaky: false, lostAtMs: null, attempt: 0 },
    { kind: 'stop-timer', timer: 'patience' },
    { kind: 'stop-timer', timer: 'retry' },
    { kind: 'stop-timer', timer: 'give-up' },
  );
}

function handleLost(
  state: ConnectionState,
  isRemoteClose: boolean,
  nowMs: number,
  policy: ConnectionPolicy,
): ConnectionStep {
  const closed = { ...state, hasLink: false, isShaky: false };
  if (isRemoteClose && state.isUp) return go(closed, startPatience(REMOTE_CLOSE_PATIENCE_MS));
  return chain(lose(closed, nowMs, policy), (lost) => retryLater(lost, nowMs, policy));
}

function handleTimer(
  state: ConnectionState,
  timer: ConnectionTimer,
  nowMs: number,
  policy: ConnectionPolicy,
): ConnectionStep {
  switch (timer) {
    case 'patience':
      return handlePatience(state, nowMs, policy);
    case 'retry':
      return rebuildNow(state);
    case 'give-up':
      return state.lostAtMs === null ? stay(state) : go(state, { kind: 'give-up' });
    default:
      return assertNever(timer, 'timer of a connection');
  }
}

/** What was shaky on the old network is lost on the new one, and what is lost waits no longer. */
function handleNetworkChanged(
  state: ConnectionState,
  nowMs: number,
  policy: ConnectionPolicy,
): ConnectionStep {
  const isDoubtful = state.isShaky && state.isUp;
  return chain(isDoubtful ? handlePatience(state, nowMs, policy) : stay(state), rebuildNow);
}

/** A link that was only shaky is given up; one that is gone is made again. */
function handlePatience(
  state: ConnectionState,
  nowMs: number,
  policy: ConnectionPolicy,
): ConnectionStep {
  const { isUp, hasLink, isShaky } = state;
  if (!isUp || (hasLink && !isShaky)) return stay(state);
  const isClosed = hasLink && !policy.keepsLostLink;
  const given = isClosed
    ? go({ ...state, hasLink: false, isShaky: false }, { kind: 'close' })
    : stay(state);
  const lost = chain(given, (each) => lose(each, nowMs, policy));
  return chain(lost, (each) => retryLater(each, nowMs, policy));
}

/**
 * The media stopped, or did not come: from now on either end waits for a limited time, if at all.
 */
function lose(
  state: ConnectionState,
  nowMs: number,
  { giveUpAfterMs }: ConnectionPolicy,
): ConnectionStep {
  if (state.lostAtMs !== null) return stay(state);
  const step = go(
    { ...state, isUp: false, lostAtMs: nowMs, attempt: 0 },
    { kind: 'stop-timer', timer: 'patience' },
  );
  if (giveUpAfterMs === null) return step;
  return chain(step, (lost) =>
    go(lost, { kind: 'start-timer', timer: 'give-up', delayMs: giveUpAfterMs }),
  );
}

function retryLater(
  state: ConnectionState,
  nowMs: number,
  { first, again }: ConnectionPolicy,
): ConnectionStep {
  const { isInitiator, hasBeenUp, attempt, lostAtMs } = state;
  // The other end makes the next one: all that is to be done here is to wait for it.
  if (!isInitiator) return stay(state);
  const elapsedMs = nowMs - (lostAtMs ?? nowMs);
  const delayMs = (hasBeenUp ? again : first).nextRetryDelayInMs({ attempt, elapsedMs });
  if (delayMs === null) return go(state, { kind: 'give-up' });
  return go(state, { kind: 'start-timer', timer: 'retry', delayMs });
}

/** Whoever makes the connections makes one now, if one is missing and somebody hears of it. */
function rebuildNow(state: ConnectionState): ConnectionStep {
  const { isInitiator, lostAtMs, isPartnerReachable, isServerReachable } = state;
  const canReach = isPartnerReachable && isServerReachable;
  if (!isInitiator || lostAtMs === null || !canReach) return stay(state);
  return rebuild(state, state.generation + 1);
}

function rebuild(state: ConnectionState, generation: number): ConnectionStep {
  return open({ ...state, attempt: state.attempt + 1 }, generation);
}

function open(state: ConnectionState, generation: number): ConnectionStep {
  const { isInitiator, isStarted } = state;
  if (!isStarted) return go({ ...state, generation }, { kind: 'stop-timer', timer: 'retry' });
  return go(
    { ...state, generation, hasLink: true, isShaky: false },
    { kind: 'stop-timer', timer: 'patience' },
    { kind: 'stop-timer', timer: 'retry' },
    { kind: 'open', generation, isInitiator },
  );
}

function startPatience(delayMs: number): ConnectionEffect {
  return { kind: 'start-timer', timer: 'patience', delayMs };
}

function isCurrent(
  state: ConnectionState,
  { generation }: { readonly generation: number },
): boolean {
  return state.hasLink && state.generation === generation;
}

function stay(state: ConnectionState): ConnectionStep {
  return { state, effects: [] };
}

function go(state: ConnectionState, ...effects: readonly ConnectionEffect[]): ConnectionStep {
  return { state, effects };
}

/** One move after another. */
function chain(
  first: ConnectionStep,
  next: (state: ConnectionState) => ConnectionStep,
): ConnectionStep {
  const second = next(first.state);
  return { state: second.state, effects: [...first.effects, ...second.effects] };
}
