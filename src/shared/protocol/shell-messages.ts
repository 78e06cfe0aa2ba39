import { utf8ToBytes } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import { shellInputsSchema } from '../shell/shell-input';
import type { ShellInput } from '../shell/shell-keys';
import { utf8Text } from '../text/utf8';
import { idSchema, nameSchema, signatureSchema } from './fields';
import {
  MAX_SHELL_MESSAGE_BYTES,
  SHELL_ABOUT,
  SHELL_CLAIM,
  SHELL_GRANT,
  SHELL_KEYS,
  SHELL_REVOKE,
} from './shell-wire';

// What is said of a shared terminal, and typed into it: one byte, and JSON behind it.

/** What a shared terminal is called, in bytes; whoever shows it cleans it. */
const MAX_SHELL_TITLE_BYTES = 120;

const aboutSchema = v.strictObject({
  title: v.pipe(v.string(), v.maxBytes(MAX_SHELL_TITLE_BYTES)),
  /** Who beside the sharer may type; `null`: nobody. */
  typist: v.nullable(nameSchema),
});
export type ShellAbout = v.InferOutput<typeof aboutSchema>;

/** 16 bytes of chance as hexadecimal digits: of this one grant. */
const nonceSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));

const grantSchema = v.strictObject({
  /** Of the shared terminal. */
  share: idSchema,
  nonce: nonceSchema,
  /** Of the `shell` statement that grants. */
  signature: signatureSchema,
});
export type ShellGrant = v.InferOutput<typeof grantSchema>;

const claimSchema = v.strictObject({
  nonce: nonceSchema,
  /** Of the `shell` statement that claims. */
  signature: signatureSchema,
});
export type ShellClaim = v.InferOutput<typeof claimSchema>;

export function aboutMessage(about: ShellAbout): Uint8Array<ArrayBuffer> {
  return jsonMessage(SHELL_ABOUT, about);
}

export function grantMessage(grant: ShellGrant): Uint8Array<ArrayBuffer> {
  return jsonMessage(SHELL_GRANT, grant);
}

export function claimMessage(claim: ShellClaim): Uint8Array<ArrayBuffer> {
  return jsonMessage(SHELL_CLAIM, claim);
}

export function revokeMessage(): Uint8Array<ArrayBuffer> {
  return Uint8Array.of(SHELL_REVOKE);
}

export function keysMessage(inputs: readonly ShellInput[]): Uint8Array<ArrayBuffer> {
  return jsonMessage(SHELL_KEYS, inputs);
}

// `null`: it is no such message. None of them ever throws.

export function parseAbout(bytes: Uint8Array): ShellAbout | null {
  return parseMessage(bytes, SHELL_ABOUT, aboutSchema);
}

export function parseGrant(bytes: Uint8Array): ShellGrant | null {
  return parseMessage(bytes, SHELL_GRANT, grantSchema);
}

export function parseClaim(bytes: Uint8Array): ShellClaim | null {
  return parseMessage(bytes, SHELL_CLAIM, claimSchema);
}

export function parseKeys(bytes: Uint8Array): readonly ShellInput[] | null {
  return parseMessage(bytes, SHELL_KEYS, shellInputsSchema);
}

function jsonMessage(kind: number, value: unknown): Uint8Array<ArrayBuffer> {
  return Uint8Array.from([kind, ...utf8ToBytes(JSON.stringify(value))]);
}

function parseMessage<T>(
  bytes: Uint8Array,
  kind: number,
  schema: v.GenericSchema<unknown, T>,
): T | null {
  if (bytes.length > MAX_SHELL_MESSAGE_BYTES || bytes[0] !== kind) return null;
  const text = utf8Text(bytes.subarray(1));
  if (text === null) return null;
  try {
    const outcome = v.safeParse(schema, JSON.parse(text), { abortEarly: true });
    return outcome.success ? outcome.output : null;
  } catch {
    return null;
  }
}
