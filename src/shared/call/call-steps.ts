import type { CallOutcome, CallPhase, InCallPhase } from './call-phase';
import { type CallEffect, type CallState, type CallStep, IDLE_CALL } from './call-state';
import { CALL_RECONNECT_POLICY, FIRST_CONNECT_POLICY, GIVE_UP_AFTER_MS } from './reconnect-policy';

// The moves of which call-machine.ts is made.

/** How long the last attempt may run past the end of the policy, before either end gives up. */
const LAST_ATTEMPT_GRACE_MS = 15_000;

export function stay(state: CallState): CallStep {
  return { state, effects: [] };
}

export function go(
  state: CallState,
  change: Partial<CallState>,
  ...effects: CallEffect[]
): CallStep {
  return { state: { ...state, ...change }, effects };
}

/** One move after another. */
export function chain(first: CallStep, next: (state: CallState) => CallStep): CallStep {
  const second = next(first.state);
  return { state: second.state, effects: [...first.effects, ...second.effects] };
}

/** A move for each of `items`. */
export function chainAll<T>(
  first: CallStep,
  items: readonly T[],
  next: (state: CallState, item: T) => CallStep,
): CallStep {
  return items.reduce((step, item) => chain(step, (each) => next(each, item)), first);
}

export function callIdOf(phase: CallPhase): string | null {
  return phase.kind === 'idle' ? null : phase.callId;
}

/** Back to idle; `farewell` is what the server is told. */
export function end(
  state: CallState,
  outcome: CallOutcome,
  nowMs: number,
  { text = null, farewell = [] }: { text?: string | null; farewell?: CallEffect[] } = {},
): CallStep {
  const { phase, serial, direction, isServerReachable } = state;
  if (phase.kind === 'idle') return stay(state);
  const durationMs = 'sinceMs' in phase ? Math.max(nowMs - phase.sinceMs, 0) : 0;
  const idle = { ...IDLE_CALL, serial, isServerReachable, lastCallId: phase.callId };
  const summary = { peer: phase.peer, direction, outcome, durationMs, text };
  return go(idle, {}, ...farewell, { kind: 'close-link' }, { kind: 'ended', summary });
}

/** Ends the call and tells the server, if it knows of the call. */
export function hangUp(state: CallState, outcome: CallOutcome, nowMs: number): CallStep {
  const callId = callIdOf(state.phase);
  const farewell: CallEffect[] = callId === null ? [] : [{ kind: 'hang-up', callId }];
  return end(state, outcome, nowMs, { farewell });
}

/** Makes the peer connection of `generation`, unless the media is still being asked for. */
export function openLink(state: CallState, phase: InCallPhase, generation: number): CallStep {
  if (!state.isMediaReady) return go(state, { generation });
  const { serial, direction } = state;
  const { callId } = phase;
  const isInitiator = direction === 'outgoing';
  return go(
    state,
    { generation, hasLink: true, isShaky: false },
    { kind: 'open-link', serial, callId, generation, isInitiator },
  );
}

/** The media stopped, or never came: the caller rebuilds, the callee waits for that. */
export function loseMedia(state: CallState, phase: InCallPhase, nowMs: number): CallStep {
  if (state.isOrphan) return end(state, 'lost', nowMs);
  return chain(markLost(state, phase, nowMs), (lost) =>
    lost.direction === 'outgoing' ? scheduleRetry(lost, phase, nowMs) : stay(lost),
  );
}

/** Notes since when the media is gone, and shows it where it had been there. */
export function markLost(state: CallState, phase: InCallPhase, nowMs: number): CallStep {
  if (state.lostAtMs !== null) return stay(state);
  const delayMs = GIVE_UP_AFTER_MS + LAST_ATTEMPT_GRACE_MS;
  return go(
    state,
    { lostAtMs: nowMs, attempt: 0, phase: reconnecting(state, phase, 0) },
    { kind: 'stop-timer', timer: 'patience' },
    { kind: 'start-timer', timer: 'give-up', delayMs },
  );
}

/** A call that was never live stays `connecting`, however often that is tried. */
export function reconnecting(
  { isPeerReachable }: CallState,
  phase: InCallPhase,
  attempt: number,
): InCallPhase {
  if (phase.kind === 'connecting') return phase;
  const { peer, callId, sinceMs } = phase;
  const isPeerGone = !isPeerReachable;
  return { kind: 'reconnecting', peer, callId, sinceMs, attempt, isPeerGone };
}

function scheduleRetry(state: CallState, phase: InCallPhase, nowMs: number): CallStep {
  const policy = phase.kind === 'connecting' ? FIRST_CONNECT_POLICY : CALL_RECONNECT_POLICY;
  const elapsedMs = nowMs - (state.lostAtMs ?? nowMs);
  const delayMs = policy.nextRetryDelayInMs({ attempt: state.attempt, elapsedMs });
  if (delayMs === null) return hangUp(state, 'media-failed', nowMs);
  return go(state, {}, { kind: 'start-timer', timer: 'retry', delayMs });
}

/**
 * The next peer connection, made by the caller. While its offer could not be delivered there is no
 * use in it: it is made when server and peer are back.
 */
export function retry(state: CallState, phase: InCallPhase): CallStep {
  const canReach = state.isServerReachable && state.isPeerReachable;
  if (state.lostAtMs === null || state.direction !== 'outgoing' || !canReach) return stay(state);
  return rebuild(state, phase, state.generation + 1);
}

/** Replaces the peer connection. */
export function rebuild(state: CallState, phase: InCallPhase, generation: number): CallStep {
  const attempt = state.attempt + 1;
  const next = reconnecting(state, phase, attempt);
  return chain(
    go(state, { attempt, phase: next }, { kind: 'stop-timer', timer: 'retry' }),
    (each) => openLink(each, next, generation),
  );
}
