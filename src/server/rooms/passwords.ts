import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { err, ok, type Result } from '../../shared/base/result';
import { TurnQueue } from './turn-queue';

/** What scrypt is told; its memory is 128 * N * r bytes. */
export interface ScryptCost {
  /** log2 of N. */
  readonly logN: number;
  readonly r: number;
  readonly p: number;
}

/** OWASP's figures for 16 MiB; about 0.2 s of one core. */
export const SCRYPT_COST: ScryptCost = { logN: 14, r: 8, p: 5 };

const SALT_BYTES = 16;
const KEY_BYTES = 32;
/** Half of libuv's threads: files and names must still be read while somebody tries passwords. */
const MAX_AT_ONCE = 2;
/**
 * Who comes when so many wait is refused: nobody can pile up work that outlasts an answer's time.
 */
const MAX_WAITING = 32;
/** No address: everybody on this machine, or behind a proxy that nobody told the server of. */
const THIS_MACHINE = '';

const HASH = /^scrypt\$(\d{1,2})\$(\d{1,2})\$(\d{1,2})\$([\w-]{22})\$([\w-]{43})$/;

interface ParsedHash {
  readonly cost: ScryptCost;
  readonly salt: Buffer;
  readonly key: Buffer;
}

function parseHash(text: string): ParsedHash | null {
  const match = HASH.exec(text);
  if (match === null) return null;
  const [, logN, r, p, salt, key] = match;
  return {
    cost: { logN: Number(logN), r: Number(r), p: Number(p) },
    salt: Buffer.from(salt, 'base64url'),
    key: Buffer.from(key, 'base64url'),
  };
}

/** Whether `text` is a hash as this file writes it, and one that it would take to check. */
export function isPasswordHash(text: string): boolean {
  const parsed = parseHash(text);
  return parsed !== null && parsed.cost.logN >= 1 && parsed.cost.logN <= 17;
}

function derive(password: string, salt: Buffer, { logN, r, p }: ScryptCost): Promise<Buffer> {
  const N = 2 ** logN;
  return new Promise((resolve, reject) => {
    // The same letters typed on another keyboard may be composed differently.
    const input = password.normalize('NFKC');
    scrypt(input, salt, KEY_BYTES, { N, r, p, maxmem: 256 * N * r }, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}

/** Hashes and checks passwords, off the main thread and a few at a time. */
export class Passwords {
  private readonly queue = new TurnQueue(MAX_AT_ONCE, MAX_WAITING);
  /** Stands in for the hash of a room that is not there, so that looking takes as long. */
  private readonly nobodys: ParsedHash;

  constructor(private readonly cost: ScryptCost = SCRYPT_COST) {
    this.nobodys = { cost, salt: randomBytes(SALT_BYTES), key: randomBytes(KEY_BYTES) };
  }

  /**
   * `busy`: too many are waiting, and most of them from there.
   * @param addressKey for whom, as `addressKeyOf` has it; `null`: for this machine
   */
  async hash(password: string, addressKey: string | null = null): Promise<Result<string, 'busy'>> {
    const salt = randomBytes(SALT_BYTES);
    const key = await this.run(addressKey, () => derive(password, salt, this.cost));
    if (key === null) return err('busy');
    const { logN, r, p } = this.cost;
    const parts = ['scrypt', logN, r, p, salt.toString('base64url'), key.toString('base64url')];
    return ok(parts.join('$'));
  }

  /**
   * Always the same work, whether it is right, wrong, or there is nothing to compare with (`null`).
   */
  async isRight(
    password: string,
    hash: string | null,
    addressKey: string | null = null,
  ): Promise<Result<boolean, 'busy'>> {
    const parsed = hash === null ? null : parseHash(hash);
    const { cost, salt, key } = parsed ?? this.nobodys;
    const derived = await this.run(addressKey, () => derive(password, salt, cost));
    if (derived === null) return err('busy');
    return ok(timingSafeEqual(derived, key) && parsed !== null);
  }

  /** Addresses take turns, so that none can have the others wait for all that it asks. */
  private run(addressKey: string | null, work: () => Promise<Buffer>): Promise<Buffer | null> {
    return this.queue.run(addressKey ?? THIS_MACHINE, work);
  }
}
