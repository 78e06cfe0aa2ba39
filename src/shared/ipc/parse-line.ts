import * as v from 'valibot';
import { err, ok, type Result } from '../base/result';

/** What a line of JSON says, as `schema` has it; else which part of it is not so. */
export function parseLine<T>(schema: v.GenericSchema<unknown, T>, line: string): Result<T, string> {
  let input: unknown;
  try {
    input = JSON.parse(line);
  } catch {
    return err('not JSON');
  }
  const outcome = v.safeParse(schema, input, { abortEarly: true });
  return outcome.success ? ok(outcome.output) : err(v.getDotPath(outcome.issues[0]) ?? 'shape');
}
