import type { JoinedRoom } from './room-state';
import type { ParticipantPreferences } from './participant';

// What becomes of a member of a room whom the local user has blocked. Both stay and are seen to,
// but they get neither picture nor sound: to them the local user has no devices.

/** Neither seen nor heard, whatever was liked of them before: that comes back with them. */
export function effectivePreferences(
  liked: ParticipantPreferences,
  isBlocked: boolean,
): ParticipantPreferences {
  return isBlocked ? { ...liked, isHidden: true, isMuted: true } : liked;
}

/** The room as the local user is told of it: without those who are blocked. */
export function withoutBlocked(room: JoinedRoom, isBlocked: (name: string) => boolean): JoinedRoom {
  const members = room.members.filter(({ id, name }) => id === room.you.id || !isBlocked(name));
  return { ...room, members };
}
