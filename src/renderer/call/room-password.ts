import { deriveRoomSeed, isFairCost, signRoomEntry } from '../../shared/identity/room-key';
import type { RequestFailure } from '../../shared/protocol/reasons';
import type { CallPorts } from './call-ports';

// The password of a room stays on this device: the server gets the public half of the key that it
// makes, and what is signed with that key.

export type EntryPorts = Pick<CallPorts, 'request' | 'signer'>;

/** What shows that one knows the password, or why there is nothing to show. */
export type SignedEntry =
  | { readonly ok: true; readonly entry: string | null }
  | { readonly ok: false; readonly reason: RequestFailure };

/** Asks at the door of a room, and signs with what the password makes of the answer. */
export async function signEntry(
  { request, signer }: EntryPorts,
  slug: string,
  password: string | null,
): Promise<SignedEntry> {
  if (password === null) return { ok: true, entry: null };
  const door = await request('room:door', { slug });
  if (!door.ok) return door;
  const { salt, cost, nonce } = door;
  // A server that has passwords made cheap could find them out by what is signed.
  if (!isFairCost(cost)) return { ok: false, reason: 'server-error' };
  const seed = await deriveRoomSeed(password, salt, cost);
  const member = signer()?.publicKey ?? null;
  return { ok: true, entry: signRoomEntry(seed, nonce, member) };
}
