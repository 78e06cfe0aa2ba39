import * as v from 'valibot';
import { err, ok, type Result } from '../base/result';
import {
  PUSHES,
  type PushName,
  type PushPayload,
  type Reply,
  REQUESTS,
  type RequestName,
  type RequestPayload,
} from './events';
import { refusalSchema } from './messages';

/** What was wrong with a message: where, and what was expected there. Never what it contained. */
export interface ParseFailure {
  readonly path: string;
  readonly expected: string;
}

function parseWith<T>(
  schema: v.GenericSchema<unknown, T>,
  input: unknown,
): Result<T, ParseFailure> {
  const outcome = v.safeParse(schema, input, { abortEarly: true });
  if (outcome.success) return ok(outcome.output);
  const issue = outcome.issues[0];
  return err({ path: v.getDotPath(issue) ?? '', expected: issue.expected ?? issue.type });
}

export function parseRequest<K extends RequestName>(
  name: K,
  input: unknown,
): Result<RequestPayload<K>, ParseFailure> {
  const schema: v.GenericSchema<unknown, unknown> = REQUESTS[name].payload;
  return parseWith(schema, input) as Result<RequestPayload<K>, ParseFailure>;
}

export function parseReply<K extends RequestName>(
  name: K,
  input: unknown,
): Result<Reply<K>, ParseFailure> {
  const schema: v.GenericSchema<unknown, unknown> = v.union([refusalSchema, REQUESTS[name].reply]);
  return parseWith(schema, input) as Result<Reply<K>, ParseFailure>;
}

export function parsePush<K extends PushName>(
  name: K,
  input: unknown,
): Result<PushPayload<K>, ParseFailure> {
  const schema: v.GenericSchema<unknown, unknown> = PUSHES[name];
  return parseWith(schema, input) as Result<PushPayload<K>, ParseFailure>;
}
