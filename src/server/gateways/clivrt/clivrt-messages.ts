import * as v from 'valibot';
import { chatTextSchema, nameSchema } from '../../../shared/protocol/fields';
import { candidateSchema, sdpSchema } from '../foreign-fields';

// What a client of clivrt sends. Its objects have more fields than are used here, a `name` of its
// own making among them, which counts for nothing: loose, where ours are strict.

/** The client's own for a line, given back to it as they came. */
const echoedSchema = v.optional(v.pipe(v.string(), v.maxLength(64)));

export const clivrtMessageSchema = v.variant('type', [
  v.object({
    type: v.literal('message'),
    text: chatTextSchema,
    /** Left out: to everybody. */
    target: v.optional(nameSchema),
    id: echoedSchema,
    date: echoedSchema,
  }),
  v.object({
    type: v.literal('video-offer'),
    target: nameSchema,
    sdp: v.object({ type: v.literal('offer'), sdp: sdpSchema }),
  }),
  v.object({
    type: v.literal('video-answer'),
    target: nameSchema,
    sdp: v.object({ type: v.literal('answer'), sdp: sdpSchema }),
  }),
  v.object({
    type: v.literal('new-ice-candidate'),
    target: nameSchema,
    /** `null`: there are no more. */
    candidate: v.nullable(v.omit(candidateSchema, ['usernameFragment'])),
  }),
  v.object({ type: v.literal('hang-up'), target: nameSchema }),
]);
export type ClivrtMessage = v.InferOutput<typeof clivrtMessageSchema>;
export type ClivrtMessageOf<K extends ClivrtMessage['type']> = Extract<ClivrtMessage, { type: K }>;

/** Its terminal reads chat as markup, and drops a line that is none. */
export function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** As the client writes times: `2026-11-29 02:12:26.295`, by UTC. */
export function writeDate(timeMs: number): string {
  return new Date(timeMs).toISOString().replace('T', ' ').replace('Z', '');
}
