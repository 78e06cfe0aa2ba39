import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';

const LENGTH_BYTES = 4;

/**
 * What somebody with a key of their own shows when they sign in: docs/protocol.md, "Keys and
 * proofs".
 *
 * @param {string} name
 * @param {string} nonce
 * @param {string} origin
 */
export function proofFor(name, nonce, origin) {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const { x = '' } = publicKey.export({ format: 'jwk' });
  const key = Buffer.from(x, 'base64url').toString('hex');
  const atMs = Date.now();
  const bytes = canonicalBytes(['webcrt sign-in v1', origin, nonce, name, key, String(atMs)]);
  return { key, origin, atMs, signature: sign(null, bytes, privateKey).toString('hex') };
}

/**
 * Whether a proof is one: what every server that gives a name to a key has to do, as little of it
 * as can be.
 *
 * @param {ReturnType<typeof proofFor>} proof
 * @param {string} name
 * @param {string} nonce
 */
export function isProof({ key, origin, atMs, signature }, name, nonce) {
  const x = Buffer.from(key, 'hex').toString('base64url');
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  const bytes = canonicalBytes(['webcrt sign-in v1', origin, nonce, name, key, String(atMs)]);
  return verify(null, bytes, publicKey, Buffer.from(signature, 'hex'));
}

/** @param {readonly string[]} fields */
function canonicalBytes(fields) {
  const parts = fields.flatMap((field) => {
    const bytes = Buffer.from(field);
    const length = Buffer.alloc(LENGTH_BYTES);
    length.writeUInt32BE(bytes.length);
    return [length, bytes];
  });
  return Buffer.concat(parts);
}
