import { concatBytes, hexToBytes } from '@noble/hashes/utils.js';
import type { PublicKey } from '../protocol/fields';
import { digitGroups, iteratedHash } from './iterated-hash';

const VERSION = new Uint8Array([0, 0]);
const GROUPS_PER_SIDE = 6;

/**
 * The thirty digits of one side, by Signal's method (libsignal, `fingerprint.rs`), in six groups.
 * @param identifier What names the side beside its key: Signal's telephone number, and nothing
 *   here, where the key is who somebody is.
 */
export function safetyDigits(key: Uint8Array, identifier: Uint8Array = new Uint8Array()): string[] {
  return digitGroups(
    iteratedHash(concatBytes(VERSION, key, identifier, key), key),
    GROUPS_PER_SIDE,
  );
}

/**
 * The sixty digits of two keys, in twelve groups of five, the same for both: it does not change
 * from call to call, so it can be compared anywhere, once. Takes some 40 ms.
 */
export function safetyNumber(one: PublicKey, other: PublicKey): string[] {
  const sides = [one, other].map((key) => safetyDigits(hexToBytes(key)));
  return sides.sort((a, b) => (a.join('') < b.join('') ? -1 : 1)).flat();
}
