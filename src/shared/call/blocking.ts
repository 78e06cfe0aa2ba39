import type { JoinedRoom } from './room-state';
import type { PersonTaste } from './participant';

// What becomes of somebody in my room whom I have blocked. They stay in it, and see that I do, but get
// neither picture nor sound of mine: to them I have no devices.

/** Neither seen nor heard, whatever I like of them otherwise: that comes back with them. */
export function tasteOf(liked: PersonTaste, isBlocked: boolean): PersonTaste {
  return isBlocked ? { ...liked, isHidden: true, isMuted: true } : liked;
}

/** The room as I am told of it: with me, and without those who are blocked. */
export function withoutBlocked(room: JoinedRoom, isBlocked: (name: string) => boolean): JoinedRoom {
  const members = room.members.filter(({ id, name }) => id === room.you.id || !isBlocked(name));
  return { ...room, members };
}
