import { MAX_ROOM_GUESTS, MIN_ROOM_GUESTS } from '../../protocol/limits';
import { define, defineBare, type ReadArguments } from '../command-definition';
import type { CommandError } from '../command-error';
import { oneOf, PERSON } from './common-arguments';

const ROOM_ACTIONS = ['create', 'stop', 'code'] as const;

/** What `room` asks for. A password is never part of a line: it is asked for. */
export interface RoomWish {
  readonly action: (typeof ROOM_ACTIONS)[number];
  /** `''` unless one is made. */
  readonly room: string;
  readonly isPrivate: boolean;
  readonly wantsPassword: boolean;
  readonly isLocked: boolean;
  readonly isKept: boolean;
  /** For people on the same network, and of no server. */
  readonly isOnLan: boolean;
  readonly limit: number | null;
}

export const ROOM_COMMANDS = [
  define('room', 'Rooms', 'makes a room and goes in, ends yours, or shows a code to compare', {
    arguments: [
      { name: ROOM_ACTIONS.join('|'), kind: 'word', words: ROOM_ACTIONS },
      { name: 'NAME', kind: 'text', isOptional: true },
    ],
    options: [
      { name: 'private', summary: 'not listed: found by its link only' },
      { name: 'password', summary: 'opens with a password, which is asked for' },
      {
        name: 'limit',
        value: { name: 'N', kind: 'text' },
        summary: `how many people there may be, ${MIN_ROOM_GUESTS} to ${MAX_ROOM_GUESTS}`,
      },
      { name: 'lock', summary: 'nobody else gets in until you type unlock' },
      { name: 'keep', summary: 'stays when everybody has left' },
      { name: 'lan', summary: 'for people on your network, with no server' },
    ],
    examples: [
      'room create garden',
      'room create "Team B" --private --password',
      'room stop',
      'room code',
    ],
    check: checkRoom,
    build: ({ values: [word, room = ''], options }): RoomWish => ({
      action: oneOf(ROOM_ACTIONS, word) ?? 'create',
      room,
      isPrivate: options.has('private'),
      wantsPassword: options.has('password'),
      isLocked: options.has('lock'),
      isKept: options.has('keep'),
      isOnLan: options.has('lan'),
      limit: options.has('limit') ? Number(options.get('limit')) : null,
    }),
  }),
  define('join', 'Rooms', 'goes into a room', {
    arguments: [{ name: 'ROOM', kind: 'room' }],
    options: [{ name: 'password', summary: 'asks for the password first' }],
    examples: ['join garden', 'join "Team B"', 'join garden@ann'],
    build: ({ values: [room = ''], options }) => ({
      room: slugOf(room),
      wantsPassword: options.has('password'),
    }),
  }),
  defineBare('leave', 'Rooms', 'leaves the room'),
  defineBare('rooms', 'Rooms', 'lists the rooms that there are'),
  defineBare('invite', 'Rooms', 'copies a link to the room, and shows it'),
  define('kick', 'Rooms', 'puts somebody out of your room', {
    arguments: [PERSON],
    examples: ['kick bob'],
    build: ({ values: [person = ''] }) => ({ person }),
  }),
  defineBare('lock', 'Rooms', 'lets nobody else into your room'),
  defineBare('unlock', 'Rooms', 'opens your room again'),
  define('topic', 'Rooms', 'says what your room is about; without a text, nothing', {
    arguments: [{ name: 'TEXT', kind: 'text', isRest: true, isOptional: true }],
    examples: ['topic what we plant in spring'],
    build: ({ values: [text] }) => ({ text: text ?? '' }),
  }),
] as const;

/** What somebody pasted who was given a link: its last part is the room. */
function slugOf(word: string): string {
  return /^(?:https?|webcrt):\/\/(?:[^/?#]+\/)?room\/([\w-]+)/.exec(word)?.[1] ?? word;
}

function checkRoom({ values: [action, room], options }: ReadArguments): CommandError | null {
  const usage = action === 'create' ? 'room create NAME' : `room ${action ?? ''}`;
  if (action !== 'create') {
    return room === undefined ? null : { reason: 'unexpected-argument', usage, word: room };
  }
  if (room === undefined) return { reason: 'missing-argument', usage, what: 'NAME' };
  const limit = options.get('limit');
  if (limit === undefined || isLimit(limit)) return null;
  const allowed = [`${MIN_ROOM_GUESTS} to ${MAX_ROOM_GUESTS}`];
  return { reason: 'bad-value', what: 'N', kind: 'text', word: limit, allowed, nearest: null };
}

function isLimit(word: string): boolean {
  const limit = Number(word);
  return /^\d+$/.test(word) && limit >= MIN_ROOM_GUESTS && limit <= MAX_ROOM_GUESTS;
}
