import { hash, randomFillSync, timingSafeEqual } from 'node:crypto';

/** Where names of things and chance come from, passed in so that tests can know them. */
export interface RandomSource {
  /** An unguessable secret: 256 bits, base64url. */
  token(): string;
  /** A name for a call or a message: 128 bits, base64url. */
  id(): string;
  /** From 0 up to, not including, 1. */
  fraction(): number;
}

const TOKEN_BYTES = 32;
const ID_BYTES = 16;
const FRACTION_BYTES = 4;
/**
 * Each message takes an id, and asking the system for a little costs nearly as much as for a lot.
 */
const POOL_BYTES = 4_096;

/**
 * Chance in stock. What was taken is overwritten: a token is nowhere in memory but where it is
 * used.
 */
class RandomPool {
  private readonly pool = Buffer.alloc(POOL_BYTES);
  private taken = POOL_BYTES;

  text(bytes: number): string {
    const at = this.take(bytes);
    const text = this.pool.toString('base64url', at, at + bytes);
    this.pool.fill(0, at, at + bytes);
    return text;
  }

  bytes(count: number): Buffer {
    const at = this.take(count);
    const bytes = Buffer.from(this.pool.subarray(at, at + count));
    this.pool.fill(0, at, at + count);
    return bytes;
  }

  fraction(): number {
    return this.pool.readUInt32BE(this.take(FRACTION_BYTES)) / 2 ** 32;
  }

  private take(bytes: number): number {
    if (this.taken + bytes > POOL_BYTES) {
      randomFillSync(this.pool);
      this.taken = 0;
    }
    const at = this.taken;
    this.taken += bytes;
    return at;
  }
}

const POOL = new RandomPool();

export const CRYPTO_RANDOM: RandomSource = {
  token: () => POOL.text(TOKEN_BYTES),
  id: () => POOL.text(ID_BYTES),
  fraction: () => POOL.fraction(),
};

/** `count` bytes that nobody can guess, as `randomBytes`, for what is asked for often. */
export function takeRandomBytes(count: number): Buffer {
  return POOL.bytes(count);
}

/**
 * What is kept of a token, in base64url: enough to recognise it, of no use to whoever reads the
 * memory.
 */
export function hashToken(token: string): string {
  return hash('sha256', token, 'base64url');
}

/** Compares in constant time. */
export function isTokenOf(tokenHash: string, token: string): boolean {
  return timingSafeEqual(Buffer.from(tokenHash), Buffer.from(hashToken(token)));
}
