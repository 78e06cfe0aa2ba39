import { define } from '../command-definition';
import type { ArgumentDefinition } from '../command-definition';
import { PERSON } from './common-arguments';

const FILE_ACTIONS = ['stop'] as const;
const NUMBER: ArgumentDefinition = { name: 'NUMBER', kind: 'text', isOptional: true };

/** A number as `files` lists it; 0 for what is none. */
function numberOf(word: string | undefined): number | null {
  if (word === undefined) return null;
  return /^\d{1,3}$/.test(word) ? Number(word) : 0;
}

export const FILE_COMMANDS = [
  define('send', 'Calls', 'chooses files for whom you talk to; in a room for all, or for PERSON', {
    arguments: [{ ...PERSON, isOptional: true }],
    examples: ['send', 'send ann'],
    build: ({ values: [person] }) => ({ person: person ?? null }),
  }),
  define('accept', 'Calls', 'takes a file that somebody wants to send you', {
    arguments: [NUMBER],
    examples: ['accept', 'accept 2'],
    build: ({ values: [number] }) => ({ number: numberOf(number) }),
  }),
  define('refuse', 'Calls', 'does not take a file that somebody wants to send you', {
    arguments: [NUMBER],
    examples: ['refuse', 'refuse 2'],
    build: ({ values: [number] }) => ({ number: numberOf(number) }),
  }),
  define('files', 'Calls', 'lists the files on their way, or stops one', {
    arguments: [{ name: 'stop', kind: 'word', words: FILE_ACTIONS, isOptional: true }, NUMBER],
    examples: ['files', 'files stop 1'],
    build: ({ values: [action, number] }) => ({
      isStop: action === 'stop',
      number: numberOf(number),
    }),
  }),
] as const;
