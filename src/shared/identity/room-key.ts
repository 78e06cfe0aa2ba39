import { ed25519 } from '@noble/curves/ed25519.js';
import { scryptAsync } from '@noble/hashes/scrypt.js';
import { bytesToHex, hexToBytes, randomBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import type { PublicKey } from '../protocol/fields';
import type { RoomLock, RoomMember, RoomVouch, ScryptCost } from '../protocol/room-messages';
import { canonicalBytes } from './canonical-bytes';

// The password of a room makes a key, and whoever knows the one has the other. The server is told
// the public half, and that somebody has signed; members check each other by the half that they
// made themselves.

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
  readonly slug: string;
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

/** What the password of a room makes on the device of whoever knows it: as good as the password. */
export interface RoomKey {
  /** Of the lock, by which its room is known again. */
  readonly salt: string;
  /** 64 hexadecimal digits. */
  readonly seed: string;
}

export async function makeRoomKey(
  password: string,
  salt: string,
  cost: ScryptCost,
): Promise<RoomKey> {
  return { salt, seed: bytesToHex(await deriveRoomSeed(password, salt, cost)) };
}

/** What a server is told of the password of a new room, and what is not for it. */
export async function lockRoom(
  password: string,
  cost = ROOM_KEY_COST,
): Promise<{ readonly lock: RoomLock; readonly key: RoomKey }> {
  const salt = bytesToHex(randomBytes(SALT_BYTES));
  const key = await makeRoomKey(password, salt, cost);
  return { lock: { salt, cost, key: publicRoomKey(key) }, key };
}

/** The public half of the key of a seed. */
export function roomKeyOf(seed: Uint8Array): PublicKey {
  return bytesToHex(ed25519.getPublicKey(seed));
}

export function publicRoomKey({ seed }: RoomKey): PublicKey {
  return roomKeyOf(hexToBytes(seed));
}

/** Who enters which room. */
export interface EntryTerms {
  /** `''`: it is only being made, and has none yet. */
  readonly slug: string;
  readonly nonce: string;
  /** The key that they signed in with; `null`: none. */
  readonly member: PublicKey | null;
}

/** What is signed with a room's key by whoever enters it. */
export function roomEntryBytes({ slug, nonce, member }: EntryTerms): Uint8Array {
  return canonicalBytes('webcrt room-entry v2', [slug, nonce, member ?? '']);
}

/** That somebody knows the password, for one entry: 128 hexadecimal digits. */
export function signRoomEntry({ seed }: RoomKey, terms: EntryTerms): string {
  return bytesToHex(ed25519.sign(roomEntryBytes(terms), hexToBytes(seed)));
}

/** For whoever makes a room: there is no slug yet, and nobody else has signed for that salt. */
export function vouchOfMaker(key: RoomKey, member: PublicKey): RoomVouch {
  const nonce = key.salt;
  return { nonce, signature: signRoomEntry(key, { slug: '', nonce, member }) };
}

/**
 * Whether a member has shown that they know the password of the room `slug`, of which the local end
 * has made `roomKey` itself. Of somebody without a key of their own nothing shows it: what was
 * signed for nobody could be anybody's.
 */
export function isVouchedFor(
  roomKey: PublicKey,
  slug: string,
  { key, vouch }: Pick<RoomMember, 'key' | 'vouch'>,
): boolean {
  if (key === undefined || vouch === undefined) return false;
  const { nonce, signature } = vouch;
  return [slug, ''].some((each) =>
    isSignedBy(roomKey, roomEntryBytes({ slug: each, nonce, member: key }), signature),
  );
}

/** Strict, as `verifyStatement` is. */
function isSignedBy(roomKey: PublicKey, bytes: Uint8Array, signature: string): boolean {
  try {
    return ed25519.verify(hexToBytes(signature), bytes, hexToBytes(roomKey), { zip215: false });
  } catch {
    return false;
  }
}
