import * as v from 'valibot';
import { nameSchema } from '../../../shared/protocol/fields';
import { MAX_SLUG_CHARS } from '../../../shared/protocol/limits';
import { sdpSchema } from '../foreign-fields';

// What flitter's WebRTC node sends; it may say more than is used here.

export const flitterMessageSchema = v.variant('type', [
  v.object({
    type: v.literal('join'),
    id: nameSchema,
    room: v.pipe(v.string(), v.maxLength(MAX_SLUG_CHARS)),
  }),
  v.object({ type: v.literal('call'), to: nameSchema, offer: sdpSchema }),
  v.object({ type: v.literal('answer'), to: nameSchema, answer: sdpSchema }),
  v.object({ type: v.literal('finished'), to: nameSchema }),
]);
export type FlitterMessage = v.InferOutput<typeof flitterMessageSchema>;
