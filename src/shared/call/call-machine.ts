import { assertNever } from '../base/assert-never';
import type { PublicKey } from '../protocol/fields';
import { RING_TIMEOUT_MS } from '../protocol/limits';
import { type CallPhase, type InCallPhase, isInCall } from './call-phase';
import type { CallEvent, CallState, CallStep, ServerWord } from './call-state';
import { callIdOf, chain, chainAll, end, go, hangUp, stay } from './call-steps';

/** The server says after RING_TIMEOUT_MS that nobody answered; this is for one that cannot. */
const RING_SAFETY_MS = RING_TIMEOUT_MS + 10_000;
/** A call has one of each word, or nearly. */
const MAX_EARLY_WORDS = 8;

type EventOf<K extends CallEvent['kind']> = Extract<CallEvent, { kind: K }>;

/**
 * The life of a one-to-one call, as a pure function: what `event` makes of `state`, and what is to
 * be done about it. Whatever the order of events, camera and microphone are asked for by the user's
 * `place` and `answer` only, a link is opened in an accepted call only, and events of calls that
 * are unknown or over change nothing.
 */
export function reduceCall(state: CallState, event: CallEvent, nowMs: number): CallStep {
  switch (event.kind) {
    case 'place':
      return place(state, event);
    case 'answer':
      return answer(state);
    case 'pigeon-offer':
    case 'pigeon-answer':
      return begin(state, event);
    case 'pigeon-answered':
      return handlePigeonBack(state, event);
    case 'decline':
      return decline(state, event.text, nowMs);
    case 'hang-up':
      return handleHangUp(state, nowMs);
    case 'invited':
      return handleInvited(state, event, nowMs);
    case 'invite-refused':
    case 'accept-refused':
      return handleRefused(state, event, nowMs);
    case 'incoming':
      return handleIncoming(state, event);
    case 'restored':
      return restore(state, event, nowMs);
    case 'ringing':
    case 'accepted':
    case 'wrong-key':
    case 'ended':
    case 'interrupted':
    case 'resumed':
      return handleWord(state, event, nowMs);
    case 'server-lost':
      return go(state, { isServerReachable: false }, { kind: 'reach', what: 'server-lost' });
    case 'server-found':
      return handleServerFound(state, event.callId, nowMs);
    case 'signed-out':
      return handleSignedOut(state, event.isWished, nowMs);
    case 'partner':
    case 'partner-closed':
    case 'partner-given-up':
    case 'partner-unplayable':
      return event.serial === state.serial ? handlePartner(state, event, nowMs) : stay(state);
    case 'impostor':
      return handleImpostor(state, nowMs);
    case 'timer':
      return handleRungOut(state, nowMs);
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
    { kind: 'grant-media' },
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
    { kind: 'grant-media' },
    { kind: 'connect', callId },
  );
}

/** A call that no server carries; whoever offers it learns only later with whom it is. */
function begin(state: CallState, event: EventOf<'pigeon-offer' | 'pigeon-answer'>): CallStep {
  if (state.phase.kind !== 'idle') return stay(state);
  const serial = state.serial + 1;
  const { callId } = event;
  const known =
    event.kind === 'pigeon-offer'
      ? ({ direction: 'outgoing', phase: { kind: 'pigeon', callId } } as const)
      : ({
          direction: 'incoming',
          partnerKey: event.key,
          phase: { kind: 'connecting', peer: event.peer, callId },
        } as const);
  // No server remembers it, so its media is all there is of it.
  const change = { serial, isByPigeon: true, isOrphan: true, ...known };
  return go(state, change, { kind: 'grant-media' }, { kind: 'connect', callId });
}

function handlePigeonBack(state: CallState, { peer, key }: EventOf<'pigeon-answered'>): CallStep {
  const { phase } = state;
  if (phase.kind !== 'pigeon') return stay(state);
  const connecting = { kind: 'connecting', peer, callId: phase.callId } as const;
  return go(state, { phase: connecting, partnerKey: key });
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
  const isOffered = state.phase.kind === 'outgoing' || state.phase.kind === 'pigeon';
  return hangUp(state, isOffered ? 'cancelled' : 'hung-up', nowMs);
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

// ── the server ─────────────────────────────────────────────────────────────────────────────────

function handleIncoming(
  state: CallState,
  { callId, from, isGuest, key, via }: EventOf<'incoming'>,
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
      partnerKey: key ?? null,
      partnerVia: via ?? null,
      phase: { kind: 'incoming', peer: from, callId, isGuest, ...(via !== undefined && { via }) },
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
      return handleAccepted(state, phase, word);
    case 'wrong-key':
      return phase.kind === 'outgoing' ? hangUp(state, 'key-changed', nowMs) : stay(state);
    case 'ended':
      return handleEnded(state, word, nowMs);
    case 'interrupted':
      return handleReach(state, false);
    case 'resumed':
      return handleReach(state, true);
    default:
      return assertNever(word, 'word of the server');
  }
}

/** Where the other end is all that there is to wait for, it is shown whether it is there. */
function handleReach(state: CallState, isPeerReachable: boolean): CallStep {
  const { phase } = state;
  return go(
    state,
    {
      isPeerReachable,
      ...(phase.kind === 'reconnecting' && { phase: { ...phase, isPeerGone: !isPeerReachable } }),
    },
    { kind: 'reach', what: isPeerReachable ? 'partner-back' : 'partner-away' },
  );
}

/** The connection with the partner starts as a lost one. */
function restore(
  state: CallState,
  { callId, peer, direction, key, via }: EventOf<'restored'>,
  nowMs: number,
): CallStep {
  if (state.phase.kind !== 'idle') return stay(state);
  const serial = state.serial + 1;
  const phase = reconnecting(state, { peer, callId, sinceMs: nowMs }, 0);
  const restored = { serial, direction, partnerKey: key, partnerVia: via, phase };
  return go(state, restored, { kind: 'grant-media' });
}

function handleAccepted(
  state: CallState,
  phase: CallPhase,
  { key = null, via = null }: { readonly key?: PublicKey | null; readonly via?: string | null },
): CallStep {
  if (phase.kind !== 'outgoing' || phase.callId === null) return stay(state);
  const { peer, callId } = phase;
  const connecting = { kind: 'connecting', peer, callId } as const;
  return go(
    state,
    { phase: connecting, partnerKey: key, partnerVia: via },
    { kind: 'stop-timer', timer: 'ring' },
    { kind: 'connect', callId },
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

function handleServerFound(
  state: CallState,
  serverCallId: string | null | undefined,
  nowMs: number,
): CallStep {
  const callId = callIdOf(state.phase);
  const found = go(state, { isServerReachable: true });
  if (state.isByPigeon) {
    const isOther = typeof serverCallId === 'string';
    return isOther ? letGoOf(found, serverCallId) : found;
  }
  if (serverCallId === undefined || serverCallId === callId) {
    return chain(found, (each) => go(each, {}, { kind: 'reach', what: 'server-found' }));
  }
  // A call of which only the server still knows (this end gave up while it was away) is let go.
  const letGo = serverCallId === null ? found : letGoOf(found, serverCallId);
  return callId === null ? letGo : chain(letGo, (each) => handleForgotten(each, nowMs));
}

function letGoOf(step: CallStep, callId: string): CallStep {
  return chain(step, (each) => go(each, {}, { kind: 'hang-up', callId }));
}

/** Of a call by pigeon no server has ever known. */
function handleSignedOut(state: CallState, isWished: boolean, nowMs: number): CallStep {
  if (state.isByPigeon) return stay(state);
  return isWished ? end(state, 'hung-up', nowMs) : handleForgotten(state, nowMs);
}

/** The server has no such call (any more). */
function handleForgotten(state: CallState, nowMs: number): CallStep {
  return isMediaFlowing(state) ? go(state, { isOrphan: true }) : end(state, 'lost', nowMs);
}

function isMediaFlowing({ phase, partner }: CallState): boolean {
  return phase.kind === 'live' && partner.isFlowing;
}

// ── the partner ────────────────────────────────────────────────────────────────────────────────

function handlePartner(
  state: CallState,
  event: EventOf<'partner' | 'partner-closed' | 'partner-given-up' | 'partner-unplayable'>,
  nowMs: number,
): CallStep {
  const { phase, isOrphan, isServerReachable } = state;
  // An offer over a connection that is none any more: there is nothing to answer.
  const isDead = phase.kind === 'pigeon' && event.kind === 'partner-given-up';
  if (isDead) return hangUp(state, 'media-failed', nowMs);
  if (!isInCall(phase)) return stay(state);
  switch (event.kind) {
    case 'partner':
      return handleMedia({ ...state, partner: event.partner }, phase, nowMs);
    case 'partner-closed':
      // Their program makes no second connection, and may have no other word for it.
      if (state.partnerVia !== null) return hangUp(state, 'hung-up', nowMs);
      // Nobody could tell us that they hung up, but by this.
      return isOrphan || !isServerReachable ? end(state, 'hung-up', nowMs) : stay(state);
    case 'partner-given-up':
      return hangUp(state, wasUp(state) ? 'lost' : 'media-failed', nowMs);
    case 'partner-unplayable':
      return hangUp(state, 'nothing-shared', nowMs);
    default:
      return assertNever(event, 'event of the partner');
  }
}

/** One by pigeon that was live cannot be made again: it is lost, not failed. */
function wasUp({ phase, isByPigeon }: CallState): boolean {
  return isByPigeon && phase.kind === 'live';
}

/** A call that was never live stays `connecting`, however often that is tried. */
function handleMedia(state: CallState, phase: InCallPhase, nowMs: number): CallStep {
  const { partner, isOrphan } = state;
  if (partner.media === 'up' && phase.kind !== 'live') {
    const { peer, callId } = phase;
    const sinceMs = phase.kind === 'reconnecting' ? phase.sinceMs : nowMs;
    return go(state, { phase: { kind: 'live', peer, callId, sinceMs } });
  }
  if (partner.media !== 'lost') return stay(state);
  // Who calls makes the first one anew, if need be; there is none after it.
  const isTriedOn = phase.kind === 'connecting' && state.direction === 'outgoing';
  if (state.partnerVia !== null && !isTriedOn) return hangUp(state, 'lost', nowMs);
  // It cannot be made again: there is no server that would carry the signals.
  if (isOrphan) return end(state, 'lost', nowMs);
  const isShown = phase.kind === 'reconnecting' && phase.attempt === partner.attempt;
  if (phase.kind === 'connecting' || isShown) return stay(state);
  return go(state, { phase: reconnecting(state, phase, partner.attempt) });
}

function reconnecting(
  { isPeerReachable }: CallState,
  { peer, callId, sinceMs }: { peer: string; callId: string; sinceMs: number },
  attempt: number,
): CallPhase {
  const isPeerGone = !isPeerReachable;
  return { kind: 'reconnecting', peer, callId, sinceMs, attempt, isPeerGone };
}

/**
 * What is up, or may come up, is not theirs to end. Where it is gone, there is nobody else to wait
 * for.
 */
function handleImpostor(state: CallState, nowMs: number): CallStep {
  return state.phase.kind === 'reconnecting' ? hangUp(state, 'impostor', nowMs) : stay(state);
}

// ── time ───────────────────────────────────────────────────────────────────────────────────────

function handleRungOut(state: CallState, nowMs: number): CallStep {
  const { kind } = state.phase;
  if (kind === 'outgoing') return hangUp(state, 'no-answer', nowMs);
  return kind === 'incoming' ? end(state, 'no-answer', nowMs) : stay(state);
}
