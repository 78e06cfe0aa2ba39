import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Signer } from './signer';
import { statementBytes } from './statement';

/** Signs with a key at hand: for programs without a browser's or a system's store of keys. */
export function seedSigner(seed: Uint8Array): Signer {
  return {
    publicKey: bytesToHex(ed25519.getPublicKey(seed)),
    sign: (statement) => Promise.resolve(bytesToHex(ed25519.sign(statementBytes(statement), seed))),
  };
}
