import { type JoinedRoom, MESH_LIMIT } from '../../shared/call/room-state';
import type { RoomInfo, RoomSummary } from '../../shared/protocol/room-messages';
import { cellWidth } from '../../shared/text/cell-width';
import type { RoomComing, RoomEnd } from '../call/room-session';
import { clockTime } from './clock-time';
import { listNames } from './list-names';

/** What is said to somebody who has just gone into a room. */
export function enteredSentence({ info, members, you }: JoinedRoom): string {
  const others = members.filter(({ id }) => id !== you.id).map(({ name }) => name);
  const who = others.length === 0 ? 'nobody else is here yet' : `with ${listNames(others)}`;
  const about = info.topic === '' ? '' : ` It is about: ${info.topic}`;
  const next = others.length === 0 ? ' /invite copies a link for them.' : '';
  const tooMany =
    members.length > MESH_LIMIT
      ? ` Pictures and sound go to the first ${MESH_LIMIT}; everybody can write.`
      : '';
  return `You are in ${info.name}: ${who}.${about}${next}${tooMany}`;
}

/** `meant`: a room with nearly that name; `null`: none is known. */
export function noSuchRoomSentence(typed: string, meant: string | null): string {
  const refusal = `There is no room ${typed}, or it opens with a password only.`;
  if (meant === null) return refusal;
  const name = /\s/.test(typed) ? `"${typed}"` : typed;
  return `${refusal} Did you mean ${meant}? If not, join --password ${name} asks for the password.`;
}

export function comingSentence({ member, what }: RoomComing): string {
  switch (what) {
    case 'joined':
      return `${member.name} has come in.`;
    case 'left':
      return `${member.name} has left the room.`;
    case 'kicked':
      return `${member.name} was put out of the room.`;
    case 'lost':
      return `${member.name} is gone: the connection was lost.`;
  }
}

export function roomEndSentence(why: RoomEnd, name: string): string {
  switch (why) {
    case 'left':
      return `You have left ${name}.`;
    case 'ended':
      return `You have ended ${name} for everybody.`;
    case 'kicked':
      return `The owner has put you out of ${name}.`;
    case 'stopped':
      return `${name} was ended by its owner.`;
    case 'full':
      return `${name} filled up while you were away.`;
    case 'lost':
      return `You are out of ${name}: the server does not know of it any more.`;
  }
}

/** Somebody in no room asks for something that is done in one. */
export const NO_ROOM =
  'You are in no room. rooms lists those there are, join NAME goes into one, room create NAME makes one.';

/** The list of rooms, a line each; `current`: the slug of the one that the local user is in. */
export function roomRows(rooms: readonly RoomSummary[], current: string | null): string[] {
  if (rooms.length === 0) return ['There are no rooms. room create NAME makes one.'];
  const width = Math.max(...rooms.map(({ name }) => cellWidth(name)));
  const rows = rooms.map((room) => {
    const mark = room.slug === current ? '*' : ' ';
    const name = room.name + ' '.repeat(width - cellWidth(room.name));
    const facts = [`${peopleOf(room)}, active ${clockTime(room.lastActiveAtMs)}`, ...marksOf(room)];
    const topic = room.topic === '' ? '' : `  ${room.topic}`;
    return `${mark} ${name}  ${facts.join(', ')}${topic}`;
  });
  return ['Rooms (join NAME goes in):', ...rows];
}

/** `3/8`, or `3 people` where any number may come. */
export function peopleOf({ people, limit }: Pick<RoomSummary, 'people' | 'limit'>): string {
  if (limit !== null) return `${people}/${limit}`;
  return people === 1 ? '1 person' : `${people} people`;
}

export function marksOf({ isLocked, hasPassword, isPrivate }: RoomInfo): string[] {
  return [
    ...(isLocked ? ['locked'] : []),
    ...(hasPassword ? ['password'] : []),
    ...(isPrivate ? ['unlisted'] : []),
  ];
}
