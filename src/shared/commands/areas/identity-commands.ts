import { define } from '../command-definition';
import { oneOf } from './common-arguments';

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
] as const;
