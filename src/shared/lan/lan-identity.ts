import { ed25519, x25519 } from '@noble/curves/ed25519.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import type { PublicKey } from '../protocol/fields';

const BEACON_INFO = 'webcrt lan beacon v1';
const KEY_BYTES = 32;

/**
 * A device's key, for the network that it is on: what it signs with (Ed25519) and, made of that,
 * what it agrees on secrets with (X25519).
 */
export class LanIdentity {
  readonly publicKey: PublicKey;
  readonly dhSecret: Uint8Array;

  /** @param seed 32 bytes, of the Ed25519 key. */
  constructor(seed: Uint8Array) {
    this.publicKey = bytesToHex(ed25519.getPublicKey(seed));
    this.dhSecret = ed25519.utils.toMontgomerySecret(seed);
  }

  /**
   * What only the two of them know, one for each direction: by it `to` sees that `from`, one of the
   * two, is there. `null`: that is no key.
   */
  beaconKey(remote: PublicKey, direction: 'from-me' | 'to-me'): Uint8Array | null {
    const theirs = dhKeyOf(remote);
    if (theirs === null) return null;
    try {
      const secret = x25519.getSharedSecret(this.dhSecret, theirs);
      const both = direction === 'from-me' ? [this.publicKey, remote] : [remote, this.publicKey];
      return hkdf(sha256, secret, hexToBytes(both.join('')), utf8ToBytes(BEACON_INFO), KEY_BYTES);
    } catch {
      return null;
    }
  }
}

/** The X25519 key of whoever has that Ed25519 key; `null`: that is none. */
export function dhKeyOf(publicKey: PublicKey): Uint8Array | null {
  try {
    return ed25519.utils.toMontgomery(hexToBytes(publicKey));
  } catch {
    return null;
  }
}
