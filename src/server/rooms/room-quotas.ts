import type { PublicKey } from '../../shared/protocol/fields';
import { MAX_KEPT_ROOMS_PER_ADDRESS, MAX_ROOMS_PER_ADDRESS } from '../../shared/protocol/limits';

/** Who makes a room, as far as quotas are about it. */
export interface Maker {
  /** The address that they come from, as `addressKeyOf` has it; `null`: not known, or exempt. */
  readonly addressKey: string | null;
  /** The key that they signed in with; `null`: none. */
  readonly publicKey: PublicKey | null;
}

/** Of a room that the program makes itself, or of one of which nothing more is known. */
export const NO_MAKER: Maker = { addressKey: null, publicKey: null };

/** A room, or one that is about to be opened. */
export interface Made {
  readonly maker: Maker;
  readonly isKept: boolean;
}

/**
 * Whether another room may be made, or kept, beside those that are there: from that address, and
 * with that key, wherever it comes from.
 */
export function mayMakeAnother(wanted: Made, others: readonly Made[]): boolean {
  const { addressKey, publicKey } = wanted.maker;
  const ofAddress = others.filter(({ maker }) => maker.addressKey === addressKey);
  const ofKey = others.filter(({ maker }) => maker.publicKey === publicKey);
  return (
    (addressKey === null || hasPlace(wanted, ofAddress)) &&
    (publicKey === null || hasPlace(wanted, ofKey))
  );
}

function hasPlace({ isKept }: Made, others: readonly Made[]): boolean {
  const kept = others.filter((other) => other.isKept).length;
  return others.length < MAX_ROOMS_PER_ADDRESS && (!isKept || kept < MAX_KEPT_ROOMS_PER_ADDRESS);
}
