import { assertNever } from '../base/assert-never';
import { RING_TIMEOUT_MS } from '../protocol/limits';
import { type CallPhase, isInCall } from './call-phase';
import type { CallEffect, CallEvent, CallState, CallStep, ServerWord } from './call-state';
import {
  callIdOf,
  chain,
  chainAll,
  end,
  go,
  hangUp,
  loseMedia,
  markLost,
  openLink,
  rebuild,
  retry,
  stay,
} from './call-steps';
import { wantsMedia } from './media-consent';

/** The server says after RING_TIMEOUT_MS that nobody answered; this is for one that cannot. */
const RING_SAFETY_MS = RING_TIMEOUT_MS + 10_000;
/** ICE comes back by itself within a few seconds (measured: a cut of 5 s is not even noticed). */
const DISCONNECT_PATIENCE_MS = 5_000;
/** ... but not where the server says that the other end is gone as well, whose tab has crashed, say. */
const GONE_PATIENCE_MS = 1_000;
/** A link closed by the other end mostly means that its hang-up is on the way through the server. */
const REMOTE_CLOSE_PATIENCE_MS = 500;
/** A call has one of each word, or nearly. */
const MAX_EARLY_WORDS = 8;

type EventOf<K extends CallEvent['kind']> = Extract<CallEvent, { kind: K }>;

/**
 * The life of a one-to-one call, as a pure function: what `event` makes of `state`, and what is to
 * be done about it. Whatever the order of events, camera and microphone are asked for by the user's
 * `place` and `answer` only, a link is opened in an accepted call only, and events of calls that are
 * unknown or over change nothing.
 */
export function reduceCall(state: CallState, event: CallEvent, nowMs: number): CallStep {
  switch (event.kind) {
    case 'place':
      return place(state, event);
    case 'answer':
      return answer(state);
    case 'decline':
      return decline(state, event.text, nowMs);
    case 'hang-up':
      return handleHangUp(state, nowMs);
    case 'invited':
      return handleInvited(state, event, nowMs);
    case 'invite-refused':
    case 'accept-refused':
      return handleRefused(state, event, nowMs);
    case 'media-ready':
      return handleMediaReady(state, event.serial);
    case 'incoming':
      return handleIncoming(state, event);
    case 'restored':
      return restore(state, event, nowMs);
    case 'ringing':
    case 'accepted':
    case 'ended':
    case 'interrupted':
    case 'resumed':
      return handleWord(state, event, nowMs);
    case 'peer-generation':
      return handlePeerGeneration(state, event, nowMs);
    case 'server-lost':
      return go(state, { isServerReachable: false });
    case 'server-found':
      return handleServerFound(state, event.callId, nowMs);
    case 'signed-out':
      return event.isWished ? end(state, 'hung-up', nowMs) : handleForgotten(state, nowMs);
    case 'link-connected':
    case 'link-disconnected':
    case 'link-lost':
      return handleLink(state, event, nowMs);
    case 'impostor':
      return handleImpostor(state, nowMs);
    case 'timer':
      return handleTimer(state, event.timer, nowMs);
    default:
      return assertNever(event, 'call event');
  }
}

// ── the user ───────────────────────────────────────────────────────────────────────────────────

function place(state: CallState, { peer }: EventOf<'place'>): CallStep {
  if (state.phase.kind !== 'idle') return stay(state);
  const serial = state.serial + 1;
  return go(
    state,
    {
      serial,
      direction: 'outgoing',
      phase: { kind: 'outgoing', peer, callId: null, isRinging: false },
    },
    { kind: 'start-timer', timer: 'ring', delayMs: RING_SAFETY_MS },
    { kind: 'grant-media', serial },
    { kind: 'invite', serial, to: peer },
  );
}

function answer(state: CallState): CallStep {
  const { phase, serial } = state;
  if (phase.kind !== 'incoming') return stay(state);
  const { peer, callId } = phase;
  return go(
    state,
    { phase: { kind: 'connecting', peer, callId } },
    { kind: 'stop-timer', timer: 'ring' },
    { kind: 'accept', serial, callId },
    { kind: 'grant-media', serial },
  );
}

function decline(state: CallState, text: string | null, nowMs: number): CallStep {
  if (state.phase.kind !== 'incoming') return stay(state);
  const { callId } = state.phase;
  return end(state, 'declined', nowMs, {
    farewell: [{ kind: 'decline', callId, reason: 'declined', text }],
  });
}

function handleHangUp(state: CallState, nowMs: number): CallStep {
  if (state.phase.kind === 'incoming') return decline(state, null, nowMs);
  return hangUp(state, state.phase.kind === 'outgoing' ? 'cancelled' : 'hung-up', nowMs);
}

// ── answers ────────────────────────────────────────────────────────────────────────────────────

function handleInvited(state: CallState, event: EventOf<'invited'>, nowMs: number): CallStep {
  const { phase, serial, early } = state;
  const { callId } = event;
  const isAwaited = phase.kind === 'outgoing' && phase.callId === null && event.serial === serial;
  // Given up before the server said that it rings there: it must stop.
  if (!isAwaited) {
    return callIdOf(phase) === callId ? stay(state) : go(state, {}, { kind: 'hang-up', callId });
  }
  const known = go(state, { phase: { ...phase, callId }, early: [] });
  return chainAll(known, wordsToCatchUpOn(early, callId), (each, word) =>
    handleWord(each, word, nowMs),
  );
}

/** When the call is over already, that is all there is to know: nothing is begun for it. */
function wordsToCatchUpOn(early: readonly ServerWord[], callId: string): readonly ServerWord[] {
  const ended = early.find((word) => word.kind === 'ended' && word.callId === callId);
  return ended === undefined ? early : [ended];
}

function handleRefused(
  state: CallState,
  { kind, serial, reason }: EventOf<'invite-refused' | 'accept-refused'>,
  nowMs: number,
): CallStep {
  const { phase } = state;
  if (serial !== state.serial) return stay(state);
  if (kind === 'accept-refused') {
    return phase.kind === 'connecting' ? hangUp(state, reason, nowMs) : stay(state);
  }
  const isAwaited = phase.kind === 'outgoing' && phase.callId === null;
  return isAwaited ? end(state, reason, nowMs) : stay(state);
}

function handleMediaReady(state: CallState, serial: number): CallStep {
  const { phase, isMediaReady, generation } = state;
  if (serial !== state.serial || isMediaReady || !wantsMedia(phase)) return stay(state);
  return chain(go(state, { isMediaReady: true }), (ready) =>
    isInCall(phase) ? openLink(ready, phase, generation) : stay(ready),
  );
}

// ── the server ─────────────────────────────────────────────────────────────────────────────────

function handleIncoming(
  state: CallState,
  { callId, from, isGuest }: EventOf<'incoming'>,
): CallStep {
  const { phase, lastCallId } = state;
  if (callId === lastCallId || callId === callIdOf(phase)) return stay(state);
  if (phase.kind !== 'idle') {
    return go(state, {}, { kind: 'decline', callId, reason: 'busy', text: null });
  }
  return go(
    state,
    {
      serial: state.serial + 1,
      direction: 'incoming',
      phase: { kind: 'incoming', peer: from, callId, isGuest },
    },
    { kind: 'start-timer', timer: 'ring', delayMs: RING_SAFETY_MS },
    { kind: 'say-ringing', callId },
  );
}

function handleWord(state: CallState, word: ServerWord, nowMs: number): CallStep {
  const { phase, early } = state;
  if (phase.kind === 'outgoing' && phase.callId === null) {
    return early.length < MAX_EARLY_WORDS ? go(state, { early: [...early, word] }) : stay(state);
  }
  if (word.callId !== callIdOf(phase)) return stay(state);
  switch (word.kind) {
    case 'ringing':
      return phase.kind === 'outgoing'
        ? go(state, { phase: { ...phase, isRinging: true } })
        : stay(state);
    case 'accepted':
      return handleAccepted(state, phase);
    case 'ended':
      return handleEnded(state, word, nowMs);
    case 'interrupted':
      return handleInterrupted(state);
    case 'resumed':
      return handleResumed(state, nowMs);
    default:
      return assertNever(word, 'word of the server');
  }
}

function handleInterrupted(state: CallState): CallStep {
  const away = showReach({ ...state, isPeerReachable: false });
  return state.isShaky ? go(away, {}, patience(GONE_PATIENCE_MS)) : stay(away);
}

/** Whoever comes back while nothing passes may be another page, which knows nothing of the link there is. */
function handleResumed(state: CallState, nowMs: number): CallStep {
  const { phase, isShaky } = state;
  const back = showReach({ ...state, isPeerReachable: true });
  const lost = isShaky && phase.kind === 'live' ? loseMedia(back, phase, nowMs) : stay(back);
  return chain(lost, (each) => catchUp(each, nowMs));
}

/**
 * An end that was away has heard nothing meanwhile, and signals for a first link that is not up yet may
 * be among that: rather than wait for what was said, the caller makes another.
 */
function catchUp(state: CallState, nowMs: number): CallStep {
  const { phase, direction, hasLink } = state;
  const isUncertain = phase.kind === 'connecting' && direction === 'outgoing' && hasLink;
  return chain(isUncertain ? markLost(state, phase, nowMs) : stay(state), retryNow);
}

/** Shows whether the other end is there, where that is all there is to wait for. */
function showReach(state: CallState): CallState {
  const { phase, isPeerReachable } = state;
  if (phase.kind !== 'reconnecting') return state;
  return { ...state, phase: { ...phase, isPeerGone: !isPeerReachable } };
}

/** The caller's first link is a new one, and the callee's waits for that of the caller. */
function restore(
  state: CallState,
  { callId, peer, direction, generation }: EventOf<'restored'>,
  nowMs: number,
): CallStep {
  if (state.phase.kind !== 'idle') return stay(state);
  const serial = state.serial + 1;
  const phase = { kind: 'live', peer, callId, sinceMs: nowMs } as const;
  const next = direction === 'outgoing' ? generation + 1 : generation;
  const restored: CallState = { ...state, serial, direction, generation: next, phase };
  return chain(markLost(restored, phase, nowMs), (lost) =>
    go(lost, {}, { kind: 'grant-media', serial }),
  );
}

function handleAccepted(state: CallState, phase: CallPhase): CallStep {
  if (phase.kind !== 'outgoing' || phase.callId === null) return stay(state);
  const { peer, callId } = phase;
  const connecting = { kind: 'connecting', peer, callId } as const;
  return chain(
    go(state, { phase: connecting }, { kind: 'stop-timer', timer: 'ring' }),
    (accepted) => openLink(accepted, connecting, 0),
  );
}

function handleEnded(
  state: CallState,
  { reason, text }: Extract<ServerWord, { kind: 'ended' }>,
  nowMs: number,
): CallStep {
  const isTheServersFault = reason === 'lost' || reason === 'server-stopping';
  return isTheServersFault && isMediaFlowing(state)
    ? handleForgotten(state, nowMs)
    : end(state, reason, nowMs, { text });
}

function isMediaFlowing({ phase, hasLink, lostAtMs }: CallState): boolean {
  return phase.kind === 'live' && hasLink && lostAtMs === null;
}

/** Who calls makes the peer connections: a newer one is taken by the callee only. */
function handlePeerGeneration(
  state: CallState,
  { callId, generation }: EventOf<'peer-generation'>,
  nowMs: number,
): CallStep {
  const { phase, direction } = state;
  if (!isInCall(phase) || phase.callId !== callId || direction !== 'incoming') return stay(state);
  if (generation <= state.generation) return stay(state);
  return chain(markLost(state, phase, nowMs), (lost) => rebuild(lost, phase, generation));
}

function handleServerFound(
  state: CallState,
  serverCallId: string | null | undefined,
  nowMs: number,
): CallStep {
  const callId = callIdOf(state.phase);
  const wasAway = !state.isServerReachable;
  const found = go(state, { isServerReachable: true });
  if (serverCallId === undefined || serverCallId === callId) {
    return chain(found, (each) => (wasAway ? catchUp(each, nowMs) : retryNow(each)));
  }
  // A call of which only the server still knows (this end gave up while it was away) is let go.
  const letGo =
    serverCallId === null
      ? found
      : chain(found, (each) => go(each, {}, { kind: 'hang-up', callId: serverCallId }));
  return callId === null ? letGo : chain(letGo, (each) => handleForgotten(each, nowMs));
}

/** The server has no such call (any more). */
function handleForgotten(state: CallState, nowMs: number): CallStep {
  return isMediaFlowing(state) ? go(state, { isOrphan: true }) : end(state, 'lost', nowMs);
}

function retryNow(state: CallState): CallStep {
  return isInCall(state.phase) ? retry(state, state.phase) : stay(state);
}

// ── the peer connection ────────────────────────────────────────────────────────────────────────

function handleLink(
  state: CallState,
  event: EventOf<'link-connected' | 'link-disconnected' | 'link-lost'>,
  nowMs: number,
): CallStep {
  const { serial, generation, hasLink } = state;
  if (!hasLink || event.serial !== serial || event.generation !== generation) return stay(state);
  if (event.kind === 'link-connected') return handleConnected(state, nowMs);
  if (event.kind === 'link-lost') return handleLinkLost(state, event.isRemoteClose, nowMs);
  if (state.phase.kind !== 'live') return stay(state);
  const delayMs = state.isPeerReachable ? DISCONNECT_PATIENCE_MS : GONE_PATIENCE_MS;
  return go(state, { isShaky: true }, patience(delayMs));
}

/** What is up, or may come up, is not theirs to end. Where it is gone, there is nobody else to wait for. */
function handleImpostor(state: CallState, nowMs: number): CallStep {
  return state.phase.kind === 'reconnecting' ? hangUp(state, 'impostor', nowMs) : stay(state);
}

function patience(delayMs: number): CallEffect {
  return { kind: 'start-timer', timer: 'patience', delayMs };
}

function handleConnected(state: CallState, nowMs: number): CallStep {
  const { phase } = state;
  if (!isInCall(phase)) return stay(state);
  if (phase.kind === 'live') {
    return go(state, { isShaky: false }, { kind: 'stop-timer', timer: 'patience' });
  }
  const { peer, callId } = phase;
  const sinceMs = phase.kind === 'reconnecting' ? phase.sinceMs : nowMs;
  return go(
    state,
    { phase: { kind: 'live', peer, callId, sinceMs }, lostAtMs: null, attempt: 0, isShaky: false },
    { kind: 'stop-timer', timer: 'patience' },
    { kind: 'stop-timer', timer: 'retry' },
    { kind: 'stop-timer', timer: 'give-up' },
  );
}

function handleLinkLost(state: CallState, isRemoteClose: boolean, nowMs: number): CallStep {
  const { phase, isOrphan, isServerReachable } = state;
  if (!isInCall(phase)) return stay(state);
  // Nobody could tell us that they hung up, but by this.
  if (isRemoteClose && (isOrphan || !isServerReachable)) return end(state, 'hung-up', nowMs);
  const closed = go(state, { hasLink: false, isShaky: false });
  if (isRemoteClose && phase.kind === 'live') {
    const delayMs = REMOTE_CLOSE_PATIENCE_MS;
    return go(closed.state, {}, { kind: 'start-timer', timer: 'patience', delayMs });
  }
  return chain(closed, (each) => loseMedia(each, phase, nowMs));
}

// ── time ───────────────────────────────────────────────────────────────────────────────────────

function handleTimer(state: CallState, timer: EventOf<'timer'>['timer'], nowMs: number): CallStep {
  const { phase, lostAtMs } = state;
  switch (timer) {
    case 'ring':
      return handleRungOut(state, nowMs);
    case 'patience':
      return phase.kind === 'live' ? loseMedia(state, phase, nowMs) : stay(state);
    case 'retry':
      return retryNow(state);
    case 'give-up':
      return lostAtMs === null ? stay(state) : hangUp(state, 'media-failed', nowMs);
    default:
      return assertNever(timer, 'timer');
  }
}

function handleRungOut(state: CallState, nowMs: number): CallStep {
  const { kind } = state.phase;
  if (kind === 'outgoing') return hangUp(state, 'no-answer', nowMs);
  return kind === 'incoming' ? end(state, 'no-answer', nowMs) : stay(state);
}
