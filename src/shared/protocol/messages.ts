import * as v from 'valibot';
import {
  chatTextSchema,
  idSchema,
  nameSchema,
  originSchema,
  publicKeySchema,
  roomTicketSchema,
  seqSchema,
  signatureSchema,
  timeSchema,
  tokenSchema,
  viaSchema,
} from './fields';
import { MAX_WATCHED_PEOPLE } from './limits';
import { CALL_END_REASONS, MISSED_REASONS, REFUSAL_REASONS } from './reasons';
import { roomEntrySchema } from './room-messages';
import { signalProofSchema, signalSchema } from './signal';

export type { Signal } from './signal';

// The shapes on the wire: one schema each, from which both the type and the parser come. Strict
// objects throughout: a field that nobody asked for (a forged `from`, say) is an error, not
// ignored. Schemas bound sizes; what a *text* may contain is decided in shared/text, on both ends.

export const PRESENCES = ['available', 'away', 'donotdisturb'] as const;
export type Presence = (typeof PRESENCES)[number];

/** The name of the peer that every server has: it answers at once and sends back what it gets. */
export const ECHO_NAME = 'echo';

const personSchema = v.strictObject({
  name: nameSchema,
  presence: v.picklist(PRESENCES),
  /** Proved to the server; left out: a guest without a key. */
  key: v.optional(publicKeySchema),
  /** Stamped by the server; left out: a client of WebCRT's own. */
  via: v.optional(viaSchema),
});
export type Person = v.InferOutput<typeof personSchema> & {
  /** Never on the wire: the desktop app says so of those whom it reaches without a server. */
  readonly isOnLan?: true;
};

/**
 * Of whom the server tells that they come and go. `everybody`: of all; `contacts`: of those whom
 * one watches.
 */
const ROSTER_MODES = ['everybody', 'contacts'] as const;
export type RosterMode = (typeof ROSTER_MODES)[number];

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

const watchedNamesSchema = v.pipe(v.array(nameSchema), v.maxLength(MAX_WATCHED_PEOPLE));

/** That whoever signs in has a key: with the name, the key's statement `sign-in`. */
const identitySchema = v.strictObject({
  key: publicKeySchema,
  /** As the client dialled the server: the server's own, or it is no proof. */
  origin: originSchema,
  atMs: timeSchema,
  /** Over the id of the connection, as Socket.IO tells both ends. */
  signature: signatureSchema,
});
export type IdentityProof = v.InferOutput<typeof identitySchema>;

export const signInSchema = v.strictObject({
  name: nameSchema,
  version: v.number(),
  presence: v.picklist(PRESENCES),
  /** As `names` of `people:watch`, for which no request is needed then. */
  watch: v.optional(watchedNamesSchema),
  /** Left out by a guest without a key. */
  identity: v.optional(identitySchema),
  /** From an earlier sign-in: gives the same name, and a call, back within a minute. */
  resumeToken: v.optional(tokenSchema),
  /** The highest `seq` that was heard: what came after it, and was missed, is told again. */
  heardSeq: v.optional(seqSchema),
  /** The last `room:ticket`: back into the room, when the server was restarted. */
  roomTicket: v.optional(roomTicketSchema),
});
export const emptySchema = v.strictObject({});
export const setPresenceSchema = v.strictObject({ presence: v.picklist(PRESENCES) });
/** In the place of whom one watched before. */
export const watchSchema = v.strictObject({ names: watchedNamesSchema });
export const listPeopleSchema = v.strictObject({
  /** What their names begin with, in whatever case. */
  beginning: v.optional(nameSchema),
  /** The last name of the page before. */
  after: v.optional(nameSchema),
});
/** `id`: the client's own for this line, so that one that is sent again is said once. */
export const saySchema = v.strictObject({ text: chatTextSchema, id: v.optional(idSchema) });
export const tellSchema = v.strictObject({ ...saySchema.entries, to: nameSchema });
/** What two devices of a name have signed. */
const linkEntries = {
  atMs: timeSchema,
  /** Of the statement `device-linked`, by `by` ... */
  signature: signatureSchema,
  /** ... and by the device. */
  deviceSignature: signatureSchema,
};
/** That somebody's device is the same person's as another: both have signed it. */
const deviceLinkSchema = v.strictObject({
  /** The name as its people are told it. */
  name: nameSchema,
  by: publicKeySchema,
  ...linkEntries,
});
export type DeviceLink = v.InferOutput<typeof deviceLinkSchema>;

/** To be sent from the device that has the name, and that is `by`. */
export const linkDeviceSchema = v.strictObject({ device: publicKeySchema, ...linkEntries });
export const listDevicesSchema = v.strictObject({
  /** Whose; left out: one's own. */
  name: v.optional(nameSchema),
});
export const removeDeviceSchema = v.strictObject({
  device: publicKeySchema,
  atMs: timeSchema,
  /** Of the statement `device-removed`, by the device that says so. */
  signature: signatureSchema,
});
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
  /** The server passes it on unread. */
  proof: v.optional(signalProofSchema),
});

// ── what the server sends ──────────────────────────────────────────────────────────────────────

/** How things stand with those of whom there is news; whoever was not here before has come. */
export const peopleChangedSchema = v.strictObject({
  here: v.array(personSchema),
  gone: v.array(nameSchema),
  /** Of whom one is told from now on, where that is another. */
  roster: v.optional(v.picklist(ROSTER_MODES)),
});
export const incomingCallSchema = v.strictObject({
  callId: idSchema,
  from: nameSchema,
  /**
   * Stamped by the server: the caller sits at a web page, for which a link and any name are enough.
   */
  isGuest: v.optional(v.literal(true)),
  /** The caller's, proved to the server. */
  key: v.optional(publicKeySchema),
  /** The caller's, as in `Person`. */
  via: v.optional(viaSchema),
});
export const callAcceptedSchema = v.strictObject({
  callId: idSchema,
  /** The callee's, proved to the server. */
  key: v.optional(publicKeySchema),
  /** The callee's, as in `Person`. */
  via: v.optional(viaSchema),
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
  /** The sender's own. */
  proof: v.optional(signalProofSchema),
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
  /**
   * Of the last line of chat that the server passed on: what comes later is for whoever signed in.
   */
  seq: seqSchema,
  roster: v.picklist(ROSTER_MODES),
  /** Those whom one is told of and who are here. */
  people: v.array(personSchema),
  /** The call that is still up after a resumed session; `null` when there is none. */
  callId: v.nullable(idSchema),
  /** The room that one is still in after a resumed session; `null` when there is none. */
  room: v.nullable(roomEntrySchema),
});
export const doneSchema = v.strictObject({ ok: v.literal(true) });
export const watchedSchema = v.strictObject({ ok: v.literal(true), people: v.array(personSchema) });
export const peoplePageSchema = v.strictObject({
  ok: v.literal(true),
  people: v.array(personSchema),
  /** Whether there are others behind the last one. */
  more: v.boolean(),
});
export const messageSentSchema = v.strictObject({
  ok: v.literal(true),
  message: chatMessageSchema,
});
export const deviceSchema = v.strictObject({
  key: publicKeySchema,
  /** How it came to the name; `null`: as the first. */
  link: v.nullable(deviceLinkSchema),
});
export type Device = v.InferOutput<typeof deviceSchema>;
/** That a key is no device of somebody's any more: another device of theirs, or itself, says so. */
export const deviceRemovalSchema = v.strictObject({
  /** The name as its people are told it. */
  name: nameSchema,
  by: publicKeySchema,
  device: publicKeySchema,
  atMs: timeSchema,
  /** Of the statement `device-removed`, by `by`. */
  signature: signatureSchema,
});
export type DeviceRemoval = v.InferOutput<typeof deviceRemovalSchema>;
export const devicesSchema = v.strictObject({
  ok: v.literal(true),
  /** Oldest first. */
  devices: v.array(deviceSchema),
  /** What was taken away last, and is not back; oldest first. */
  removed: v.array(deviceRemovalSchema),
});
/** The devices of a name, and those that were. */
export type DeviceList = Omit<v.InferOutput<typeof devicesSchema>, 'ok'>;
export const invitedSchema = v.strictObject({ ok: v.literal(true), callId: idSchema });
