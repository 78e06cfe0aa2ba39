import * as v from 'valibot';
import type { CallSummary } from '../call/call-phase';
import { MISSED_REASONS, type MissedReason } from '../protocol/reasons';
import { isValidName, nameKey } from '../text/sanitise';

/** So many calls are kept; older ones go. */
export const MAX_CALLS = 200;

const nameSchema = v.pipe(v.string(), v.check(isValidName));
const timeSchema = v.pipe(v.number(), v.integer(), v.minValue(0));

const callSchema = v.variant('kind', [
  v.strictObject({
    kind: v.literal('missed'),
    peer: nameSchema,
    atMs: timeSchema,
    reason: v.picklist(MISSED_REASONS),
  }),
  v.strictObject({
    kind: v.picklist(['in', 'out']),
    peer: nameSchema,
    atMs: timeSchema,
    /** 0: it never came about. */
    durationMs: timeSchema,
  }),
]);
/** A call as it is remembered. */
export type LoggedCall = v.InferOutput<typeof callSchema>;

/** What was kept, newest first; what cannot be read of it is left out. */
export function parseCallLog(input: unknown): readonly LoggedCall[] {
  if (!Array.isArray(input)) return [];
  const calls = input.map((each) => v.safeParse(callSchema, each));
  return calls.flatMap((each) => (each.success ? [each.output] : [])).slice(0, MAX_CALLS);
}

export function addCall(calls: readonly LoggedCall[], call: LoggedCall): readonly LoggedCall[] {
  return [call, ...calls].slice(0, MAX_CALLS);
}

/** `number` as it is listed, from 1. */
export function removeCall(calls: readonly LoggedCall[], number: number): readonly LoggedCall[] {
  return calls.filter((_, index) => index !== number - 1);
}

/** Those with one person under another name: somebody who is called otherwise now. */
export function renameCaller(
  calls: readonly LoggedCall[],
  from: string,
  to: string,
): readonly LoggedCall[] {
  const key = nameKey(from);
  return calls.map((call) => (nameKey(call.peer) === key ? { ...call, peer: to } : call));
}

export function missedCall(peer: string, atMs: number, reason: MissedReason): LoggedCall {
  return { kind: 'missed', peer, atMs, reason };
}

/** `null`: one that came in and was missed, which the server tells by itself. */
export function endedCall(summary: CallSummary, nowMs: number): LoggedCall | null {
  const { peer, direction, outcome, durationMs } = summary;
  const wasMissed = outcome === 'cancelled' || outcome === 'no-answer';
  if (direction === 'incoming' && wasMissed) return null;
  const duration = Math.max(0, Math.round(durationMs));
  const kind = direction === 'incoming' ? 'in' : 'out';
  return { kind, peer, atMs: Math.max(0, nowMs - duration), durationMs: duration };
}
