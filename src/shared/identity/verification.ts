import { assertNever } from '../base/assert-never';
import type { VerifyCancelReason, VerifyMessage } from '../protocol/peer-messages';
import { sasCommitment, sasNumbers, sasViewOf, type SeenEnd } from './short-authentication-string';
import {
  VERIFICATION,
  type VerificationEffect,
  type VerificationEvent,
  type VerificationHistory,
  type VerificationOutcome,
  type VerificationPhase,
  type VerificationState,
  type VerificationStep,
} from './verification-state';

// One comparison of the short authentication string with one person, from one of its two ends. The
// messages have one order; whatever is out of it ends the comparison.

type Active = Exclude<VerificationPhase, { kind: 'idle' }>;
type PhaseOf<K extends VerificationPhase['kind']> = Extract<VerificationPhase, { kind: K }>;
type MessageEvent = Extract<VerificationEvent, { kind: 'message' }>;
type MessageOf<K extends VerifyMessage['kind']> = Extract<VerifyMessage, { kind: K }>;

/** Those of which somebody in between may have tried something. */
const FAILURES: readonly VerificationOutcome[] = [
  'differs',
  'remote-differs',
  'tampered',
  'out-of-sequence',
  'timed-out',
  'remote-timed-out',
];

const OUTCOME_OF_CANCEL: Readonly<Record<VerifyCancelReason, VerificationOutcome>> = {
  cancelled: 'remote-cancelled',
  'timed-out': 'remote-timed-out',
  tampered: 'tampered',
  'out-of-sequence': 'out-of-sequence',
  blocked: 'blocked',
};

/** When `time` is to be told; `null`: nothing waits. */
export function verificationDueMs({ phase }: VerificationState): number | null {
  if (phase.kind === 'idle') return null;
  if (phase.kind !== 'comparing') return phase.startedAtMs + VERIFICATION.answerMs;
  const endMs = phase.startedAtMs + VERIFICATION.totalMs;
  return phase.hasLocalMatch ? endMs : Math.min(phase.shownAtMs + VERIFICATION.decideMs, endMs);
}

/** Whether nothing may be compared with somebody for now. */
export function isVerificationBlocked(history: VerificationHistory, nowMs: number): boolean {
  return history.blockedUntilMs !== null && nowMs < history.blockedUntilMs;
}

export function reduceVerification(
  state: VerificationState,
  event: VerificationEvent,
  nowMs: number,
): VerificationStep {
  const { phase } = state;
  switch (event.kind) {
    case 'ask':
      return phase.kind === 'idle' ? ask(state, event, nowMs) : same(state);
    case 'message':
      return take(state, event, nowMs);
    case 'decide':
      return phase.kind === 'comparing' ? decide(state, phase, event.isMatch, nowMs) : same(state);
    case 'cancel':
      return phase.kind === 'idle' ? same(state) : cancel(state, phase, 'cancelled', nowMs);
    case 'gone':
      return phase.kind === 'idle' ? same(state) : end(state, 'gone', nowMs);
    case 'time':
      return phase.kind === 'idle' ? same(state) : handleTime(state, phase, nowMs);
    default:
      return assertNever(event, 'verification event');
  }
}

function same(state: VerificationState): VerificationStep {
  return { state, effects: [] };
}

function send(message: VerifyMessage): VerificationEffect {
  return { kind: 'send', message };
}

function ask(
  state: VerificationState,
  { run, nonce, seen }: Extract<VerificationEvent, { kind: 'ask' }>,
  nowMs: number,
): VerificationStep {
  if (isVerificationBlocked(state.history, nowMs)) {
    return { state, effects: [{ kind: 'ended', outcome: 'blocked' }] };
  }
  const commitment = sasCommitment(sasViewOf(seen, true), nonce);
  return {
    state: {
      ...state,
      phase: { kind: 'asking', run, seen, nonce, isInitiator: true, startedAtMs: nowMs },
    },
    effects: [send({ kind: 'verify-commit', run, commitment })],
  };
}

function take(state: VerificationState, event: MessageEvent, nowMs: number): VerificationStep {
  const { phase } = state;
  const { message } = event;
  if (message.kind === 'verify-commit') return takeCommit(state, message, event, nowMs);
  // Of a comparison that is over, or that there never was: nothing was committed to.
  if (phase.kind === 'idle' || message.run !== phase.run) return same(state);
  if (message.kind === 'verify-cancel') {
    return end(state, OUTCOME_OF_CANCEL[message.reason], nowMs);
  }
  if (message.kind === 'verify-answer' && phase.kind === 'asking') {
    return takeAnswer(state, phase, message, nowMs);
  }
  if (message.kind === 'verify-reveal' && phase.kind === 'answering') {
    return takeReveal(state, phase, message, nowMs);
  }
  if (message.kind === 'verify-verdict' && phase.kind === 'comparing' && !phase.hasRemoteMatch) {
    return takeVerdict(state, phase, message, nowMs);
  }
  return cancel(state, phase, 'out-of-sequence', nowMs);
}

function takeCommit(
  state: VerificationState,
  message: MessageOf<'verify-commit'>,
  event: MessageEvent,
  nowMs: number,
): VerificationStep {
  const { phase } = state;
  const { run } = message;
  if (phase.kind === 'idle') {
    if (!isVerificationBlocked(state.history, nowMs)) return answer(state, message, event, nowMs);
    return { state, effects: [send({ kind: 'verify-cancel', run, reason: 'blocked' })] };
  }
  if (phase.kind === 'asking' && run !== phase.run) {
    // Both asked at once.
    const { local, remote } = phase.seen;
    return isLower(local, remote) ? same(state) : answer(state, message, event, nowMs);
  }
  const { state: next, effects } = cancel(state, phase, 'out-of-sequence', nowMs);
  if (run === phase.run) return { state: next, effects };
  const refusal = send({ kind: 'verify-cancel', run, reason: 'out-of-sequence' });
  return { state: next, effects: [...effects, refusal] };
}

function isLower(one: SeenEnd, other: SeenEnd): boolean {
  const [a, b] = [one, other].map(({ key, fingerprint }) => `${key ?? ''} ${fingerprint}`);
  return a < b;
}

function answer(
  state: VerificationState,
  { run, commitment }: MessageOf<'verify-commit'>,
  { nonce, seen }: MessageEvent,
  nowMs: number,
): VerificationStep {
  const begun = { run, seen, nonce, commitment, isInitiator: false, startedAtMs: nowMs };
  return {
    state: { ...state, phase: { kind: 'answering', ...begun } },
    effects: [send({ kind: 'verify-answer', run, nonce })],
  };
}

function takeAnswer(
  state: VerificationState,
  phase: PhaseOf<'asking'>,
  { nonce }: MessageOf<'verify-answer'>,
  nowMs: number,
): VerificationStep {
  const nonces = { initiator: phase.nonce, responder: nonce };
  return {
    state: compare(state, phase, nonces, nowMs),
    effects: [send({ kind: 'verify-reveal', run: phase.run, nonce: phase.nonce })],
  };
}

function takeReveal(
  state: VerificationState,
  phase: PhaseOf<'answering'>,
  { nonce }: MessageOf<'verify-reveal'>,
  nowMs: number,
): VerificationStep {
  const isOpened = sasCommitment(sasViewOf(phase.seen, false), nonce) === phase.commitment;
  if (!isOpened) return cancel(state, phase, 'tampered', nowMs);
  const nonces = { initiator: nonce, responder: phase.nonce };
  return same(compare(state, phase, nonces, nowMs));
}

function compare(
  state: VerificationState,
  { run, seen, isInitiator, startedAtMs }: Active,
  nonces: { readonly initiator: string; readonly responder: string },
  nowMs: number,
): VerificationState {
  const numbers = sasNumbers(sasViewOf(seen, isInitiator), nonces);
  const nobodySaid = { shownAtMs: nowMs, hasLocalMatch: false, hasRemoteMatch: false };
  const begun = { run, seen, isInitiator, startedAtMs };
  return { ...state, phase: { kind: 'comparing', ...begun, numbers, ...nobodySaid } };
}

function decide(
  state: VerificationState,
  phase: PhaseOf<'comparing'>,
  isMatch: boolean,
  nowMs: number,
): VerificationStep {
  if (phase.hasLocalMatch) return same(state);
  const told = send({ kind: 'verify-verdict', run: phase.run, isMatch });
  if (isMatch && !phase.hasRemoteMatch) {
    return { state: { ...state, phase: { ...phase, hasLocalMatch: true } }, effects: [told] };
  }
  const step = end(state, isMatch ? 'match' : 'differs', nowMs);
  return { state: step.state, effects: [told, ...step.effects] };
}

function takeVerdict(
  state: VerificationState,
  phase: PhaseOf<'comparing'>,
  { isMatch }: MessageOf<'verify-verdict'>,
  nowMs: number,
): VerificationStep {
  if (!isMatch) return end(state, 'remote-differs', nowMs);
  if (phase.hasLocalMatch) return end(state, 'match', nowMs);
  return same({ ...state, phase: { ...phase, hasRemoteMatch: true } });
}

function handleTime(state: VerificationState, phase: Active, nowMs: number): VerificationStep {
  const dueMs = verificationDueMs(state);
  if (dueMs === null || nowMs < dueMs) return same(state);
  return cancel(state, phase, 'timed-out', nowMs);
}

/** Ends it, and says so to the other end. */
function cancel(
  state: VerificationState,
  phase: Active,
  reason: VerifyCancelReason,
  nowMs: number,
): VerificationStep {
  const isUnanswered = reason === 'timed-out' && phase.kind === 'asking';
  const { state: next, effects } = end(state, isUnanswered ? 'unanswered' : reason, nowMs);
  const told = send({ kind: 'verify-cancel', run: phase.run, reason });
  return { state: next, effects: [told, ...effects] };
}

function end(
  state: VerificationState,
  outcome: VerificationOutcome,
  nowMs: number,
): VerificationStep {
  const history = remember(state.history, outcome, nowMs);
  return { state: { phase: { kind: 'idle' }, history }, effects: [{ kind: 'ended', outcome }] };
}

function remember(
  history: VerificationHistory,
  outcome: VerificationOutcome,
  nowMs: number,
): VerificationHistory {
  if (outcome === 'match') return { failureCount: 0, blockedUntilMs: null };
  if (!FAILURES.includes(outcome)) return history;
  const failureCount = history.failureCount + 1;
  if (failureCount < VERIFICATION.maxFailures) return { ...history, failureCount };
  return { failureCount: 0, blockedUntilMs: nowMs + VERIFICATION.blockMs };
}
