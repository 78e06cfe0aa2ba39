import { createPublicKey, verify } from 'node:crypto';
import { ed25519 } from '@noble/curves/ed25519.js';
import type { PublicKey } from '../../shared/protocol/fields';

/**
 * Whether `key` signed `message`, by the system's own Ed25519, which is ten times as fast as one in
 * JavaScript. A key under which anything would pass (of a small group) has signed nothing.
 *
 * @param signature 128 hexadecimal digits
 */
export function verifyEd25519(key: PublicKey, message: Uint8Array, signature: string): boolean {
  try {
    if (ed25519.Point.fromHex(key).isSmallOrder()) return false;
    const x = Buffer.from(key, 'hex').toString('base64url');
    const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    return verify(null, message, publicKey, Buffer.from(signature, 'hex'));
  } catch {
    // No point of the curve.
    return false;
  }
}
