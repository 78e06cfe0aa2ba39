import type { Disposable } from '../../shared/base/lifecycle';
import { type JoinedRoom, meshPartners } from '../../shared/call/room-state';
import type { Party } from './party';
import type { RoomSession } from './room-session';

/** Brings everybody else in the room that the local user is in to the party, until disposed. */
export function bringRoomToParty(room: Pick<RoomSession, 'onChange'>, party: Party): Disposable {
  const there = new Set<string>();
  return room.onChange((joined) => {
    syncPeople(party, there, joined);
  });
}

function syncPeople(party: Party, there: Set<string>, joined: JoinedRoom | null): void {
  const others = joined?.members.filter(({ id }) => id !== joined.you.id) ?? [];
  const partners = new Set(joined === null ? [] : meshPartners(joined).map(({ id }) => id));
  for (const id of [...there]) {
    if (others.some((each) => each.id === id)) continue;
    there.delete(id);
    party.leave(id);
  }
  for (const { id, name, isAway } of others) {
    there.add(id);
    party.join(id, name);
    party.update(id, { name, isAway, isOutOfReach: !partners.has(id) });
  }
}
