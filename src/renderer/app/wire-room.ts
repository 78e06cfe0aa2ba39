import { withoutBlocked } from '../../shared/call/blocking';
import { roomAddress } from '../../shared/protocol/room-messages';
import { comingSentence, roomEndSentence } from '../text/room-sentences';
import type { AppContext } from './app-context';
import { showPlaceholder } from './wire-call';
import { showOwnMedia, type OwnMediaContext } from './own-media';

type RoomContext = Pick<AppContext, 'store' | 'knownRooms' | 'people' | 'window'> & OwnMediaContext;

/** A stay in a room reaches the devices, the stage and whoever tells of it. */
export function wireRoom(context: RoomContext): void {
  const { store, room, mediaSwitch, announcer, people } = context;
  let name = '';
  store.add(
    room.onChange((joined) => {
      mediaSwitch.handleRoom(joined !== null);
      name = joined?.info.name ?? name;
      showRoom(context);
      showPlaceholder(context);
      showOwnMedia(context);
    }),
  );
  store.add(
    room.onComing((coming) => {
      if (!people.blocks.has(coming.member.name)) announcer.tell(comingSentence(coming));
    }),
  );
  store.add(
    room.onEnded((why) => {
      const isMyWish = why === 'left' || why === 'ended';
      announcer.tell(roomEndSentence(why, name), isMyWish ? 'info' : 'warn');
    }),
  );
  wireKnownRooms(context);
}

/** So that Tab can offer them. */
function wireKnownRooms({
  store,
  room,
  knownRooms,
}: Pick<AppContext, 'store' | 'room' | 'knownRooms'>): void {
  store.add(
    room.onListed((rooms) => {
      knownRooms.handleListed(rooms.map(roomAddress));
    }),
  );
  store.add(
    room.onChange((joined) => {
      if (joined !== null) knownRooms.handleEntered(roomAddress(joined.info));
    }),
  );
}

/** To be called also when somebody is blocked, or no longer. */
export function showRoom({
  room: { current },
  people,
  windowState,
}: Pick<AppContext, 'room' | 'people' | 'windowState'>): void {
  const isBlocked = (name: string): boolean => people.blocks.has(name);
  windowState.update({ room: current && withoutBlocked(current, isBlocked) });
}
