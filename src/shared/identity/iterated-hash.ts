import { sha512 } from '@noble/hashes/sha2.js';
import { concatBytes } from '@noble/hashes/utils.js';

/** As Signal: whoever looks for a key with a given number pays as often for each that they try. */
const ROUNDS = 5_200;
const GROUP_BYTES = 5;
const GROUP_DIGITS = 5;

/** SHA-512 of `first`, and again of each hash with `key` behind it: 64 bytes, in some 20 ms. */
export function iteratedHash(first: Uint8Array, key: Uint8Array): Uint8Array {
  let hash = sha512(first);
  for (let round = 1; round < ROUNDS; round += 1) hash = sha512(concatBytes(hash, key));
  return hash;
}

/**
 * Groups of five digits, each from five bytes of `hash`: people read and hear them without losing
 * the line.
 */
export function digitGroups(hash: Uint8Array, count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const bytes = hash.subarray(index * GROUP_BYTES, (index + 1) * GROUP_BYTES);
    // Forty bits: a number holds them, 32-bit operators would not.
    const number = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
    return String(number % 10 ** GROUP_DIGITS).padStart(GROUP_DIGITS, '0');
  });
}
