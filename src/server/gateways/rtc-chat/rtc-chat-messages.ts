import * as v from 'valibot';
import { chatTextSchema, nameSchema } from '../../../shared/protocol/fields';
import { candidateSchema, sdpSchema } from '../foreign-fields';

// What pages say that speak the messages of RTC-Chat and Camus: `{receiver, type, data}`. They may
// say more than is used here, and who they are is not theirs to say.

/** A member, or one of the two below. */
const receiverSchema = v.pipe(v.string(), v.maxLength(96));
/** The server itself. */
export const GROUND_CONTROL = 'ground control';
/** Everybody. */
export const ROOM = 'room';

function descriptionSchema<const T extends 'offer' | 'answer'>(type: T) {
  return v.object({
    type: v.literal(type),
    receiver: receiverSchema,
    /** RTC-Chat says the text alone, Camus what browsers make of it. */
    data: v.union([sdpSchema, v.object({ type: v.literal(type), sdp: sdpSchema })]),
  });
}

function questionSchema<const T extends string>(type: T) {
  return v.object({ type: v.literal(type) });
}

export const rtcChatMessageSchema = v.variant('type', [
  v.object({
    type: v.literal('ping'),
    /** When it was asked, which comes back. */
    data: v.optional(v.union([v.number(), v.pipe(v.string(), v.maxLength(64))])),
  }),
  questionSchema('pong'),
  questionSchema('error'),
  questionSchema('greeting'),
  questionSchema('get-room-info'),
  questionSchema('get-ice-servers'),
  v.object({ type: v.literal('profile'), data: v.object({ username: nameSchema }) }),
  v.object({
    type: v.literal('text'),
    receiver: receiverSchema,
    data: v.object({ text: chatTextSchema }),
  }),
  descriptionSchema('offer'),
  descriptionSchema('answer'),
  v.object({
    type: v.literal('icecandidate'),
    receiver: receiverSchema,
    /** `null`: there are no more. */
    data: v.nullable(candidateSchema),
  }),
  v.object({ type: v.literal('bye'), receiver: v.optional(receiverSchema) }),
]);
export type RtcChatMessage = v.InferOutput<typeof rtcChatMessageSchema>;
export type RtcChatMessageOf<K extends RtcChatMessage['type']> = Extract<
  RtcChatMessage,
  { type: K }
>;

const typedSchema = v.object({ type: v.pipe(v.string(), v.maxLength(64)) });
const KNOWN_TYPES: ReadonlySet<string> = new Set(
  rtcChatMessageSchema.options.map(({ entries }) => entries.type.literal),
);

/** The type of a message of which there is none; `null`: it is one of those known, or none. */
export function unknownTypeOf(message: unknown): string | null {
  const typed = v.safeParse(typedSchema, message);
  return typed.success && !KNOWN_TYPES.has(typed.output.type) ? typed.output.type : null;
}
