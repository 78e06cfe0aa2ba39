import { ECHO_NAME } from '../protocol/messages';
import { fixedValues } from './argument-values';
import type { ValueDefinition } from './command-definition';
import { COMMAND_NAMES } from './definitions';
import { findPlace, type Place } from './find-place';

/** What completion may offer beyond the commands themselves. */
export interface CompletionContext {
  readonly isInCall: boolean;
  /** Who is here; the echo peer is added. */
  readonly people: readonly string[];
  /** Who is in the call or room; empty: there is none. */
  readonly company?: readonly string[];
  readonly settingKeys: readonly string[];
  settingValues(key: string): readonly string[];
  /** Who is answered automatically. */
  readonly autoAnswerPeople?: readonly string[];
  /** Slugs of the rooms that were heard of. */
  readonly rooms?: readonly string[];
  /** Servers that were used before. */
  readonly servers?: readonly string[];
  /** Who is blocked, and so not here. */
  readonly blocked?: readonly string[];
}

/** Replace `start`..`end` of the line by one of the candidates. */
export interface Completion {
  readonly start: number;
  readonly end: number;
  readonly candidates: readonly string[];
}

const NO_VALUES: readonly string[] = [];

/**
 * What the word at the cursor may become. In a call a line without a slash is chat: people's names
 * are completed, and commands, with their slash, as its first word.
 */
export function complete(line: string, cursor: number, context: CompletionContext): Completion {
  const head = line.slice(0, cursor);
  const end = cursor + (/^\S*/.exec(line.slice(cursor))?.[0].length ?? 0);
  const word = /\S*$/.exec(head)?.[0] ?? '';
  const start = cursor - word.length;
  if (!/\S\s/.test(head)) return { start, end, candidates: firstWords(word, context) };
  if (isChat(head, context)) return { start, end, candidates: mentions(word, context) };
  const place = findPlace(head);
  if (place === null) return { start, end, candidates: NO_VALUES };
  return { start: place.start, end, candidates: candidatesAt(place, context) };
}

/** The beginning that all candidates share, as the first spells it: what one Tab can add. */
export function commonPrefix(candidates: readonly string[]): string {
  const [first = '', ...others] = candidates;
  const folded = first.toLowerCase();
  let length = first.length;
  for (const other of others) {
    while (!other.toLowerCase().startsWith(folded.slice(0, length))) length -= 1;
  }
  return first.slice(0, length);
}

function isChat(head: string, { isInCall }: CompletionContext): boolean {
  return isInCall && !/^\s*\/(?!\/)/.test(head);
}

function matches(candidates: readonly string[], word: string): readonly string[] {
  const folded = word.toLowerCase();
  return [...new Set(candidates)].filter((each) => each.toLowerCase().startsWith(folded));
}

function sorted(people: readonly string[]): readonly string[] {
  return [...people].sort((one, other) => one.localeCompare(other));
}

function firstWords(word: string, context: CompletionContext): readonly string[] {
  const hasSlash = word.startsWith('/');
  const names = matches(COMMAND_NAMES, hasSlash ? word.slice(1) : word);
  if (!hasSlash && !context.isInCall) return names;
  const commands = names.map((name) => `/${name}`);
  return hasSlash ? commands : [...commands, ...mentions(word, context)];
}

/** Only of those who were begun: a blank in a conversation asks for nobody. */
function mentions(word: string, { people }: CompletionContext): readonly string[] {
  return word === '' ? NO_VALUES : matches(sorted(people), word);
}

function candidatesAt(place: Place, context: CompletionContext): readonly string[] {
  const { word, argument, pending } = place;
  if (pending !== null) return matches(valuesOf(pending, place, context), word);
  const isRest = argument?.isRest === true;
  if (!isRest && word.startsWith('-')) return matches([...optionFlags(place), '--help'], word);
  const values = argument === undefined ? NO_VALUES : valuesOf(argument, place, context);
  return matches(values.length > 0 || isRest ? values : optionFlags(place), word);
}

function optionFlags({ unusedOptions }: Place): readonly string[] {
  return unusedOptions.map(({ name }) => `--${name}`);
}

function valuesOf(
  value: ValueDefinition,
  place: Place,
  context: CompletionContext,
): readonly string[] {
  const { kind } = value;
  const rooms = sorted(context.rooms ?? NO_VALUES);
  if (kind === 'room') return rooms;
  if (kind === 'person') return peopleFor(place, context);
  if (kind === 'person-or-room') return [...peopleFor(place, context), ...rooms];
  if (kind === 'url') return context.servers ?? NO_VALUES;
  if (kind === 'setting-key') return context.settingKeys;
  // `config KEY VALUE`, or a command of the setting's name.
  if (kind === 'setting-value') {
    return context.settingValues(place.given.at(0) ?? place.command.name);
  }
  return fixedValues(value) ?? NO_VALUES;
}

function peopleFor({ command, given }: Place, context: CompletionContext): readonly string[] {
  const people = sorted(context.people);
  if (command.name === 'call') return [...people, ECHO_NAME];
  // Files go to nobody else, and nobody else is granted anything.
  if (['send', 'grant'].includes(command.name) && context.isInCall)
    return sorted(context.company ?? people);
  if (command.name === 'unblock') return context.blocked ?? people;
  if (command.name === 'mute') return ['on', 'off', ...people];
  if (command.name !== 'autoanswer') return people;
  if (given.at(0) === 'remove') return context.autoAnswerPeople ?? people;
  return given.at(0) === 'add' ? people : NO_VALUES;
}
