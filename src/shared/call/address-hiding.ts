import { isSuspicious, type Trust } from '../identity/trust';

/** Of whom the local network address is kept: of strangers where that can be, all, or nobody. */
export const HIDE_ADDRESS = ['auto', 'on', 'off'] as const;
export type HideAddress = (typeof HIDE_ADDRESS)[number];

/**
 * How a connection keeps the local address from the remote end. `always`: it goes through a TURN
 * server, or there is none. `where-relayed`: through one where there is one that works.
 */
export type AddressHiding = 'always' | 'where-relayed' | 'never';

/** With whom there is to be a connection. */
export interface AddressSeeker {
  readonly isContact: boolean;
  readonly trust: Trust;
  /** A public room is one that is listed and has no password. */
  readonly place: 'call' | 'public-room' | 'private-room';
}

/**
 * How the address is kept from somebody. By itself it is not kept from contacts, unless somebody
 * else may be in their place, nor from those whom the user verified, nor from those who were let
 * into a room that is not everybody's.
 */
export function hidingFrom(
  setting: HideAddress,
  { isContact, trust, place }: AddressSeeker,
): AddressHiding {
  if (setting !== 'auto') return setting === 'on' ? 'always' : 'never';
  if (isSuspicious(trust)) return 'where-relayed';
  const isKnown = isContact || trust === 'verified' || place === 'private-room';
  return isKnown ? 'never' : 'where-relayed';
}
