import type { CallOutcome, CallPhase } from './call-phase';
import { type CallEffect, type CallState, type CallStep, IDLE_CALL } from './call-state';

// The moves of which call-machine.ts is made.

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
  // Nobody was called by an offer that came to nothing: there is no call to tell of.
  if (phase.kind === 'pigeon') {
    const after = { ...IDLE_CALL, serial, isServerReachable, lastCallId: phase.callId };
    return go(after, {}, { kind: 'disconnect' });
  }
  const durationMs = 'sinceMs' in phase ? Math.max(nowMs - phase.sinceMs, 0) : 0;
  const idle = { ...IDLE_CALL, serial, isServerReachable, lastCallId: phase.callId };
  const summary = { peer: phase.peer, direction, outcome, durationMs, text };
  return go(idle, {}, ...farewell, { kind: 'disconnect' }, { kind: 'ended', summary });
}

/** Ends the call and tells the server, if it knows of the call. */
export function hangUp(state: CallState, outcome: CallOutcome, nowMs: number): CallStep {
  const callId = callIdOf(state.phase);
  const isKnown = callId !== null && !state.isByPigeon;
  const farewell: CallEffect[] = !isKnown ? [] : [{ kind: 'hang-up', callId }];
  return end(state, outcome, nowMs, { farewell });
}
