import * as v from 'valibot';
import {
  chatTextSchema,
  idSchema,
  nameSchema,
  publicKeySchema,
  roomTicketSchema,
  seqSchema,
  signatureSchema,
  tokenSchema,
  viaSchema,
} from './fields';
import { jsonSchema } from './json';
import {
  MAX_DESCRIPTION_BYTES,
  MAX_EVENT_BYTES,
  MAX_ROOM_GUESTS,
  MAX_ROOM_NAME_BYTES,
  MAX_SLUG_CHARS,
  MAX_TOPIC_BYTES,
  MIN_ROOM_GUESTS,
} from './limits';
import { ROOM_CLOSED_REASONS, ROOM_LEFT_REASONS } from './reasons';
import { signalProofSchema, signalSchema } from './signal';

// What clients and server say about rooms. Objects are strict, as in messages.ts.

const roomNameSchema = v.pipe(v.string(), v.nonEmpty(), v.maxBytes(MAX_ROOM_NAME_BYTES));
export const slugSchema = v.pipe(
  v.string(),
  v.maxLength(MAX_SLUG_CHARS),
  v.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/),
);

export function isSlug(text: string): boolean {
  return v.is(slugSchema, text);
}
const topicSchema = v.pipe(v.string(), v.maxBytes(MAX_TOPIC_BYTES));

/** What scrypt is told; its memory is 128 * N * r bytes. */
const scryptCostSchema = v.strictObject({
  /** log2 of N. */
  logN: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(17)),
  r: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(32)),
  p: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(32)),
});
export type ScryptCost = v.InferOutput<typeof scryptCostSchema>;
/** 16 bytes of chance, as hexadecimal digits. */
export const saltSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));
/**
 * What a server knows of a room's password: how a key is made of it, and the public half of that
 * key.
 */
export const roomLockSchema = v.strictObject({
  salt: saltSchema,
  cost: scryptCostSchema,
  key: publicKeySchema,
});
export type RoomLock = v.InferOutput<typeof roomLockSchema>;
/**
 * That a member knows the password: signed with the key that it makes, over the slug of the room,
 * the nonce and the key of the member. Whoever made the room signed for no slug, and their lock's
 * salt for a nonce, before there was one.
 */
export const roomVouchSchema = v.strictObject({ nonce: tokenSchema, signature: signatureSchema });
export type RoomVouch = v.InferOutput<typeof roomVouchSchema>;
const limitSchema = v.pipe(
  v.number(),
  v.integer(),
  v.minValue(MIN_ROOM_GUESTS),
  v.maxValue(MAX_ROOM_GUESTS),
);
const descriptionSchema = jsonSchema(MAX_DESCRIPTION_BYTES);
const eventTypeSchema = v.pipe(v.string(), v.regex(/^[\w.:-]{1,64}$/));
const eventDataSchema = jsonSchema(MAX_EVENT_BYTES);

const roomEntries = {
  /** What the room is called in links: `https://SERVER/room/SLUG`. */
  slug: slugSchema,
  name: roomNameSchema,
  /** `''`: none. */
  topic: topicSchema,
  /** Not listed: found by its slug alone. */
  isPrivate: v.boolean(),
  /** Nobody else gets in. */
  isLocked: v.boolean(),
  hasPassword: v.boolean(),
  /** How many people there may be at once; `null`: any number. */
  limit: v.nullable(limitSchema),
  /** Whether it outlives its last guest, and the server. */
  isKept: v.boolean(),
  /** `null`: whoever made it is gone for good. */
  owner: v.nullable(nameSchema),
};

export const roomInfoSchema = v.strictObject(roomEntries);
/** What the desktop app says of a room that somebody on its network has. */
interface NearRoom {
  /** Never on the wire: what `join` takes for it, `SLUG@HOST`. */
  readonly address?: string;
}
export type RoomInfo = v.InferOutput<typeof roomInfoSchema> & NearRoom;

/** By what a room is known where the server's and those of the network are. */
export function roomAddress({ slug, address }: Pick<RoomInfo, 'slug' | 'address'>): string {
  return address ?? slug;
}

const roomSummarySchema = v.strictObject({
  ...roomEntries,
  /** How many are there now, those whose connection is broken not counted. */
  people: v.pipe(v.number(), v.integer(), v.minValue(0)),
  lastActiveAtMs: v.number(),
});
export type RoomSummary = v.InferOutput<typeof roomSummarySchema> & NearRoom;

const memberSchema = v.strictObject({
  /**
   * The server's own; stays the same when a broken connection comes back, and is never used again.
   */
  id: idSchema,
  name: nameSchema,
  /**
   * What this member, or the server's own program, tells the others about them; `null`: nothing.
   */
  description: descriptionSchema,
  /** The connection broke; it may come back. */
  isAway: v.boolean(),
  /** Proved to the server; left out: a guest without a key. */
  key: v.optional(publicKeySchema),
  /** As they showed it when they entered; the server passes it on, the others check it. */
  vouch: v.optional(roomVouchSchema),
  /** As in `Person`. */
  via: v.optional(viaSchema),
});
/** Somebody in a room. */
export type RoomMember = v.InferOutput<typeof memberSchema>;

const entryEntries = {
  room: roomInfoSchema,
  you: memberSchema,
  /** The others, longest there first. */
  members: v.array(memberSchema),
};
export const roomEntrySchema = v.strictObject(entryEntries);
/** A room as it is to somebody who is in it. */
export type RoomEntry = Omit<v.InferOutput<typeof roomEntrySchema>, 'room'> & {
  readonly room: RoomInfo;
};

export const roomMessageSchema = v.strictObject({
  id: idSchema,
  from: nameSchema,
  text: chatTextSchema,
  sentAtMs: v.number(),
  seq: seqSchema,
});
export type RoomMessage = v.InferOutput<typeof roomMessageSchema>;

// ── what a client sends ────────────────────────────────────────────────────────────────────────

export const createRoomSchema = v.strictObject({
  name: roomNameSchema,
  isPrivate: v.boolean(),
  isKept: v.optional(v.boolean()),
  isLocked: v.optional(v.boolean()),
  limit: v.optional(limitSchema),
  /** Of its password; left out: none. */
  lock: v.optional(roomLockSchema),
  /** Of whoever makes it, for the others in it. */
  vouch: v.optional(roomVouchSchema),
});
export const roomDoorSchema = v.strictObject({
  /** As in `room:join`. */
  slug: roomNameSchema,
});
export const joinRoomSchema = v.strictObject({
  /** The slug; of a room that is listed, the name will do. */
  slug: roomNameSchema,
  /**
   * By the key that the password makes, over the slug and the nonce that `room:door` was answered
   * with last and the key that one signed in with. Others see it as the member's `vouch`.
   */
  entry: v.optional(signatureSchema),
  /**
   * From making the room: makes its owner again of whoever has it, and opens it without a password.
   */
  ownerKey: v.optional(tokenSchema),
});
export const setRoomSchema = v.strictObject({
  isLocked: v.optional(v.boolean()),
  topic: v.optional(topicSchema),
  limit: v.optional(v.nullable(limitSchema)),
  isKept: v.optional(v.boolean()),
  /** Of its new password; `null`: none from now on. */
  lock: v.optional(v.nullable(roomLockSchema)),
});
export const kickSchema = v.strictObject({ member: idSchema });
export const roomSignalSchema = v.strictObject({
  to: idSchema,
  signal: signalSchema,
  /** The server passes it on unread. */
  proof: v.optional(signalProofSchema),
});
export const describeSchema = v.strictObject({ description: descriptionSchema });
export const sendEventSchema = v.strictObject({
  type: eventTypeSchema,
  data: eventDataSchema,
  /** A member; left out: all the others. */
  to: v.optional(idSchema),
});

// ── what the server sends ──────────────────────────────────────────────────────────────────────

export const memberJoinedSchema = v.strictObject({ member: memberSchema });
export const memberRefSchema = v.strictObject({ member: idSchema });
export const memberLeftSchema = v.strictObject({
  member: idSchema,
  reason: v.picklist(ROOM_LEFT_REASONS),
});
export const roomChangedSchema = v.strictObject({ room: roomInfoSchema });
export const roomClosedSchema = v.strictObject({ reason: v.picklist(ROOM_CLOSED_REASONS) });
export const roomTicketPushSchema = v.strictObject({ ticket: roomTicketSchema });
export const roomSignalReceivedSchema = v.strictObject({
  from: idSchema,
  signal: signalSchema,
  /** The sender's own. */
  proof: v.optional(signalProofSchema),
});
export const describedSchema = v.strictObject({ member: idSchema, description: descriptionSchema });
export const roomEventSchema = v.strictObject({
  /** A member; `null`: the program that the server is part of. */
  from: v.nullable(idSchema),
  type: eventTypeSchema,
  data: eventDataSchema,
});

// ── acknowledgements ───────────────────────────────────────────────────────────────────────────

/** What there is to sign; the same for rooms that have no password, or are not there. */
export const doorSchema = v.strictObject({
  ok: v.literal(true),
  /** As it is to be signed: that of the room, or what the name would become in a link. */
  slug: slugSchema,
  salt: saltSchema,
  cost: scryptCostSchema,
  nonce: tokenSchema,
});
export const roomEnteredSchema = v.strictObject({ ok: v.literal(true), ...entryEntries });
export const roomCreatedSchema = v.strictObject({
  ok: v.literal(true),
  ...entryEntries,
  /** Told once: with it, whoever made the room is its owner again later, under whatever name. */
  ownerKey: tokenSchema,
});
export const roomsSchema = v.strictObject({
  ok: v.literal(true),
  rooms: v.array(roomSummarySchema),
});
export const roomSetSchema = v.strictObject({ ok: v.literal(true), room: roomInfoSchema });
export const roomMessageSentSchema = v.strictObject({
  ok: v.literal(true),
  message: roomMessageSchema,
});
