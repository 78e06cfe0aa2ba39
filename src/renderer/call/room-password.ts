import {
  isFairCost,
  makeRoomKey,
  type RoomDoor,
  type RoomKey,
  signRoomEntry,
} from '../../shared/identity/room-key';
import type { RequestFailure } from '../../shared/protocol/reasons';
import { isSlug } from '../../shared/protocol/room-messages';
import type { CallPorts } from './call-ports';

// The password of a room stays on this device: the server gets the public half of the key that it
// makes, and what is signed with that key.

export type EntryPorts = Pick<CallPorts, 'request' | 'signer'>;

/** What opens a room: its password as it was typed, or what that has made before. */
export type RoomSecret = string | RoomKey;

/** What shows that one knows the password, and the key that others are judged by. */
export interface SignedEntry {
  readonly slug: string;
  readonly entry: string;
  readonly key: RoomKey;
}

export type SignedEntryOutcome =
  | { readonly ok: true; readonly signed: SignedEntry }
  | { readonly ok: false; readonly reason: RequestFailure };

/** Asks at the door of a room, and signs with what the password makes of the answer. */
export async function signEntry(
  { request, signer }: EntryPorts,
  slug: string,
  secret: RoomSecret,
): Promise<SignedEntryOutcome> {
  const door = await request('room:door', { slug });
  if (!door.ok) return door;
  // Of another room what is signed here would be good as well, where both have one password.
  if (isSlug(slug.toLowerCase()) && door.slug !== slug.toLowerCase()) {
    return { ok: false, reason: 'server-error' };
  }
  const key = await keyOf(secret, door);
  if (typeof key === 'string') return { ok: false, reason: key };
  const member = signer()?.publicKey ?? null;
  const entry = signRoomEntry(key, { slug: door.slug, nonce: door.nonce, member });
  return { ok: true, signed: { slug: door.slug, entry, key } };
}

async function keyOf(
  secret: RoomSecret,
  { salt, cost }: Omit<RoomDoor, 'nonce'>,
): Promise<RoomKey | RequestFailure> {
  // It has another password now, or it is another room.
  if (typeof secret !== 'string') return secret.salt === salt ? secret : 'password-wrong';
  // A server that has passwords made cheap could find them out by what is signed.
  return isFairCost(cost) ? makeRoomKey(secret, salt, cost) : 'server-error';
}
