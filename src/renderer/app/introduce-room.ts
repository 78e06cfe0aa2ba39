import { withoutBlocked } from '../../shared/party/blocking';
import { PEER_ID } from '../call/remote-events';
import { bringRoomToParty } from '../call/room-party';
import { comingSentence, roomEndSentence } from '../ui/room-sentences';
import { NO_FIGURES } from '../ui/screen';
import type { AppParts } from './app-parts';
import { nameOf, showPlaceholder } from './introduce-call';
import { showOwnMedia } from './own-media';

/** A stay in a room reaches the devices, the party, the stage and whoever tells of it. */
export function introduceRoom(parts: AppParts): void {
  const { store, room, party, mediaSwitch, screen, teller, views, zoom, mark, figures } = parts;
  const { people, autoAnswerer } = parts;
  let name = '';
  store.add(bringRoomToParty(room, party));
  store.add(
    room.onChange((joined) => {
      mediaSwitch.handleRoom(joined !== null);
      name = joined?.info.name ?? name;
      showRoom(parts);
      figures.keepOnly(joined?.members.map(({ id }) => id) ?? []);
      showPlaceholder(parts);
      showOwnMedia(parts);
    }),
  );
  store.add(
    room.onComing((coming) => {
      if (!people.blocks.has(coming.member.name)) teller.tell(comingSentence(coming));
    }),
  );
  store.add(
    room.onEnded((why) => {
      views.forget();
      zoom.forget();
      mark.handleEnded();
      autoAnswerer.handleEnded();
      screen.update({ figures: NO_FIGURES });
      const isMyWish = why === 'left' || why === 'ended';
      teller.tell(roomEndSentence(why, name), isMyWish ? 'info' : 'warn');
    }),
  );
  introduceKnownRooms(parts);
  introduceRecorders(parts);
}

/** So that Tab can offer them. */
function introduceKnownRooms({ store, room, knownRooms }: AppParts): void {
  store.add(
    room.onListed((rooms) => {
      knownRooms.handleListed(rooms.map(({ slug }) => slug));
    }),
  );
  store.add(
    room.onChange((joined) => {
      if (joined !== null) knownRooms.handleEntered(joined.info.slug);
    }),
  );
}

/** To be called also when somebody is blocked, or no longer. */
export function showRoom({
  room: { current },
  people,
  screen,
}: Pick<AppParts, 'room' | 'people' | 'screen'>): void {
  const isBlocked = (name: string): boolean => people.blocks.has(name);
  screen.update({ room: current && withoutBlocked(current, isBlocked) });
}

/** Who records is kept for each person: the mark goes when the last of them stops or leaves. */
function introduceRecorders(parts: AppParts): void {
  const { store, call, room, remote, mark, teller, party } = parts;
  const recorders = new Set<string>();
  store.add(
    remote.on('recording', ({ id, value: { isOn } }) => {
      if (id === PEER_ID) return;
      if (isOn) recorders.add(id);
      else recorders.delete(id);
      const who = nameOf({ call, party }, id);
      if (isOn && who !== null) teller.tell(`${who} records what is on the stage.`, 'warn');
      mark.handlePeer(recorders.size > 0);
    }),
  );
  store.add(
    room.onChange((joined) => {
      const there = joined?.members.map(({ id }) => id) ?? [];
      for (const id of recorders) if (!there.includes(id)) recorders.delete(id);
      if (joined !== null) mark.handlePeer(recorders.size > 0);
    }),
  );
}
