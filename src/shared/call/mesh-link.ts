import { assertNever } from '../base/assert-never';
import type { PartyConnection } from '../party/participant';
import { type ReconnectPolicy, ROOM_RECONNECT_POLICY } from './reconnect-policy';

// The life of one connection of a room's mesh, from one of its two ends. Of two members the one who
// came later makes the connections: the first, and after a loss the next, each of a new generation.

export interface MeshLinkState {
  readonly isInitiator: boolean;
  /** Of the newest peer connection. */
  readonly generation: number;
  readonly hasLink: boolean;
  readonly hasBeenUp: boolean;
  /** ICE says that nothing passes; it may come back by itself. */
  readonly isShaky: boolean;
  /** Since when there has been no media; `null` while there is. */
  readonly lostAtMs: number | null;
  /** Peer connections tried since then. */
  readonly attempt: number;
  /** The other member's connection to the server is there, and mine. */
  readonly isMemberReachable: boolean;
  readonly isServerReachable: boolean;
}

export const MESH_TIMERS = ['patience', 'retry'] as const;
export type MeshTimer = (typeof MESH_TIMERS)[number];

export type MeshLinkEvent =
  /** `generation`: of the first link that there is to be; 0 unless a page before this one had some. */
  | { readonly kind: 'start'; readonly generation?: number }
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
  | { readonly kind: 'member-away' | 'member-back' | 'server-lost' | 'server-found' }
  | { readonly kind: 'timer'; readonly timer: MeshTimer };

export type MeshLinkEffect =
  /** Make a peer connection; an earlier one is closed. */
  | { readonly kind: 'open'; readonly generation: number; readonly isInitiator: boolean }
  | { readonly kind: 'close' }
  | { readonly kind: 'start-timer'; readonly timer: MeshTimer; readonly delayMs: number }
  | { readonly kind: 'stop-timer'; readonly timer: MeshTimer };

export interface MeshLinkStep {
  readonly state: MeshLinkState;
  readonly effects: readonly MeshLinkEffect[];
}

/** ICE comes back by itself within a few seconds, mostly. */
const DISCONNECT_PATIENCE_MS = 4_000;
/** ... but not where the server says that they are gone as well, whose tab has crashed, say. */
const GONE_PATIENCE_MS = 1_000;
/** A link that the other end closed mostly means that they have left, as the server is about to say. */
const REMOTE_CLOSE_PATIENCE_MS = 500;
/** From so many connections tried in vain on it is called failed; it is tried on. */
const FAILED_ATTEMPTS = 3;

export function newMeshLink(
  isInitiator: boolean,
  reachable: { readonly member: boolean; readonly server: boolean },
): MeshLinkState {
  return {
    isInitiator,
    generation: 0,
    hasLink: false,
    hasBeenUp: false,
    isShaky: false,
    lostAtMs: null,
    attempt: 0,
    isMemberReachable: reachable.member,
    isServerReachable: reachable.server,
  };
}

/** How the connection stands, in WebRTC's words. */
export function connectionOf(state: MeshLinkState): PartyConnection {
  if (state.hasLink && state.lostAtMs === null) return state.isShaky ? 'disconnected' : 'connected';
  if (state.attempt >= FAILED_ATTEMPTS) return 'failed';
  return state.hasBeenUp ? 'disconnected' : 'connecting';
}

/** What `event` makes of a connection, and what is to be done about it. Pure. */
export function reduceMeshLink(
  state: MeshLinkState,
  event: MeshLinkEvent,
  nowMs: number,
  policy: ReconnectPolicy = ROOM_RECONNECT_POLICY,
): MeshLinkStep {
  switch (event.kind) {
    case 'start':
      return open({ ...state, lostAtMs: nowMs }, event.generation ?? 0);
    case 'peer-generation':
      return handlePeerGeneration(state, event.generation, nowMs);
    case 'connected':
      return isCurrent(state, event) ? handleConnected(state) : stay(state);
    case 'disconnected':
      return isCurrent(state, event) && state.lostAtMs === null
        ? go({ ...state, isShaky: true }, startPatience(patienceMs(state)))
        : stay(state);
    case 'lost':
      return isCurrent(state, event)
        ? handleLost(state, event.isRemoteClose, nowMs, policy)
        : stay(state);
    case 'member-away':
      return handleAway({ ...state, isMemberReachable: false });
    case 'member-back':
      return handleBack({ ...state, isMemberReachable: true }, nowMs);
    case 'server-lost':
      return stay({ ...state, isServerReachable: false });
    case 'server-found':
      return rebuildNow({ ...state, isServerReachable: true });
    case 'timer':
      return event.timer === 'retry' ? rebuildNow(state) : handlePatience(state, nowMs, policy);
    default:
      return assertNever(event, 'event of a mesh link');
  }
}

function handlePeerGeneration(
  state: MeshLinkState,
  generation: number,
  nowMs: number,
): MeshLinkStep {
  if (state.isInitiator || generation <= state.generation) return stay(state);
  return open({ ...state, lostAtMs: state.lostAtMs ?? nowMs }, generation);
}

function patienceMs({ isMemberReachable }: MeshLinkState): number {
  return isMemberReachable ? DISCONNECT_PATIENCE_MS : GONE_PATIENCE_MS;
}

function handleAway(state: MeshLinkState): MeshLinkStep {
  return state.isShaky ? go(state, startPatience(GONE_PATIENCE_MS)) : stay(state);
}

/** Whoever comes back while nothing passes may be another page, which knows nothing of the link there is. */
function handleBack(state: MeshLinkState, nowMs: number): MeshLinkStep {
  return rebuildNow(state.isShaky ? { ...state, lostAtMs: state.lostAtMs ?? nowMs } : state);
}

function handleConnected(state: MeshLinkState): MeshLinkStep {
  return go(
    { ...state, hasBeenUp: true, isShaky: false, lostAtMs: null, attempt: 0 },
    { kind: 'stop-timer', timer: 'patience' },
    { kind: 'stop-timer', timer: 'retry' },
  );
}

function handleLost(
  state: MeshLinkState,
  isRemoteClose: boolean,
  nowMs: number,
  policy: ReconnectPolicy,
): MeshLinkStep {
  const closed = { ...state, hasLink: false, isShaky: false };
  if (isRemoteClose && state.lostAtMs === null) {
    const lost = { ...closed, lostAtMs: nowMs };
    return go(lost, startPatience(REMOTE_CLOSE_PATIENCE_MS));
  }
  return retryLater(closed, nowMs, policy);
}

/** A link that was only shaky is given up; one that is gone is made again. */
function handlePatience(
  state: MeshLinkState,
  nowMs: number,
  policy: ReconnectPolicy,
): MeshLinkStep {
  if (state.hasLink && !state.isShaky) return stay(state);
  const lost = { ...state, hasLink: false, isShaky: false, lostAtMs: state.lostAtMs ?? nowMs };
  const { state: next, effects } = retryLater(lost, nowMs, policy);
  return { state: next, effects: state.hasLink ? [{ kind: 'close' }, ...effects] : effects };
}

function retryLater(state: MeshLinkState, nowMs: number, policy: ReconnectPolicy): MeshLinkStep {
  const lostAtMs = state.lostAtMs ?? nowMs;
  const lost = { ...state, lostAtMs };
  // The other end makes the next one: all that is to be done here is to wait for it.
  if (!state.isInitiator) return stay({ ...lost, attempt: lost.attempt + 1 });
  const { attempt } = lost;
  const delayMs = policy.nextRetryDelayInMs({ attempt, elapsedMs: nowMs - lostAtMs });
  const next = { ...lost, attempt: attempt + 1 };
  return delayMs === null ? stay(next) : go(next, { kind: 'start-timer', timer: 'retry', delayMs });
}

/** Whoever makes the connections makes one now, if one is missing and somebody hears of it. */
function rebuildNow(state: MeshLinkState): MeshLinkStep {
  const { isInitiator, hasLink, lostAtMs, isMemberReachable, isServerReachable } = state;
  if (!isInitiator || !isMemberReachable || !isServerReachable) return stay(state);
  const isUp = hasLink && lostAtMs === null;
  if (isUp || lostAtMs === null) return stay(state);
  return open(state, state.generation + 1);
}

function open(state: MeshLinkState, generation: number): MeshLinkStep {
  const { isInitiator } = state;
  return go(
    { ...state, generation, hasLink: true, isShaky: false },
    { kind: 'stop-timer', timer: 'patience' },
    { kind: 'stop-timer', timer: 'retry' },
    { kind: 'open', generation, isInitiator },
  );
}

function startPatience(delayMs: number): MeshLinkEffect {
  return { kind: 'start-timer', timer: 'patience', delayMs };
}

function isCurrent(state: MeshLinkState, { generation }: { readonly generation: number }): boolean {
  return state.hasLink && state.generation === generation;
}

function stay(state: MeshLinkState): MeshLinkStep {
  return { state, effects: [] };
}

function go(state: MeshLinkState, ...effects: readonly MeshLinkEffect[]): MeshLinkStep {
  return { state, effects };
}
