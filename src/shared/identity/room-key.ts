import { ed25519 } from '@noble/curves/ed25519.js';
import { scryptAsync } from '@noble/hashes/scrypt.js';
import { bytesToHex, hexToBytes, randomBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import type { PublicKey } from '../protocol/fields';
import type { RoomLock, ScryptCost } from '../protocol/room-messages';
import { canonicalBytes } from './canonical-bytes';

// The password of a room makes a key, and whoever knows the one has the other: the server is told
// the public half, and that somebody has signed.

/** OWASP's figures for 16 MiB: about a second of one core in a page, a fifth of one elsewhere. */
export const ROOM_KEY_COST: ScryptCost = { logN: 14, r: 8, p: 5 };
/** More memory than that, in bytes, is asked for by nobody who means well. */
const MAX_SCRYPT_BYTES = 2 ** 28;
const SALT_BYTES = 16;
const SEED_BYTES = 32;
/** How long the page is kept busy at a time, in milliseconds. */
const ASYNC_TICK_MS = 10;

/** What somebody who would enter a room was given for it. */
export interface RoomDoor {
  readonly salt: string;
  readonly cost: ScryptCost;
  /** To be signed, once. */
  readonly nonce: string;
}

/**
 * Whether a password is as hard to guess by what that cost makes of it as by what this program
 * would, and no harder than a device can bear.
 */
export function isFairCost({ logN, r, p }: ScryptCost): boolean {
  const { logN: leastLogN, r: leastR, p: leastP } = ROOM_KEY_COST;
  const isWork =
    logN >= leastLogN && r >= leastR && 2 ** logN * r * p >= 2 ** leastLogN * leastR * leastP;
  return isWork && 128 * 2 ** logN * r <= MAX_SCRYPT_BYTES && p <= 4 * leastP;
}

/** The key of a password, 32 bytes; the same for the same letters, however they are composed. */
export function deriveRoomSeed(
  password: string,
  salt: string,
  { logN, r, p }: ScryptCost,
): Promise<Uint8Array> {
  const options = { N: 2 ** logN, r, p, dkLen: SEED_BYTES, asyncTick: ASYNC_TICK_MS };
  return scryptAsync(utf8ToBytes(password.normalize('NFKC')), hexToBytes(salt), options);
}

/** What a server is told of the password of a room. */
export async function lockRoom(password: string, cost = ROOM_KEY_COST): Promise<RoomLock> {
  const salt = bytesToHex(randomBytes(SALT_BYTES));
  return { salt, cost, key: roomKeyOf(await deriveRoomSeed(password, salt, cost)) };
}

/** The public half of a room's key. */
export function roomKeyOf(seed: Uint8Array): PublicKey {
  return bytesToHex(ed25519.getPublicKey(seed));
}

/** What is signed with a room's key by whoever enters it; `member` is their own key, if any. */
export function roomEntryBytes(nonce: string, member: PublicKey | null): Uint8Array {
  return canonicalBytes('webcrt room-entry v1', [nonce, member ?? '']);
}

/** That somebody knows the password, for one entry: 128 hexadecimal digits. */
export function signRoomEntry(seed: Uint8Array, nonce: string, member: PublicKey | null): string {
  return bytesToHex(ed25519.sign(roomEntryBytes(nonce, member), seed));
}
