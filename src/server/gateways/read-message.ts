import * as v from 'valibot';

/** What a client said, as `schema` has it; `null`: it is nothing of that kind. */
export function readMessage<T>(text: string, schema: v.GenericSchema<unknown, T>): T | null {
  return matchMessage(parseMessage(text), schema);
}

/** The same of what is parsed already. */
export function matchMessage<T>(said: unknown, schema: v.GenericSchema<unknown, T>): T | null {
  const outcome = v.safeParse(schema, said, { abortEarly: true });
  return outcome.success ? outcome.output : null;
}

/** `undefined`: it is no JSON. */
export function parseMessage(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
