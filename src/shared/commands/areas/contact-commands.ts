import { define, defineBare } from '../command-definition';
import { oneOf, PERSON } from './common-arguments';

const CONTACT_ACTIONS = ['list', 'add', 'remove', 'rename', 'favourite', 'forget'] as const;
const HISTORY_ACTIONS = ['remove', 'clear', 'chat'] as const;
const SERVER_ACTIONS = ['list', 'remove'] as const;

export const CONTACT_COMMANDS = [
  define('contact', 'People', 'keeps people at hand, also while they are not here', {
    arguments: [
      {
        name: CONTACT_ACTIONS.join('|'),
        kind: 'word',
        words: CONTACT_ACTIONS,
        isOptional: true,
      },
      { ...PERSON, isOptional: true },
      { name: 'NEW', kind: 'name', isOptional: true },
    ],
    examples: [
      'contact add ann',
      'contact favourite ann',
      'contact rename ann anna',
      'contact forget ann',
      'contact',
    ],
    build: ({ values: [action, person, newName] }) => ({
      action: oneOf(CONTACT_ACTIONS, action) ?? 'list',
      person: person ?? null,
      newName: newName ?? null,
    }),
  }),
  define('block', 'People', 'hears and sees nothing of somebody any more', {
    arguments: [PERSON],
    examples: ['block eve'],
    build: ({ values: [person = ''] }) => ({ person }),
  }),
  define('unblock', 'People', 'takes somebody off the block list', {
    arguments: [PERSON],
    examples: ['unblock eve'],
    build: ({ values: [person = ''] }) => ({ person }),
  }),
  defineBare('blocked', 'People', 'lists who is blocked'),
  define(
    'history',
    'People',
    'lists calls, the missed ones too; history chat lists what was said',
    {
      arguments: [
        {
          name: HISTORY_ACTIONS.join('|'),
          kind: 'word',
          words: HISTORY_ACTIONS,
          isOptional: true,
        },
        { name: 'NUMBER|clear', kind: 'text', isOptional: true },
        { name: 'NAME', kind: 'person-or-room', isOptional: true },
      ],
      examples: [
        'history',
        'history remove 2',
        'history clear',
        'history chat',
        'history chat clear ann',
      ],
      build: ({ values: [action, what, conversation] }) => ({
        action: oneOf(HISTORY_ACTIONS, action) ?? 'list',
        what: what ?? null,
        conversation: conversation ?? null,
      }),
    },
  ),
  define('servers', 'People', 'lists the servers you signed in to', {
    arguments: [
      { name: SERVER_ACTIONS.join('|'), kind: 'word', words: SERVER_ACTIONS, isOptional: true },
      { name: 'URL', kind: 'url', isOptional: true },
    ],
    examples: ['servers', 'servers remove wss://calls.example.org'],
    build: ({ values: [action, url] }) => ({
      action: oneOf(SERVER_ACTIONS, action) ?? 'list',
      url: url ?? null,
    }),
  }),
] as const;
