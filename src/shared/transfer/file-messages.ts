import * as v from 'valibot';
import { MAX_FILE_MESSAGE_CHARS, MAX_TRANSFER_BYTES, MAX_WIRE_NAME_CHARS } from './limits';

// What the two ends of a link say on the channel for files: JSON text for these messages, and bytes
// for pieces of files (chunk.ts). Parsed from `unknown`; what is no message of ours is dropped.

/** Why a file is not, or no longer, sent. */
const STOP_REASONS = [
  'refused',
  /** Whoever sends or receives it changed their mind. */
  'cancelled',
  'call-over',
  'too-large',
  'too-many',
  /** It could not be read there, or not be written. */
  'failed',
  /** What arrived is not what was sent. */
  'damaged',
] as const;
export type StopReason = (typeof STOP_REASONS)[number];

const idSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/));
const bytesSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MAX_TRANSFER_BYTES));

/** "I have this file for you": also said again after a break, to go on where it broke off. */
const offerSchema = v.strictObject({
  kind: v.literal('offer'),
  id: idSchema,
  name: v.pipe(v.string(), v.maxLength(MAX_WIRE_NAME_CHARS)),
  sizeBytes: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER)),
});
/** "Send it from there": 0 at first, and where it broke off after a break. */
const acceptSchema = v.strictObject({
  kind: v.literal('accept'),
  id: idSchema,
  offset: bytesSchema,
});
/** "So much of it is written": the sender stays at most WINDOW_BYTES ahead. */
const progressSchema = v.strictObject({
  kind: v.literal('progress'),
  id: idSchema,
  offset: bytesSchema,
});
/** "That was all of it", with its SHA-256 in hexadecimal. */
const endSchema = v.strictObject({
  kind: v.literal('end'),
  id: idSchema,
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});
/** "It is here, and whole". */
const doneSchema = v.strictObject({ kind: v.literal('done'), id: idSchema });
const stopSchema = v.strictObject({
  kind: v.literal('stop'),
  id: idSchema,
  why: v.picklist(STOP_REASONS),
});

const fileMessageSchema = v.variant('kind', [
  offerSchema,
  acceptSchema,
  progressSchema,
  endSchema,
  doneSchema,
  stopSchema,
]);
export type FileMessage = v.InferOutput<typeof fileMessageSchema>;
export type FileOffer = v.InferOutput<typeof offerSchema>;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What the other end said; `null` when it is not a message of ours. Never throws. */
export function parseFileMessage(text: string): FileMessage | null {
  if (text.length > MAX_FILE_MESSAGE_CHARS) return null;
  const outcome = v.safeParse(fileMessageSchema, parseJson(text), { abortEarly: true });
  return outcome.success ? outcome.output : null;
}

export function encodeFileMessage(message: FileMessage): string {
  return JSON.stringify(message);
}
