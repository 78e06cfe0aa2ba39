import type { CommandError } from './command-error';

/**
 * What an argument or an option's value stands for: decides what Tab offers and what is checked.
 */
export type ArgumentKind =
  /** One of the argument's own `words`. */
  | 'word'
  | 'person'
  /** A name, or the slug of a room. */
  | 'person-or-room'
  /** The slug of a room, or a link that ends in it. */
  | 'room'
  | 'setting-key'
  | 'setting-value'
  | 'command'
  | 'name'
  | 'url'
  | 'duration'
  | 'text';

/** What a value is, and is called: `PERSON`. */
export interface ValueDefinition {
  /** As usage shows it: `PERSON`. */
  readonly name: string;
  readonly kind: ArgumentKind;
  /** All that it may be; for `word` only. */
  readonly words?: readonly string[];
  /** What it may be beside its words, in a form of its own; for `word` only. */
  readonly also?: { readonly form: string; readonly takes: (word: string) => boolean };
}

export interface ArgumentDefinition extends ValueDefinition {
  readonly isOptional?: boolean;
  /** Takes the rest of the line as it stands, quotes and all. Always the last one. */
  readonly isRest?: boolean;
}

export interface OptionDefinition {
  /** Without dashes: `user` for `--user`. */
  readonly name: string;
  /** One letter, without the dash. */
  readonly short?: string;
  /** What follows it; without one it is a switch. */
  readonly value?: ValueDefinition;
  readonly summary: string;
}

export const COMMAND_GROUPS = [
  'Calls',
  'Rooms',
  'Stage',
  'People',
  'Picture',
  'Settings',
  'Program',
] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];

/** The words behind a command's name, checked and sorted to what they are for. */
export interface ReadArguments {
  /** By the argument's place; left-out ones are missing at the end. */
  readonly values: readonly (string | undefined)[];
  /** By the option's name; switches hold ''. */
  readonly options: ReadonlyMap<string, string>;
  readonly wantsHelp: boolean;
}

/** A command as data; `P`: what it is told besides its name. */
export interface CommandDefinition<N extends string = string, P extends object = object> {
  readonly name: N;
  readonly group: CommandGroup;
  readonly summary: string;
  readonly arguments: readonly ArgumentDefinition[];
  readonly options: readonly OptionDefinition[];
  readonly examples: readonly string[];
  /** What is wrong with arguments that are right one by one. */
  check(read: ReadArguments): CommandError | null;
  /** Of arguments that were read and checked by the definition. */
  build(read: ReadArguments): P;
}

type Parts<P extends object> = Partial<
  Pick<CommandDefinition, 'arguments' | 'options' | 'examples' | 'check'>
> & { readonly build: (read: ReadArguments) => P };

/** A definition; what is left out of `parts` is empty, and its only example is its name. */
export function define<const N extends string, P extends object>(
  name: N,
  group: CommandGroup,
  summary: string,
  parts: Parts<P>,
): CommandDefinition<N, P> {
  return {
    name,
    group,
    summary,
    arguments: [],
    options: [],
    examples: [name],
    check: () => null,
    ...parts,
  };
}

/** A command that is nothing but its name. */
export function defineBare<const N extends string>(
  name: N,
  group: CommandGroup,
  summary: string,
): CommandDefinition<N> {
  return define(name, group, summary, { build: () => ({}) });
}

/** `login [--user NAME] [--server URL]` */
export function usageOf(
  command: Pick<CommandDefinition, 'name' | 'options' | 'arguments'>,
): string {
  const options = command.options.map(({ name, short, value }) => {
    const flag = short === undefined ? `--${name}` : `-${short}|--${name}`;
    return `[${value === undefined ? flag : `${flag} ${value.name}`}]`;
  });
  const parts = command.arguments.map((each) => (each.isOptional ? `[${each.name}]` : each.name));
  return [command.name, ...options, ...parts].join(' ');
}
