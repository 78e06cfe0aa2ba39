import { randomBytes, scrypt } from 'node:crypto';
import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import {
  ROOM_KEY_COST,
  type RoomDoor,
  roomEntryBytes,
  roomKeyOf,
} from '../../shared/identity/room-key';
import type { PublicKey } from '../../shared/protocol/fields';
import type { RoomLock, RoomVouch, ScryptCost } from '../../shared/protocol/room-messages';
import { verifyEd25519 } from '../identity/verify-ed25519';

const SALT_BYTES = 16;
const KEY_BYTES = 32;
const HASH = /^scrypt\$(\d{1,2})\$(\d{1,2})\$(\d{1,2})\$([\w-]{22})\$([\w-]{43})$/;
const MAX_LOG_N = 17;
/** Of the door of a room that is not there, and of whose name a link can say nothing. */
const NAMELESS_SLUG = 'room';

/** That somebody knows a password, as they say. */
export interface RoomEntry {
  /** 128 hexadecimal digits. */
  readonly signature: string;
  /** What they were given to sign; `null`: nothing, or it is used up. */
  readonly nonce: string | null;
  /** The key that they signed in with; `null`: none. */
  readonly member: PublicKey | null;
}

/** What a member shows to the others of how they came in; left out: nothing. */
export function vouchOf({ signature, nonce, member }: RoomEntry): RoomVouch | undefined {
  // Signed for nobody's key it could be shown by anybody.
  return nonce === null || member === null ? undefined : { nonce, signature };
}

/**
 * The passwords of rooms, of which this server knows the public half of a key each: it can tell who
 * knows one, and can enter no room by what it has.
 */
export class RoomLocks {
  /** Stands in for the key of a room that is not there, so that looking takes as long. */
  private readonly nobodys = bytesToHex(ed25519.keygen().publicKey);

  /** @param digest the same for the same text as long as the server has its secret */
  constructor(
    private readonly digest: (text: string) => string,
    private readonly cost: ScryptCost = ROOM_KEY_COST,
  ) {}

  /**
   * What goes into the key of a password. Of a room without a lock, there or not, it is made up,
   * and the same each time.
   */
  doorOf(lock: RoomLock | null, slug: string): Omit<RoomDoor, 'nonce'> {
    const madeUp = Buffer.from(this.digest(slug), 'base64url').toString('hex');
    const { salt, cost } = lock ?? { salt: madeUp, cost: this.cost };
    return { slug: slug === '' ? NAMELESS_SLUG : slug, salt, cost };
  }

  /** Always the same work, whether it is right, wrong, or there is nothing to open (`null`). */
  opens(lock: RoomLock | null, slug: string, { signature, nonce, member }: RoomEntry): boolean {
    const bytes = roomEntryBytes({ slug, nonce: nonce ?? '', member });
    const isSigned = verifyEd25519(lock?.key ?? this.nobodys, bytes, signature);
    return isSigned && lock !== null && nonce !== null;
  }

  /** For a program that makes rooms with passwords of its own. */
  async lock(password: string): Promise<RoomLock> {
    const salt = randomBytes(SALT_BYTES);
    const seed = await derive(password, salt, this.cost);
    return { salt: salt.toString('hex'), cost: this.cost, key: roomKeyOf(seed) };
  }
}

/**
 * The lock of a password of which a server kept a hash when it still saw passwords: the hash is
 * the key that the password makes, and its public half is all that is kept of it from now on.
 * `null`: it is no such hash.
 */
export function lockOfHash(hash: string): RoomLock | null {
  const match = HASH.exec(hash);
  if (match === null) return null;
  const [, logN, r, p, salt, seed] = match;
  const cost = { logN: Number(logN), r: Number(r), p: Number(p) };
  if (cost.logN < 1 || cost.logN > MAX_LOG_N) return null;
  return {
    salt: Buffer.from(salt, 'base64url').toString('hex'),
    cost,
    key: roomKeyOf(Buffer.from(seed, 'base64url')),
  };
}

/** As `deriveRoomSeed`, off the main thread. */
function derive(password: string, salt: Buffer, { logN, r, p }: ScryptCost): Promise<Buffer> {
  const N = 2 ** logN;
  return new Promise((resolve, reject) => {
    const input = password.normalize('NFKC');
    scrypt(input, salt, KEY_BYTES, { N, r, p, maxmem: 256 * N * r }, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}
