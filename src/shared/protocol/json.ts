import * as v from 'valibot';
import { utf8ByteLength } from '../text/utf8';

export type JsonValue =
  null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** How many bytes `value` takes as JSON; `Infinity` for what is no JSON at all. */
export function jsonByteLength(value: unknown): number {
  try {
    // `undefined` for what JSON has no word for, whatever the type says.
    const text = JSON.stringify(value) as string | undefined;
    return text === undefined ? Infinity : utf8ByteLength(text);
  } catch {
    // A circle, a BigInt, or nested deeper than there is stack for.
    return Infinity;
  }
}

/** Any JSON value that takes at most `maxBytes`. */
export function jsonSchema(maxBytes: number): v.GenericSchema<JsonValue> {
  return v.custom<JsonValue>(
    (value) => jsonByteLength(value) <= maxBytes,
    `at most ${maxBytes} bytes of JSON`,
  );
}
