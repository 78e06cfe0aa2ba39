import type { KeptRoom } from '../../src/server/rooms/room-store';

/** A plain room as stores have it, called like its slug. */
export function keptRoom(slug: string, rest: Partial<KeptRoom> = {}): KeptRoom {
  return {
    slug,
    name: slug,
    topic: '',
    isPrivate: false,
    isLocked: false,
    limit: null,
    lock: null,
    maker: null,
    ownerKeyHash: null,
    lastActiveAtMs: 1_700_000_000_000,
    ...rest,
  };
}
