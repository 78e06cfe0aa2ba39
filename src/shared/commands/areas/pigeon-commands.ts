import { define, usageOf } from '../command-definition';
import { oneOf, TEXT } from './common-arguments';

const PIGEON_ACTIONS = ['show', 'offer', 'answer', 'done', 'scan', 'copy'] as const;
export type PigeonAction = (typeof PIGEON_ACTIONS)[number];
const WITH_TEXT: readonly PigeonAction[] = ['answer', 'done'];

const ARGUMENTS = [
  { name: PIGEON_ACTIONS.join('|'), kind: 'word', words: PIGEON_ACTIONS, isOptional: true },
  { ...TEXT, isOptional: true },
] as const;

/** Calls that need no server. */
export const PIGEON_COMMANDS = [
  define('pigeon', 'Calls', 'calls somebody without any server, by a text or a QR code', {
    arguments: ARGUMENTS,
    examples: [
      'pigeon offer',
      'pigeon answer pigeon:AQ8x',
      'pigeon done pigeon:Ag0k',
      'pigeon scan',
      'pigeon copy',
    ],
    check: ({ values: [action, text] }) => {
      const isMissing = text === undefined && WITH_TEXT.some((each) => each === action);
      const usage = usageOf({ name: 'pigeon', options: [], arguments: ARGUMENTS });
      return isMissing ? { reason: 'missing-argument', usage, what: TEXT.name } : null;
    },
    build: ({ values: [action, text] }) => ({
      action: oneOf(PIGEON_ACTIONS, action) ?? 'show',
      text: text ?? '',
    }),
  }),
] as const;
