import { withoutBlocked } from '../../shared/call/blocking';
import { comingSentence, roomEndSentence } from '../ui/room-sentences';
import type { AppParts } from './app-parts';
import { showPlaceholder } from './introduce-call';
import { showOwnMedia } from './own-media';

/** A stay in a room reaches the devices, the stage and whoever tells of it. */
export function introduceRoom(parts: AppParts): void {
  const { store, room, mediaSwitch, teller, people } = parts;
  let name = '';
  store.add(
    room.onChange((joined) => {
      mediaSwitch.handleRoom(joined !== null);
      name = joined?.info.name ?? name;
      showRoom(parts);
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
      const isMyWish = why === 'left' || why === 'ended';
      teller.tell(roomEndSentence(why, name), isMyWish ? 'info' : 'warn');
    }),
  );
  introduceKnownRooms(parts);
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
