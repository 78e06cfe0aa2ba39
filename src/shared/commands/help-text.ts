import { KEY_ACTIONS, type KeyAction, type Settings } from '../config/settings';
import {
  COMMAND_GROUPS,
  COMMANDS,
  type CommandDefinition,
  type CommandName,
  findCommand,
  usageOf,
} from './definitions';

/** What each bindable key does, for the help and the README. */
export const KEY_SUMMARIES: Readonly<Record<KeyAction, string>> = {
  help: 'this help',
  'focus-command': 'back to the command line',
  'toggle-mute': 'microphone off or on',
  'toggle-camera': 'camera off or on',
  'toggle-chat': 'chat pane away or back',
  'next-style': 'the next style',
  'hang-up': 'hang up',
  'toggle-full-screen': 'full screen',
};

const SLASH_RULE = [
  'A line that starts with / is always a command. Out of a call the slash may be left off;',
  'in a call a line without one is chat. Tab completes, Up and Down show earlier lines,',
  'and COMMAND -h explains one command.',
];

/** The whole help: how lines are read, the commands by group, the keys. */
export function helpOverview(keys: Settings['keys']): readonly string[] {
  return [...SLASH_RULE, '', ...commandLines(), 'Keys', ...keyLines(keys)];
}

function commandLines(): readonly string[] {
  const width = Math.max(...COMMANDS.map((command) => usageOf(command).length));
  return COMMAND_GROUPS.flatMap((group) => [
    group,
    ...COMMANDS.filter((command) => command.group === group).map(
      (command) => `  ${usageOf(command).padEnd(width)}  ${command.summary}`,
    ),
    '',
  ]);
}

function keyLines(keys: Settings['keys']): readonly string[] {
  const width = Math.max(...Object.values(keys).map((chord) => chord.length));
  return KEY_ACTIONS.map(
    (action) => `  ${keys[action].padEnd(width)}  ${KEY_SUMMARIES[action]}  (keys.${action})`,
  );
}

/** What one command is for and how it is used. */
export function helpFor(name: CommandName): readonly string[] {
  const command: CommandDefinition | undefined = findCommand(name);
  if (command === undefined) return [];
  const options = command.options.map(({ name: option, short, value, summary }) => {
    const flags = short === undefined ? `--${option}` : `-${short}, --${option}`;
    return `  ${value === undefined ? flags : `${flags} ${value.name}`}  ${summary}`;
  });
  return [
    'Summary',
    `  ${command.summary}`,
    'Usage',
    `  ${usageOf(command)}`,
    'Options',
    ...options,
    '  -h, --help  this help',
    'Examples',
    ...command.examples.map((example) => `  ${example}`),
  ];
}

/** The table of commands for the README, in Markdown. */
export function commandTable(): readonly string[] {
  const cell = (text: string): string => text.replaceAll('|', '\\|');
  return [
    '| command | what it does |',
    '| --- | --- |',
    ...COMMANDS.map((each) => `| \`${cell(usageOf(each))}\` | ${cell(each.summary)} |`),
  ];
}
