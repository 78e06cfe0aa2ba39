import { MAX_ROOM_NAME_GRAPHEMES, MAX_TOPIC_GRAPHEMES } from '../../shared/protocol/limits';
import type { RoomEntry, RoomInfo, RoomMember } from '../../shared/protocol/room-messages';
import { sanitiseLine, sanitiseName } from '../../shared/text/sanitise';

// Every text about a room passes the sanitiser on its way in: the server is not to be trusted.

/** Somebody whose name cannot be shown. */
const NAMELESS = 'somebody';

export function cleanRoom<R extends RoomInfo>(room: R): R {
  return {
    ...room,
    name: sanitiseLine(room.name, MAX_ROOM_NAME_GRAPHEMES) || room.slug,
    topic: sanitiseLine(room.topic, MAX_TOPIC_GRAPHEMES),
    owner: room.owner === null ? null : sanitiseName(room.owner),
  };
}

export function cleanMember(member: RoomMember): RoomMember {
  return { ...member, name: sanitiseName(member.name) ?? NAMELESS };
}

export function cleanEntry({ room, you, members }: RoomEntry): RoomEntry {
  return { room: cleanRoom(room), you: cleanMember(you), members: members.map(cleanMember) };
}
