import * as v from 'valibot';
import { MAX_CHAT_BYTES, MAX_NAME_BYTES } from './limits';

// Fields that several messages have.

export const nameSchema = v.pipe(v.string(), v.nonEmpty(), v.maxBytes(MAX_NAME_BYTES));
export const chatTextSchema = v.pipe(v.string(), v.nonEmpty(), v.maxBytes(MAX_CHAT_BYTES));
/** A secret of the server's making, good for getting something back. */
export const tokenSchema = v.pipe(v.string(), v.regex(/^[\w-]{16,128}$/));
/** The id of a call, a message or a member. */
export const idSchema = v.pipe(v.string(), v.regex(/^[\w-]{8,64}$/));
