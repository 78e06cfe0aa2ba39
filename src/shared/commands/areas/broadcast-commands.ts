import { define, type ReadArguments } from '../command-definition';
import type { CommandError } from '../command-error';
import { oneOf } from './common-arguments';

const ACTIONS = ['on', 'off', 'yes', 'no'] as const;

export const BROADCAST_COMMANDS = [
  define('broadcast', 'Calls', 'shows the stage to others at an address, once everybody agrees', {
    arguments: [{ name: ACTIONS.join('|'), kind: 'word', words: ACTIONS }],
    options: [
      { name: 'password', summary: 'asks whoever watches for a password, which you choose' },
    ],
    examples: ['broadcast on', 'broadcast on --password', 'broadcast yes', 'broadcast off'],
    check: checkBroadcast,
    build: ({ values: [word], options }) => ({
      action: oneOf(ACTIONS, word) ?? 'on',
      wantsPassword: options.has('password'),
    }),
  }),
] as const;

function checkBroadcast({ values: [word], options }: ReadArguments): CommandError | null {
  if (word === 'on' || !options.has('password')) return null;
  return { reason: 'unknown-option', usage: `broadcast ${word ?? ''}`, word: '--password' };
}
