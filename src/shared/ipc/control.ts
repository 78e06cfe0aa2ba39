import * as v from 'valibot';
import type { Result } from '../base/result';
import { CALL_PHASE_KINDS } from '../call/call-phase';
import { TALK_MODES } from '../call/talk-policy';
import { PRESENCES } from '../protocol/messages';
import { parseLine } from './parse-line';

// What `webcrt ctl` may ask of the running app, and what it hears back: a line of JSON each way.

export const CONTROL_VERBS = ['mute', 'unmute', 'ptt', 'answer', 'hangup', 'status'] as const;
export type ControlVerb = (typeof CONTROL_VERBS)[number];

/** A line is no longer than that, whoever sends it. */
export const MAX_CONTROL_LINE_BYTES = 8_192;
const MAX_TEXT_CHARS = 500;
const MAX_PEER_CHARS = 200;

const requestSchema = v.strictObject({
  verb: v.picklist(CONTROL_VERBS),
  /** For `ptt`: the key goes down or up; `null`: the other way round than now. */
  isHeld: v.nullable(v.boolean()),
});
export type ControlRequest = v.InferOutput<typeof requestSchema>;

const statusSchema = v.strictObject({
  phase: v.picklist(CALL_PHASE_KINDS),
  peer: v.nullable(v.pipe(v.string(), v.maxLength(MAX_PEER_CHARS))),
  /** The user's name; `null`: signed out. */
  name: v.nullable(v.pipe(v.string(), v.maxLength(MAX_PEER_CHARS))),
  presence: v.picklist(PRESENCES),
  /** The user's switch; whether anything is heard is `isHeard`. */
  isMuted: v.boolean(),
  /** Whether others hear the user right now. */
  isHeard: v.boolean(),
  isCameraOn: v.boolean(),
  ptt: v.picklist(TALK_MODES),
  /** Calls that were missed since somebody last looked at the window. */
  missedCalls: v.pipe(v.number(), v.integer(), v.minValue(0)),
});
export type ControlStatus = v.InferOutput<typeof statusSchema>;

/** What a request came to: a sentence, and where things stand after it. */
export const CONTROL_REPLY_SCHEMA = v.strictObject({
  isDone: v.boolean(),
  text: v.pipe(v.string(), v.maxLength(MAX_TEXT_CHARS)),
  status: v.nullable(statusSchema),
});
export type ControlReply = v.InferOutput<typeof CONTROL_REPLY_SCHEMA>;

/** A request as the window gets it; its answer carries the same number. */
export interface NumberedControlRequest extends ControlRequest {
  readonly id: number;
}

export function parseControlRequest(line: string): Result<ControlRequest, string> {
  return parseLine(requestSchema, line);
}

export function parseControlReply(line: string): Result<ControlReply, string> {
  return parseLine(CONTROL_REPLY_SCHEMA, line);
}
