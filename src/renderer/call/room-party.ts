import type { Clock } from '../../shared/base/clock';
import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';
import { type JoinedRoom, meshPartners } from '../../shared/call/room-state';
import { PARTY_TRACKS } from './call-party';
import type { Party } from './party';
import type { RoomSession } from './room-session';

/** Brings everybody else in the room that I am in to the party, until disposed. */
export function bringRoomToParty(
  room: Pick<RoomSession, 'onChange' | 'links'>,
  party: Party,
  clock: Pick<Clock, 'nowMs'>,
): Disposable {
  const store = new DisposableStore();
  const there = new Set<string>();
  store.add(
    room.onChange((joined) => {
      syncPeople(party, there, joined);
    }),
  );
  const { links } = room;
  store.add(
    links.onConnection(({ id, value }) => {
      party.update(id, { connection: value });
    }),
  );
  store.add(
    links.onTrack(({ id, value }) => {
      party.setTrack(id, PARTY_TRACKS[value.kind], value.track);
    }),
  );
  store.add(
    links.onMedia(({ id, value: { camera, microphone, screen = false, isDark = false } }) => {
      party.update(id, { camera, microphone, isSharing: screen, isCameraDark: isDark });
    }),
  );
  store.add(
    links.onLevel(({ id, value }) => {
      party.hear(id, value, clock.nowMs());
    }),
  );
  return store;
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
