import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Where names of things and chance come from, passed in so that tests can know them. */
export interface RandomSource {
  /** An unguessable secret: 256 bits, base64url. */
  token(): string;
  /** A name for a call or a message: 128 bits, base64url. */
  id(): string;
  /** From 0 up to, not including, 1. */
  fraction(): number;
}

export const CRYPTO_RANDOM: RandomSource = {
  token: () => randomBytes(32).toString('base64url'),
  id: () => randomBytes(16).toString('base64url'),
  fraction: () => randomBytes(4).readUInt32BE() / 2 ** 32,
};

/** What is kept of a token: enough to recognise it, of no use to whoever reads the memory. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** Compares in constant time. */
export function isTokenOf(hash: Buffer, token: string): boolean {
  return timingSafeEqual(hash, hashToken(token));
}
