import * as v from 'valibot';
import { nameSchema } from './fields';
import { MAX_PASSWORD_BYTES, MAX_STAGE_FRAME_CHARS, MAX_VIEWERS } from './limits';
import { BROADCAST_END_REASONS } from './reasons';

/** In an address: of 128 bits of chance, and good as a name for ssh. */
export const WATCH_TOKEN = /^[0-9a-f]{32}$/;

export const agreeSchema = v.strictObject({
  /** Whose broadcast it is. */
  by: nameSchema,
  isAgreed: v.boolean(),
});

export const startBroadcastSchema = v.strictObject({
  /** Asked of whoever would watch; left out: the address is enough. */
  password: v.optional(v.pipe(v.string(), v.nonEmpty(), v.maxBytes(MAX_PASSWORD_BYTES))),
});

export const broadcastStartedSchema = v.strictObject({
  ok: v.literal(true),
  /** The stage is at `/watch/TOKEN`. */
  token: v.pipe(v.string(), v.regex(WATCH_TOKEN)),
  /** Where `ssh TOKEN@HOST` shows it as well; `null`: nowhere. */
  sshPort: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535))),
});

export const frameSchema = v.strictObject({
  /** As stage-wire.ts has it, deflated, in base64. */
  frame: v.pipe(v.string(), v.maxLength(MAX_STAGE_FRAME_CHARS), v.regex(/^[\w+/]+={0,2}$/)),
});

export const frameTakenSchema = v.strictObject({
  ok: v.literal(true),
  /** For how many it was: for none, one now and then is enough. */
  viewers: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MAX_VIEWERS)),
  /** The next one has to be new: this one could not be taken for what changed. */
  isOutOfStep: v.optional(v.literal(true)),
});

export const broadcastEndedSchema = v.strictObject({
  reason: v.picklist(BROADCAST_END_REASONS),
});
