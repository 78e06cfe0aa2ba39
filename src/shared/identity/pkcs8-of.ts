import { hexToBytes } from '@noble/hashes/utils.js';

/** Of an Ed25519 key in PKCS #8 (RFC 8410), all that stands before its 32 bytes. */
const HEAD = hexToBytes('302e020100300506032b657004220420');

/** The seed of an Ed25519 key in the form that WebCrypto imports. */
export function pkcs8Of(seed: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(HEAD.length + seed.length);
  bytes.set(HEAD);
  bytes.set(seed, HEAD.length);
  return bytes;
}
