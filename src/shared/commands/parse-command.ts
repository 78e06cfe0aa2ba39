import { err, ok, type Result } from '../base/result';
import type { CommandError } from './command-error';
import { type Command, COMMAND_NAMES, findCommand } from './definitions';
import { nearest } from './nearest';
import { commandByOtherWord } from './other-words';
import { readArguments } from './read-arguments';

/** What a line of the command line means. */
export type ParsedLine =
  | { readonly kind: 'command'; readonly command: Command }
  /** To be said in the call; as typed, so whoever sends it sanitises it. */
  | { readonly kind: 'chat'; readonly text: string }
  /** In a call: reads like a command, and so is not sent before somebody says that it is meant. */
  | { readonly kind: 'held'; readonly text: string; readonly suggestion: string };

export interface LineContext {
  readonly isInCall: boolean;
}

/**
 * Reads a line. With a slash it is always a command, and `//` begins chat with a slash. Without one
 * it is a command out of a call, and chat in one. A text of several lines is one line here: what a
 * command takes to the end of the line, such as what is told somebody, keeps its own.
 */
export function parseLine(line: string, context: LineContext): Result<ParsedLine, CommandError> {
  const trimmed = line.trim();
  if (trimmed.startsWith('//')) return chat(trimmed.slice(1), context);
  if (trimmed.startsWith('/')) return asCommand(parseCommand(trimmed.slice(1)));
  if (!context.isInCall) {
    return isSaid(trimmed) ? chat(trimmed, context) : asCommand(parseCommand(trimmed));
  }
  if (!readsLikeCommand(trimmed)) return chat(trimmed, context);
  return ok({ kind: 'held', text: trimmed, suggestion: `/${trimmed}` });
}

function chat(text: string, context: LineContext): Result<ParsedLine, CommandError> {
  return context.isInCall ? ok({ kind: 'chat', text }) : err({ reason: 'not-in-call', text });
}

function asCommand(parsed: Result<Command, CommandError>): Result<ParsedLine, CommandError> {
  return parsed.ok ? ok({ kind: 'command', command: parsed.value }) : parsed;
}

/**
 * Only the exact word of a command, in one line, and only when the rest would run: a call is for
 * talking.
 */
function readsLikeCommand(line: string): boolean {
  return (
    !line.includes('\n') && findCommand(firstWord(line)) !== undefined && parseCommand(line).ok
  );
}

function firstWord(line: string): string {
  return /^\S*/.exec(line)?.[0] ?? '';
}

const GREETINGS = new Set(['hello', 'hi', 'hey', 'hallo', 'hola', 'salut', 'ciao', 'moin']);
/** So many words, of which the first is no command, are a sentence. */
const SENTENCE_WORDS = 4;

/** What somebody says who believes that somebody hears it: no slip in a command reads like that. */
function isSaid(line: string): boolean {
  const words = line.split(/\s+/);
  const [first = ''] = words;
  if (findCommand(first.toLowerCase()) !== undefined || HELP_WORDS.has(first)) return false;
  if (GREETINGS.has(first.toLowerCase().replace(/[!.,?]+$/, ''))) return true;
  // No command has a letter of another script, or begins with a picture.
  if (/^[^\p{ASCII}]/u.test(first) && !/[a-z]/i.test(first)) return true;
  if (commandByOtherWord(first) !== null) return false;
  if (words.length >= SENTENCE_WORDS) return true;
  return words.length > 1 && nearest(first, COMMAND_NAMES) === null && !/[:/@]/.test(first);
}

/** What people type who look for help. */
const HELP_WORDS = new Set(['?', '-h', '--help']);

/** Reads a command, without a slash. `COMMAND -h` is read as `help COMMAND`. */
export function parseCommand(input: string): Result<Command, CommandError> {
  const line = input.trim();
  const word = firstWord(line);
  if (HELP_WORDS.has(word)) return ok({ name: 'help', command: null });
  const command = findCommand(word.toLowerCase());
  if (command === undefined) {
    return err({ reason: 'unknown-command', word, nearest: nearest(word, COMMAND_NAMES) });
  }
  const read = readArguments(command, line, word.length);
  if (!read.ok) return read;
  if (read.value.wantsHelp) return ok({ name: 'help', command: command.name });
  // The definition's name and what it builds belong together; the compiler sees only the union.
  return ok({ name: command.name, ...command.build(read.value) } as Command);
}
