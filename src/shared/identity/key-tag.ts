import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import type { PublicKey } from '../protocol/fields';

const TAG_DIGITS = 4;

/**
 * The four hexadecimal digits that tell apart two people of one name, as in `bob·7F3A`. Whoever
 * tries 65,536 keys finds one with any tag: it is a hint for the eye, and never a proof.
 */
export function keyTag(key: PublicKey): string {
  return bytesToHex(sha256(hexToBytes(key)))
    .slice(0, TAG_DIGITS)
    .toUpperCase();
}
