import * as v from 'valibot';

/** What a client said, as `schema` has it; `null`: it is nothing of that kind. */
export function readMessage<T>(text: string, schema: v.GenericSchema<unknown, T>): T | null {
  const outcome = v.safeParse(schema, parseJson(text), { abortEarly: true });
  return outcome.success ? outcome.output : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
