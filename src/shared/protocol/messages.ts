import * as v from 'valibot';
import {
  MAX_CANDIDATE_BYTES,
  MAX_CHAT_BYTES,
  MAX_NAME_BYTES,
  MAX_SDP_BYTES,
  MAX_SDP_MID_CHARS,
} from './limits';
import { CALL_END_REASONS, MISSED_REASONS, REFUSAL_REASONS } from './reasons';

// The shapes on the wire: one schema each, from which both the type and the parser come. Strict
// objects throughout: a field that nobody asked for (a forged `from`, say) is an error, not ignored.
// Schemas bound sizes; what a *text* may contain is decided in shared/text, on both ends.

export const PRESENCES = ['available', 'away', 'donotdisturb'] as const;
export type Presence = (typeof PRESENCES)[number];

/** The name of the peer that every server has: it answers at once and sends back what it gets. */
export const ECHO_NAME = 'echo';

const nameSchema = v.pipe(v.string(), v.nonEmpty(), v.maxBytes(MAX_NAME_BYTES));
const chatTextSchema = v.pipe(v.string(), v.nonEmpty(), v.maxBytes(MAX_CHAT_BYTES));
const tokenSchema = v.pipe(v.string(), v.regex(/^[\w-]{16,128}$/));
const callIdSchema = v.pipe(v.string(), v.regex(/^[\w-]{8,64}$/));

export const personSchema = v.strictObject({ name: nameSchema, presence: v.picklist(PRESENCES) });
export type Person = v.InferOutput<typeof personSchema>;

export const chatMessageSchema = v.strictObject({
  id: v.pipe(v.string(), v.maxLength(64)),
  from: nameSchema,
  /** `null`: to everybody on the server. */
  to: v.nullable(nameSchema),
  text: chatTextSchema,
  sentAtMs: v.number(),
});
export type ChatMessage = v.InferOutput<typeof chatMessageSchema>;

/**
 * A step of the negotiation between two ends of a call. `generation` counts the peer connections of
 * one call: after a lost network the caller builds a new one, and stragglers of the old are dropped.
 */
const generationSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000));
export const signalSchema = v.variant('kind', [
  v.strictObject({
    kind: v.literal('description'),
    generation: generationSchema,
    type: v.picklist(['offer', 'answer']),
    sdp: v.pipe(v.string(), v.maxBytes(MAX_SDP_BYTES)),
  }),
  v.strictObject({
    kind: v.literal('candidate'),
    generation: generationSchema,
    candidate: v.pipe(v.string(), v.maxBytes(MAX_CANDIDATE_BYTES)),
    sdpMid: v.nullable(v.pipe(v.string(), v.maxLength(MAX_SDP_MID_CHARS))),
    sdpMLineIndex: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(32))),
  }),
  /** The answering end asks the offering end for a new offer. */
  v.strictObject({ kind: v.literal('renegotiate'), generation: generationSchema }),
  /** The answering end asks for a place for a track that the offer had none for. */
  v.strictObject({
    kind: v.literal('transceiver'),
    generation: generationSchema,
    media: v.picklist(['audio', 'video']),
  }),
]);
export type Signal = v.InferOutput<typeof signalSchema>;

// ── what a client sends ────────────────────────────────────────────────────────────────────────

export const signInSchema = v.strictObject({
  name: nameSchema,
  version: v.number(),
  presence: v.picklist(PRESENCES),
  /** From an earlier sign-in: gives the same name, and a call, back within a minute. */
  resumeToken: v.optional(tokenSchema),
});
export const emptySchema = v.strictObject({});
export const setPresenceSchema = v.strictObject({ presence: v.picklist(PRESENCES) });
export const saySchema = v.strictObject({ text: chatTextSchema });
export const tellSchema = v.strictObject({ to: nameSchema, text: chatTextSchema });
export const inviteSchema = v.strictObject({ to: nameSchema });
export const callRefSchema = v.strictObject({ callId: callIdSchema });
export const declineSchema = v.strictObject({
  callId: callIdSchema,
  reason: v.picklist(['declined', 'busy']),
  text: v.optional(chatTextSchema),
});
export const sendSignalSchema = v.strictObject({
  callId: callIdSchema,
  /** Only in a call to the echo peer, whose end lives in the caller: who of the two speaks. */
  asEcho: v.optional(v.boolean()),
  signal: signalSchema,
});

// ── what the server sends ──────────────────────────────────────────────────────────────────────

export const personLeftSchema = v.strictObject({ name: nameSchema });
export const incomingCallSchema = v.strictObject({ callId: callIdSchema, from: nameSchema });
export const callEndedSchema = v.strictObject({
  callId: callIdSchema,
  reason: v.picklist(CALL_END_REASONS),
  text: v.optional(chatTextSchema),
});
export const missedCallSchema = v.strictObject({
  from: nameSchema,
  atMs: v.number(),
  reason: v.picklist(MISSED_REASONS),
});
export const signalReceivedSchema = v.strictObject({
  callId: callIdSchema,
  /** Stamped by the server. */
  from: nameSchema,
  signal: signalSchema,
});
export const serverStoppingSchema = v.strictObject({
  /** Reconnect after this long; spread out, so that not everybody comes back at once. */
  retryInMs: v.number(),
});

// ── acknowledgements ───────────────────────────────────────────────────────────────────────────

export const refusalSchema = v.strictObject({
  ok: v.literal(false),
  reason: v.picklist(REFUSAL_REASONS),
});
export type Refusal = v.InferOutput<typeof refusalSchema>;

export const signedInSchema = v.strictObject({
  ok: v.literal(true),
  name: nameSchema,
  resumeToken: tokenSchema,
  /** Whether an earlier session was taken up again. */
  resumed: v.boolean(),
  people: v.array(personSchema),
  /** The call that is still up after a resumed session; `null` when there is none. */
  callId: v.nullable(callIdSchema),
});
export const doneSchema = v.strictObject({ ok: v.literal(true) });
export const peopleSchema = v.strictObject({ ok: v.literal(true), people: v.array(personSchema) });
export const messageSentSchema = v.strictObject({
  ok: v.literal(true),
  message: chatMessageSchema,
});
export const invitedSchema = v.strictObject({ ok: v.literal(true), callId: callIdSchema });
