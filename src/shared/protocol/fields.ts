import * as v from 'valibot';
import { MAX_CHAT_BYTES, MAX_NAME_BYTES, MAX_ORIGIN_CHARS, MAX_TICKET_CHARS } from './limits';

// Fields that several messages have.

export const nameSchema = v.pipe(v.string(), v.nonEmpty(), v.maxBytes(MAX_NAME_BYTES));
export const chatTextSchema = v.pipe(v.string(), v.nonEmpty(), v.maxBytes(MAX_CHAT_BYTES));
/** An Ed25519 public key (RFC 8032), as 64 hexadecimal digits: who somebody is. */
export const publicKeySchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));
export type PublicKey = v.InferOutput<typeof publicKeySchema>;
/** An Ed25519 signature, as 128 hexadecimal digits. */
export const signatureSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{128}$/));
/** Milliseconds since 1970, by the clock of whoever says so. */
export const timeSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** A server as its client dialled it, `https://HOST[:PORT]`. */
export const originSchema = v.pipe(v.string(), v.nonEmpty(), v.maxLength(MAX_ORIGIN_CHARS));
/** A secret of the server's making, good for getting something back. */
export const tokenSchema = v.pipe(v.string(), v.regex(/^[\w-]{16,128}$/));
/** What a member keeps of a room: sealed by the server, for itself. */
export const roomTicketSchema = v.pipe(
  v.string(),
  v.maxLength(MAX_TICKET_CHARS),
  v.regex(/^[\w-]+$/),
);
/** A number that grows with each thing that is said. */
export const seqSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** By which gateway of the server somebody came whose program is not WebCRT: `clivrt`, ... */
export const viaSchema = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,31}$/));
/** The id of a call, a message or a member. */
export const idSchema = v.pipe(v.string(), v.regex(/^[\w-]{8,64}$/));
