import * as v from 'valibot';
import {
  chatTextSchema,
  idSchema,
  nameSchema,
  roomTicketSchema,
  seqSchema,
  tokenSchema,
} from './fields';
import { CALL_END_REASONS, MISSED_REASONS, REFUSAL_REASONS } from './reasons';
import { roomEntrySchema } from './room-messages';
import { signalSchema } from './signal';

export type { Signal } from './signal';

// The shapes on the wire: one schema each, from which both the type and the parser come. Strict
// objects throughout: a field that nobody asked for (a forged `from`, say) is an error, not ignored.
// Schemas bound sizes; what a *text* may contain is decided in shared/text, on both ends.

export const PRESENCES = ['available', 'away', 'donotdisturb'] as const;
export type Presence = (typeof PRESENCES)[number];

/** The name of the peer that every server has: it answers at once and sends back what it gets. */
export const ECHO_NAME = 'echo';

export const personSchema = v.strictObject({ name: nameSchema, presence: v.picklist(PRESENCES) });
export type Person = v.InferOutput<typeof personSchema>;

export const chatMessageSchema = v.strictObject({
  /** The speaker's own for this line: whoever gets it twice shows it once. */
  id: idSchema,
  from: nameSchema,
  /** `null`: to everybody on the server. */
  to: v.nullable(nameSchema),
  text: chatTextSchema,
  sentAtMs: v.number(),
  seq: seqSchema,
});
export type ChatMessage = v.InferOutput<typeof chatMessageSchema>;

// ── what a client sends ────────────────────────────────────────────────────────────────────────

export const signInSchema = v.strictObject({
  name: nameSchema,
  version: v.number(),
  presence: v.picklist(PRESENCES),
  /** From an earlier sign-in: gives the same name, and a call, back within a minute. */
  resumeToken: v.optional(tokenSchema),
  /** The highest `seq` that was heard: what came after it, and was missed, is told again. */
  heardSeq: v.optional(seqSchema),
  /** The last `room:ticket`: back into the room, when the server was started anew. */
  roomTicket: v.optional(roomTicketSchema),
});
export const emptySchema = v.strictObject({});
export const setPresenceSchema = v.strictObject({ presence: v.picklist(PRESENCES) });
/** `id`: the client's own for this line, so that one that is sent again is said once. */
export const saySchema = v.strictObject({ text: chatTextSchema, id: v.optional(idSchema) });
export const tellSchema = v.strictObject({ ...saySchema.entries, to: nameSchema });
export const inviteSchema = v.strictObject({ to: nameSchema });
export const callRefSchema = v.strictObject({ callId: idSchema });
export const declineSchema = v.strictObject({
  callId: idSchema,
  reason: v.picklist(['declined', 'busy']),
  text: v.optional(chatTextSchema),
});
export const sendSignalSchema = v.strictObject({
  callId: idSchema,
  /** Only in a call to the echo peer, whose end lives in the caller: who of the two speaks. */
  asEcho: v.optional(v.boolean()),
  signal: signalSchema,
});

// ── what the server sends ──────────────────────────────────────────────────────────────────────

export const personLeftSchema = v.strictObject({ name: nameSchema });
export const incomingCallSchema = v.strictObject({
  callId: idSchema,
  from: nameSchema,
  /** Stamped by the server: the caller sits at a web page, for which a link and any name are enough. */
  isGuest: v.optional(v.literal(true)),
});
export const callEndedSchema = v.strictObject({
  callId: idSchema,
  reason: v.picklist(CALL_END_REASONS),
  text: v.optional(chatTextSchema),
});
export const missedCallSchema = v.strictObject({
  from: nameSchema,
  atMs: v.number(),
  reason: v.picklist(MISSED_REASONS),
});
export const signalReceivedSchema = v.strictObject({
  callId: idSchema,
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
  /** Of the server from its start to its end: another one does not know what this one was told. */
  run: idSchema,
  /** Of the last line of chat that the server passed on: what comes later is for whoever signed in. */
  seq: seqSchema,
  people: v.array(personSchema),
  /** The call that is still up after a resumed session; `null` when there is none. */
  callId: v.nullable(idSchema),
  /** The room that one is still in after a resumed session; `null` when there is none. */
  room: v.nullable(roomEntrySchema),
});
export const doneSchema = v.strictObject({ ok: v.literal(true) });
export const peopleSchema = v.strictObject({ ok: v.literal(true), people: v.array(personSchema) });
export const messageSentSchema = v.strictObject({
  ok: v.literal(true),
  message: chatMessageSchema,
});
export const invitedSchema = v.strictObject({ ok: v.literal(true), callId: idSchema });
