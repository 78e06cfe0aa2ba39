import * as v from 'valibot';
import { candidateSchema, sdpSchema } from '../foreign-fields';
import { jsonSchema } from '../../../shared/protocol/json';
import {
  MAX_DESCRIPTION_BYTES,
  MAX_EVENT_BYTES,
  MAX_ROOM_NAME_BYTES,
} from '../../../shared/protocol/limits';

// What rtcpool sends, `{type, data}`; it may say more than is used here.

const memberSchema = v.pipe(v.string(), v.maxLength(64));

const ruleSchema = v.variant('type', [
  v.object({
    type: v.literal('rtc:join'),
    data: v.object({ pool: v.pipe(v.string(), v.nonEmpty(), v.maxBytes(MAX_ROOM_NAME_BYTES)) }),
  }),
  v.object({
    type: v.literal('rtc:sdp'),
    data: v.object({
      to: memberSchema,
      description: v.object({ type: v.picklist(['offer', 'answer']), sdp: sdpSchema }),
    }),
  }),
  v.object({
    type: v.literal('rtc:candidate'),
    /** `null`: there are no more. */
    data: v.object({ for: memberSchema, candidate: v.nullable(candidateSchema) }),
  }),
  v.object({ type: v.literal('describe'), data: jsonSchema(MAX_DESCRIPTION_BYTES) }),
]);

/** Whatever a program on rtcpool says to those in its pool; nothing that begins as the rules do. */
const eventSchema = v.object({
  type: v.pipe(v.string(), v.regex(/^(?!rtc:|describe$)[\w.:-]{1,64}$/)),
  data: jsonSchema(MAX_EVENT_BYTES),
});

export const rtcpoolMessageSchema = v.union([ruleSchema, eventSchema]);
export type RtcpoolRule = v.InferOutput<typeof ruleSchema>;
export type RtcpoolEvent = v.InferOutput<typeof eventSchema>;

export function isRule(message: RtcpoolRule | RtcpoolEvent): message is RtcpoolRule {
  return message.type.startsWith('rtc:') || message.type === 'describe';
}
