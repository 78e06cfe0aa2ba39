import { assertNever } from '../base/assert-never';
import { NAME_RULE } from '../text/names';
import { isServerUrl } from '../signalling/server-address';
import { sanitiseLine } from '../text/sanitise';
import type { CommandError } from './command-error';
import { findCommand } from './definitions';
import { commandByOtherWord } from './other-words';

/** What is typed is shown again, but a pasted page is not. UTF-16 code units. */
const MAX_SHOWN_CHARS = 40;

/** More are not listed, but named. */
const MAX_LISTED = 8;

const NOBODY_HEARS =
  'You are in no call, where what you type is heard. say TEXT speaks to everybody on the server, ' +
  'msg PERSON TEXT to one; help lists all that you can do.';

type BadValue = Extract<CommandError, { reason: 'bad-value' }>;

/** What was wrong with a line, and what to type instead. One sentence or two, for people. */
export function commandSentence(error: CommandError): string {
  switch (error.reason) {
    case 'unknown-command':
      return unknownCommand(error.word, error.nearest);
    case 'unterminated-quote':
      return 'A quote was opened and not closed. Close it, or put a backslash before it.';
    case 'missing-argument':
      return `${error.what} is missing: ${error.usage}${example(error.usage, /\s/)}`;
    case 'unexpected-argument':
      // Most of them belong to a name of several words, if there is such a thing there.
      return `${shown(error.word)} is one word too many: ${error.usage}${example(error.usage, /"/, /\s/)}`;
    case 'unknown-option':
      return `There is no option ${shown(error.word)}: ${error.usage}`;
    case 'bad-value':
      return `${shown(error.word)} will not do: ${expectation(error)}.${didYouMean(error.nearest)}`;
    case 'not-in-call':
      return NOBODY_HEARS;
    default:
      return assertNever(error, 'command error');
  }
}

function shown(typed: string): string {
  // It may have been pasted, with whatever was in it.
  const word = sanitiseLine(typed, MAX_SHOWN_CHARS + 1);
  return word.length <= MAX_SHOWN_CHARS ? word : `${word.slice(0, MAX_SHOWN_CHARS)}…`;
}

function didYouMean(nearest: string | null): string {
  return nearest === null ? '' : ` Did you mean ${nearest}?`;
}

function unknownCommand(word: string, nearest: string | null): string {
  if (word === '') return 'Type a command behind the slash. help lists them all.';
  if (isServerUrl(word) && word.length <= MAX_SHOWN_CHARS) return addressSentence(word);
  const meant = findCommand(commandByOtherWord(word) ?? '');
  const refusal = `There is no command ${shown(word)}.`;
  if (meant !== undefined) {
    return `${refusal} ${meant.name} ${meant.summary}: ${meant.examples[0]}`;
  }
  const hint = didYouMean(nearest);
  return `${refusal}${hint === '' ? ' help lists them all.' : hint}`;
}

/** Somebody pasted where they would like to go. */
function addressSentence(address: string): string {
  return `That is an address. If a server is there, this signs in to it: login --server ${address}`;
}

/**
 * Of the command that a usage is of, the first example that `shapes` fit, the first shape first; ''
 * where the usage says it all.
 */
function example(usage: string, ...shapes: readonly RegExp[]): string {
  const examples = findCommand(usage.split(' ', 1)[0] ?? '')?.examples ?? [];
  const fitting = shapes.map((shape) => examples.find((line) => shape.test(line)));
  const line = fitting.find((each) => each !== undefined);
  return line === undefined ? '' : `. For example: ${line}`;
}

function expectation({ what, kind, allowed }: BadValue): string {
  if (kind === 'person' || kind === 'name') return `a name is ${NAME_RULE}`;
  if (kind === 'person-or-room') return 'a name is one word, history chat lists those kept';
  if (kind === 'duration') return 'a time is 30m, 2h, 1h30m or the like, up to a week';
  if (kind === 'url') return 'a server is an address such as wss://calls.example.org';
  if (kind === 'setting-key') return 'config lists all the settings';
  if (kind === 'command' && allowed.length > MAX_LISTED)
    return `it must be a ${what}, help lists them all`;
  if (kind === 'text') return `${what} is a number, ${allowed.join(', ')}`;
  return `it must be one of ${allowed.join(', ')}`;
}
