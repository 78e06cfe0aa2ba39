import { createPublicKey, verify } from 'node:crypto';
import type { PublicKey } from '../../shared/protocol/fields';

/** 2^255 - 19, most significant byte first. */
const FIELD_PRIME = Buffer.from(`7f${'ff'.repeat(30)}ed`, 'hex');
/** The sign of x, in the first byte of a key with the most significant byte in front. */
const SIGN_BIT = 0x80;
/**
 * The y of the eight points of small order, most significant byte first: 0, 1, -1, and the two of
 * order eight. "Taming the many EdDSAs" (https://eprint.iacr.org/2020/1244) lists them as keys.
 */
const SMALL_ORDER_YS: ReadonlySet<string> = new Set([
  '00'.repeat(32),
  `${'00'.repeat(31)}01`,
  `7f${'ff'.repeat(30)}ec`,
  '05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826',
  '7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7',
]);

/**
 * Whether `key` signed `message`, by the system's own Ed25519, which is several times as fast as
 * one in JavaScript. It takes keys under which anything would pass, and more than one text for a
 * key: those have signed nothing here.
 *
 * @param signature 128 hexadecimal digits
 */
export function verifyEd25519(key: PublicKey, message: Uint8Array, signature: string): boolean {
  if (!isSound(key)) return false;
  try {
    const x = Buffer.from(key, 'hex').toString('base64url');
    const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    return verify(null, message, publicKey, Buffer.from(signature, 'hex'));
  } catch {
    // No point of the curve.
    return false;
  }
}

/** Whether a key is written in the one way (y below the prime) and is not of a small group. */
function isSound(key: PublicKey): boolean {
  const y = Buffer.from(key, 'hex').reverse();
  y[0] &= ~SIGN_BIT;
  return Buffer.compare(y, FIELD_PRIME) < 0 && !SMALL_ORDER_YS.has(y.toString('hex'));
}
