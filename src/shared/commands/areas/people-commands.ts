import { PRESENCES } from '../../protocol/messages';
import { parseDuration } from '../../people/duration';
import { define, defineBare } from '../command-definition';
import { oneOf, PERSON, TEXT } from './common-arguments';

/** Addresses that can be opened, counted back from the newest. */
export const MAX_RECENT_ADDRESSES = 9;
const RECENT = Array.from({ length: MAX_RECENT_ADDRESSES }, (_, index) => String(index + 1));

export const PEOPLE_COMMANDS = [
  define('login', 'People', 'signs in to a server under a name', {
    options: [
      { name: 'user', value: { name: 'NAME', kind: 'name' }, summary: 'the name to be known by' },
      { name: 'server', value: { name: 'URL', kind: 'url' }, summary: 'ws:// or wss:// address' },
      {
        name: 'trust',
        value: { name: 'SHA256', kind: 'text' },
        summary: "trusts the server's certificate by its fingerprint (none: authorities)",
      },
    ],
    examples: ['login --user ann', 'login --user ann --server wss://calls.example.org'],
    build: ({ options }) => ({
      user: options.get('user') ?? null,
      server: options.get('server') ?? null,
      trust: options.get('trust') ?? null,
    }),
  }),
  define('logout', 'People', 'signs out', {
    options: [{ name: 'force', short: 'f', summary: 'without waiting for the server' }],
    examples: ['logout', 'logout -f'],
    build: ({ options }) => ({ isForced: options.has('force') }),
  }),
  define('lookup', 'People', 'lists who is here, or those whose name begins so', {
    arguments: [{ name: 'BEGINNING', kind: 'person', isOptional: true }],
    options: [{ name: 'more', summary: 'the next ones, where they were too many for one list' }],
    examples: ['lookup', 'lookup an', 'lookup --more'],
    build: ({ values: [beginning = ''], options }) => ({ beginning, isMore: options.has('more') }),
  }),
  define('say', 'People', 'says something to everybody on the server', {
    arguments: [TEXT],
    examples: ['say hello, everybody'],
    build: ({ values: [text = ''] }) => ({ text }),
  }),
  define('msg', 'People', 'says something to one person', {
    arguments: [PERSON, TEXT],
    examples: ['msg ann are you there?'],
    build: ({ values: [person = '', text = ''] }) => ({ person, text }),
  }),
  define('open', 'People', 'shows where an address in the chat leads, and opens it', {
    arguments: [{ name: 'NUMBER', kind: 'word', words: RECENT, isOptional: true }],
    examples: ['open', 'open 2'],
    build: ({ values: [number = '1'] }) => ({ back: Number(number) }),
  }),
  define('set', 'People', 'says whether you are to be disturbed, for a time if you like', {
    arguments: [
      { name: PRESENCES.join('|'), kind: 'word', words: PRESENCES },
      { name: 'FOR', kind: 'duration', isOptional: true },
    ],
    examples: ['set donotdisturb', 'set donotdisturb 2h', 'set available'],
    build: ({ values: [word, duration] }) => ({
      presence: oneOf(PRESENCES, word) ?? 'available',
      durationMs: duration === undefined ? null : parseDuration(duration),
    }),
  }),
  defineBare('whoami', 'People', 'tells your name, your server, your state and your key'),
] as const;
