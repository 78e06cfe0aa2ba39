import { define } from '../command-definition';
import { oneOf } from './common-arguments';

const DEVICE_ACTIONS = ['list', 'code', 'link', 'remove'] as const;
const IDENTITY_ACTIONS = ['show', 'export', 'import'] as const;

export const IDENTITY_COMMANDS = [
  define('identity', 'People', 'shows your key, or takes it along in a sealed file', {
    arguments: [
      {
        name: IDENTITY_ACTIONS.join('|'),
        kind: 'word',
        words: IDENTITY_ACTIONS,
        isOptional: true,
      },
      { name: 'paste', kind: 'word', words: ['paste'], isOptional: true },
    ],
    examples: ['identity', 'identity export', 'identity import', 'identity import paste'],
    build: ({ values: [action, paste] }) => ({
      action: oneOf(IDENTITY_ACTIONS, action) ?? 'show',
      isPasted: paste !== undefined,
    }),
  }),
  define('device', 'People', 'links another device of yours to your name, or takes it away', {
    arguments: [
      { name: DEVICE_ACTIONS.join('|'), kind: 'word', words: DEVICE_ACTIONS, isOptional: true },
      { name: 'NAME|CODE|TAG', kind: 'text', isOptional: true },
    ],
    examples: [
      'device list',
      'device code ann',
      'device link K7Q2-M0XT-4PZ9',
      'device remove 7F3A',
    ],
    build: ({ values: [action, what] }) => ({
      action: oneOf(DEVICE_ACTIONS, action) ?? 'list',
      what: what ?? null,
    }),
  }),
] as const;
