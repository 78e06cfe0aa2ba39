import type { ReleaseFacts } from './facts.mjs';

/** The file that has the public key, from the root. */
export const RELEASE_KEY_FILE: string;

/** A pair of Ed25519 keys: the public one as 64 hexadecimal digits, the other one as PKCS #8. */
export function makeKeyPair(): { readonly publicHex: string; readonly privatePem: string };
/** The source of the module at `RELEASE_KEY_FILE`. */
export function publicKeyModule(publicHex: string): string;

/**
 * Signs the sums in a folder, and writes the list of versions that the app asks for.
 *
 * @returns Names of files and what is in them.
 * @throws {UserError} where the key is not the one whose public half is in the source.
 */
export function signRelease(
  privatePem: string,
  folder: string,
  facts: ReleaseFacts,
  nowMs: number,
  publicHex?: string,
): readonly (readonly [name: string, content: string | Uint8Array])[];
