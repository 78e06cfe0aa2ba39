import { type JoinedRoom, MESH_LIMIT } from '../../shared/call/room-state';
import { splitPin } from '../../shared/config/trusted-certificate';
import { MAX_PASSWORD_BYTES, MAX_TOPIC_GRAPHEMES } from '../../shared/protocol/limits';
import { roomAddress, type RoomInfo, type RoomSummary } from '../../shared/protocol/room-messages';
import { cellWidth } from '../../shared/text/cell-width';
import type { RoomComing, RoomEnd } from '../call/room-session';
import { clockTime } from './clock-time';
import { appLink, type InvitedRoom, roomLink } from './invite-url';
import { listNames } from './list-names';
import { BROWSER_ASKS, ON_LAN } from './network-sentences';

/** What is said to somebody who has just gone into a room. */
export function enteredSentence({ info, members, you }: JoinedRoom): string {
  const others = members.filter(({ id }) => id !== you.id).map(({ name }) => name);
  const who = others.length === 0 ? 'nobody else is here yet' : `with ${listNames(others)}`;
  const about = info.topic === '' ? '' : ` It is about: ${info.topic}`;
  const next = others.length === 0 ? hintOf(info) : '';
  const tooMany =
    members.length > MESH_LIMIT
      ? ` Pictures and sound go to the first ${MESH_LIMIT}; everybody can write.`
      : '';
  return `You are in ${info.name}: ${who}.${about}${next}${tooMany}`;
}

/** How others come in. */
function hintOf({ address, isPrivate }: RoomInfo): string {
  if (address === undefined) return ' /invite copies a link for them.';
  const listed = isPrivate ? '' : 'rooms shows it to those on your network, and ';
  return ` ${listed}join ${address} goes in.`;
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
      return `${name} filled up while you were away. rooms shows when there is room again.`;
    case 'lost':
      return `You are out of ${name}: the server does not know of it any more. room create NAME makes one.`;
  }
}

/** Somebody in no room asks for something that is done in one. */
export const NO_ROOM =
  'You are in no room. rooms lists those there are, join NAME goes into one, room create NAME makes one.';

export const ROOM_LOCKED = 'Nobody else gets in now. /unlock opens the room.';
export const ROOM_OPEN = 'The room is open again.';
export const NO_TOPIC_NOW = 'The room has no topic now.';
export const TOPIC_TOO_LONG = `A topic has ${MAX_TOPIC_GRAPHEMES} characters at the most. Say it in fewer.`;
export const PASSWORD_TOO_LONG = `A password has ${MAX_PASSWORD_BYTES} bytes at the most. Take a shorter one.`;

/** What is asked for on the way into a room. */
export function passwordQuestion(room: string): string {
  return `password of ${room}:`;
}

/** What is asked for while a room is made. */
export function newPasswordQuestion(room: string): string {
  return `a password for ${room}:`;
}

export const NOT_JOINED = 'You are not in the room: no password was given.';
export const NOT_MADE = 'No room was made: no password was given.';

/** What `invite` says. `isCopied`: the address for browsers is on the clipboard. */
export function inviteText(server: string, room: InvitedRoom, isCopied: boolean): string {
  const how = isCopied ? 'The link is copied' : 'This is the link';
  return `${how}: ${roomLink(server, room)}\nIn the app: ${appLink(server, room)}`;
}

/** What `invite` says of a room on the network. `isCopied`: the line is on the clipboard. */
export function inviteNearText(address: string, isCopied: boolean): string {
  const how = isCopied ? 'The line that goes in is copied' : 'This line goes in';
  return `${how}, for apps on your network: join ${address}`;
}

/**
 * What `invite` says of a room on the app's own server, which others on the network reach. `url`:
 * where they do, with the certificate's fingerprint behind it. `isCopied`: the address for browsers
 * is on the clipboard.
 */
export function inviteNetworkText(url: string, room: InvitedRoom, isCopied: boolean): string {
  const how = isCopied ? 'The link is copied' : 'This is the link';
  return (
    `${how}, for browsers on your network: ${roomLink(splitPin(url).server, room)}\n${BROWSER_ASKS}\n` +
    `In the app: login --server ${url} and then join ${room.slug}`
  );
}

/**
 * `serverCommand`: what starts a server for friends, options left out. `canHost`: the app's own
 * server can let in those who are on the network.
 */
export function inviteWorksHereSentence(serverCommand: string, canHost: boolean): string {
  const network = canHost
    ? 'For friends on your network, type /host on, then /invite once more. Those elsewhere need'
    : 'Friends need';
  return (
    'The link works on this machine only: the address of its server is this machine itself, whoever ' +
    `opens it. ${network} a server that they can reach, with an address of its own: ` +
    `${serverCommand} --help says how to start one. login --server wss://HOST goes there.`
  );
}

export const INVITE_NEEDS_PASSWORD = 'Whoever follows it needs the password as well.';

/** `kick` of oneself. */
export const KICK_YOURSELF = 'That is you. /leave takes you out of the room.';

export function notInRoomSentence(name: string): string {
  return `${name} is not in this room: the stage shows who is.`;
}

/** The list of rooms, a line each; `current`: the one that the local user is in, by its address. */
export function roomRows(rooms: readonly RoomSummary[], current: string | null): string[] {
  if (rooms.length === 0) return ['There are no rooms. room create NAME makes one.'];
  const width = Math.max(...rooms.map((room) => cellWidth(shownNameOf(room))));
  const rows = rooms.map((room) => {
    const mark = roomAddress(room) === current ? '*' : ' ';
    const shown = shownNameOf(room);
    const name = shown + ' '.repeat(width - cellWidth(shown));
    const facts = [`${peopleOf(room)}, active ${clockTime(room.lastActiveAtMs)}`, ...marksOf(room)];
    const topic = room.topic === '' ? '' : `  ${room.topic}`;
    return `${mark} ${name}  ${facts.join(', ')}${topic}`;
  });
  return ['Rooms (join NAME goes in):', ...rows];
}

/** On the network it takes more than a name: hosts may have rooms of one name. */
function shownNameOf({ name, address }: RoomInfo): string {
  return address ?? name;
}

/** `3/8`, or `3 people` where any number may come. */
export function peopleOf({ people, limit }: Pick<RoomSummary, 'people' | 'limit'>): string {
  if (limit !== null) return `${people}/${limit}`;
  return people === 1 ? '1 person' : `${people} people`;
}

export function marksOf({ isLocked, hasPassword, isPrivate, address }: RoomInfo): string[] {
  return [
    ...(address === undefined ? [] : [ON_LAN]),
    ...(isLocked ? ['locked'] : []),
    ...(hasPassword ? ['password'] : []),
    ...(isPrivate ? ['unlisted'] : []),
  ];
}
