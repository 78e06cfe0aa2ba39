// Every command, as data: the parser, Tab completion, help and the README's table are all made of
// this one list.

/** What an argument or an option's value stands for: decides what Tab offers and what is checked. */
export type ArgumentKind =
  | 'person'
  | 'presence'
  | 'style'
  | 'setting-key'
  | 'setting-value'
  | 'snapshot-format'
  | 'command'
  | 'on-off'
  | 'auto-answer-action'
  | 'record-action'
  | 'name'
  | 'url'
  | 'text';

export interface ArgumentDefinition {
  /** As usage shows it: `PERSON`. */
  readonly name: string;
  readonly kind: ArgumentKind;
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
  readonly value?: { readonly name: string; readonly kind: ArgumentKind };
  readonly summary: string;
}

export const COMMAND_GROUPS = ['Calls', 'People', 'Picture', 'Settings', 'Program'] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];

export interface CommandDefinition {
  readonly name: string;
  readonly group: CommandGroup;
  readonly summary: string;
  readonly arguments: readonly ArgumentDefinition[];
  readonly options: readonly OptionDefinition[];
  readonly examples: readonly string[];
}

const person: ArgumentDefinition = { name: 'PERSON', kind: 'person' };
const text: ArgumentDefinition = { name: 'TEXT', kind: 'text', isRest: true };
const onOff: ArgumentDefinition = { name: 'on|off', kind: 'on-off', isOptional: true };

function define<const N extends string>(
  name: N,
  group: CommandGroup,
  summary: string,
  parts: Partial<Pick<CommandDefinition, 'arguments' | 'options' | 'examples'>> = {},
): CommandDefinition & { readonly name: N } {
  return { name, group, summary, arguments: [], options: [], examples: [name], ...parts };
}

export const COMMANDS = [
  define('call', 'Calls', 'calls somebody; call echo tries a call alone', {
    arguments: [person],
    examples: ['call echo', 'call ann'],
  }),
  define('answer', 'Calls', 'answers the call that rings'),
  define('decline', 'Calls', 'declines the call that rings, with a word why if you like', {
    arguments: [{ ...text, isOptional: true }],
    examples: ['decline', 'decline in a meeting, later'],
  }),
  define('hangup', 'Calls', 'ends the call, or stops calling'),
  define('mute', 'Calls', 'turns your microphone off or on', {
    arguments: [onOff],
    examples: ['mute', 'mute off'],
  }),
  define('camera', 'Calls', 'turns your camera off or on', {
    arguments: [onOff],
    examples: ['camera off', 'camera on'],
  }),
  define('autoanswer', 'Calls', 'answers calls of people you name after a countdown', {
    arguments: [
      { name: 'on|off|list|add|remove', kind: 'auto-answer-action', isOptional: true },
      { ...person, isOptional: true },
    ],
    examples: ['autoanswer add ann', 'autoanswer on', 'autoanswer'],
  }),

  define('login', 'People', 'signs in to a server under a name', {
    options: [
      { name: 'user', value: { name: 'NAME', kind: 'name' }, summary: 'the name to be known by' },
      { name: 'server', value: { name: 'URL', kind: 'url' }, summary: 'ws:// or wss:// address' },
    ],
    examples: ['login --user ann', 'login --user ann --server wss://calls.example.org'],
  }),
  define('logout', 'People', 'signs out', {
    options: [{ name: 'force', short: 'f', summary: 'without waiting for the server' }],
    examples: ['logout', 'logout -f'],
  }),
  define('lookup', 'People', 'lists who is here'),
  define('say', 'People', 'says something to everybody on the server', {
    arguments: [text],
    examples: ['say hello, everybody'],
  }),
  define('msg', 'People', 'says something to one person', {
    arguments: [person, text],
    examples: ['msg ann are you there?'],
  }),
  define('set', 'People', 'says whether you are to be disturbed', {
    arguments: [{ name: 'available|away|donotdisturb', kind: 'presence' }],
    examples: ['set donotdisturb', 'set available'],
  }),
  define('whoami', 'People', 'tells your name, your server and your state'),

  define('style', 'Picture', 'chooses how pictures are drawn; without a name, the next style', {
    arguments: [{ name: 'STYLE', kind: 'style', isOptional: true }],
    examples: ['style', 'style filled-ascii'],
  }),
  define('density', 'Picture', 'draws pictures finer or coarser, from 0.5 to 4', {
    arguments: [{ name: 'NUMBER', kind: 'setting-value', isOptional: true }],
    examples: ['density', 'density 2'],
  }),
  define('crt', 'Picture', 'makes the stage look like a cathode-ray tube', {
    arguments: [{ name: 'on|off', kind: 'setting-value', isOptional: true }],
    examples: ['crt on'],
  }),
  define('bandwidth', 'Picture', 'limits what your picture costs, by a rule or in kbit/s', {
    arguments: [{ name: 'auto|low|high|KBPS', kind: 'setting-value', isOptional: true }],
    examples: ['bandwidth low', 'bandwidth 120'],
  }),
  define('snapshot', 'Picture', 'saves the picture on the stage as text, ANSI or PNG', {
    arguments: [{ name: 'txt|ansi|png', kind: 'snapshot-format', isOptional: true }],
    examples: ['snapshot', 'snapshot png'],
  }),

  define('record', 'Picture', 'records the stage as an asciicast; everybody is told', {
    arguments: [
      { name: 'start|stop', kind: 'record-action' },
      { name: 'FILE', kind: 'text', isOptional: true },
    ],
    examples: ['record start', 'record start party.cast', 'record stop'],
  }),

  define('config', 'Settings', 'lists the settings, shows one or changes one', {
    arguments: [
      { name: 'KEY', kind: 'setting-key', isOptional: true },
      { name: 'VALUE', kind: 'setting-value', isOptional: true, isRest: true },
    ],
    examples: ['config', 'config framerate 15', 'config keys.toggle-mute Alt+N'],
  }),
  define('devices', 'Settings', 'lists cameras, microphones and speakers'),

  define('help', 'Program', 'explains the commands and keys, or one command', {
    arguments: [{ name: 'COMMAND', kind: 'command', isOptional: true }],
    examples: ['help', 'help call'],
  }),
  define('quit', 'Program', 'hangs up, signs out and leaves'),
  define('exit', 'Program', 'the same as quit'),
] as const satisfies readonly CommandDefinition[];

export type CommandName = (typeof COMMANDS)[number]['name'];
export const COMMAND_NAMES: readonly CommandName[] = COMMANDS.map(({ name }) => name);

export function findCommand(
  name: string,
): (CommandDefinition & { readonly name: CommandName }) | undefined {
  return COMMANDS.find((command) => command.name === name);
}

/** `login [--user NAME] [--server URL]` */
export function usageOf(command: CommandDefinition): string {
  const options = command.options.map(({ name, short, value }) => {
    const flag = short === undefined ? `--${name}` : `-${short}|--${name}`;
    return `[${value === undefined ? flag : `${flag} ${value.name}`}]`;
  });
  const parts = command.arguments.map((each) => (each.isOptional ? `[${each.name}]` : each.name));
  return [command.name, ...options, ...parts].join(' ');
}
