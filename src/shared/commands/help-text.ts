import { DEFAULT_SETTINGS, KEY_ACTIONS, type KeyAction } from '../config/settings';
import { type BoundKeys, keysOn } from '../config/platform-keys';
import {
  COMMAND_GROUPS,
  type CommandDefinition,
  type OptionDefinition,
  usageOf,
} from './command-definition';
import { COMMANDS, findCommand } from './definitions';

/** What each bindable key does, for the help and the README. */
export const KEY_SUMMARIES: Readonly<Record<KeyAction, string>> = {
  help: 'this help',
  'focus-command': 'back to the command line',
  'toggle-mute': 'microphone off or on',
  'push-to-talk': 'held: heard, or silent (ptt)',
  'toggle-camera': 'camera off or on',
  'toggle-chat': 'chat pane away or back',
  'next-style': 'the next style',
  'finer-pictures': 'finer pictures',
  'coarser-pictures': 'coarser pictures',
  'larger-text': 'larger text, in the app',
  'smaller-text': 'smaller text, in the app',
  'usual-text': 'the usual size of text, in the app',
  magnify: 'magnify a shared screen, or the largest picture',
  'magnify-less': 'magnify it less',
  'pan-left': 'move left in what is magnified',
  'pan-right': 'move right in it',
  'pan-up': 'move up in it',
  'pan-down': 'move down in it',
  'terminal-keys': 'types in a shared terminal, and in the command line again',
  'hide-terminal': 'hides your terminal from the others while it is held',
  'hang-up': 'hang up',
  'toggle-full-screen': 'full screen',
};

const SLASH_RULE = [
  'A line that starts with / is always a command.',
  'Out of a call or room the slash may be left off; in one, a line without it is chat.',
];
const KEYS_RULE =
  'Tab completes, Up and Down show earlier lines, Shift+Enter begins a new one, COMMAND -h explains one command.';
const TOUCH_RULE =
  'The buttons at the bottom do what is needed most. COMMAND -h explains one command, and config shows what keys do on a keyboard.';

/** What a newcomer tries, in this order: the list below has all, by subject. */
const FIRST_STEPS: readonly (readonly [line: string, what: string])[] = [
  ['call echo', 'a call with yourself, to see how it is'],
  ['lookup', 'who is here to call'],
  ['call NAME', 'calls one of them; answer, decline and hangup are the rest of it'],
  ['room create NAME', 'a room for several; in it, /invite copies a link for the others'],
  ['login --user NAME', 'your name, as others see it'],
  ['style', 'the next way to draw people'],
];

/**
 * The whole help: how lines are read, the commands by group, and, unless one has a finger only, the
 * keys.
 */
export function helpOverview(keys: BoundKeys, isTouch: boolean): readonly string[] {
  const commands = [...firstLines(), ...commandLines()];
  if (isTouch) return [...SLASH_RULE, TOUCH_RULE, '', ...commands];
  return [...SLASH_RULE, KEYS_RULE, '', ...commands, 'Keys', ...keyLines(keys)];
}

/** Where summaries begin; a longer usage has its summary on the next line. */
const USAGE_WIDTH = 34;

function firstLines(): readonly string[] {
  return [
    'First',
    ...FIRST_STEPS.map(([line, what]) => `  ${line.padEnd(USAGE_WIDTH)}  ${what}`),
    '',
  ];
}

function commandLines(): readonly string[] {
  return COMMAND_GROUPS.flatMap((group) => [
    group,
    ...COMMANDS.filter((command) => command.group === group).flatMap(commandLine),
    '',
  ]);
}

function commandLine(command: CommandDefinition): readonly string[] {
  const usage = usageOf(command);
  if (usage.length <= USAGE_WIDTH) return [`  ${usage.padEnd(USAGE_WIDTH)}  ${command.summary}`];
  return [`  ${usage}`, `  ${' '.repeat(USAGE_WIDTH)}  ${command.summary}`];
}

function keyLines(keys: BoundKeys): readonly string[] {
  const width = Math.max(...Object.values(keys).map((chord) => chord.length));
  return KEY_ACTIONS.flatMap((action) => {
    const chord = keys[action];
    if (chord === undefined) return [];
    return [`  ${chord.padEnd(width)}  ${KEY_SUMMARIES[action]}  (keys.${action})`];
  });
}

/** What one command is for and how it is used. */
export function helpFor(name: string): readonly string[] {
  const command: CommandDefinition | undefined = findCommand(name);
  if (command === undefined) return [];
  const options = [...command.options.map(optionRow), ['-h, --help', 'this help'] as const];
  const width = Math.max(...options.map(([flags]) => flags.length));
  return [
    'Summary',
    `  ${command.summary}`,
    'Usage',
    `  ${usageOf(command)}`,
    'Options',
    ...options.map(([flags, summary]) => `  ${flags.padEnd(width)}  ${summary}`),
    'Examples',
    ...command.examples.map((example) => `  ${example}`),
  ];
}

/** How it is typed, and what it does. */
function optionRow({
  name,
  short,
  value,
  summary,
}: OptionDefinition): readonly [flags: string, summary: string] {
  const flags = short === undefined ? `--${name}` : `-${short}, --${name}`;
  return [value === undefined ? flags : `${flags} ${value.name}`, summary];
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

/** The table of keys for the README, in Markdown. */
export function keyTable(): readonly string[] {
  return [
    '| key | on macOS | what it does |',
    '| --- | --- | --- |',
    ...KEY_ACTIONS.map((action) => {
      const keys = [
        DEFAULT_SETTINGS.keys,
        keysOn({ isMac: true, hasTextSize: true }, DEFAULT_SETTINGS.keys),
      ];
      return `| ${keys.map((each) => each[action]).join(' | ')} | ${KEY_SUMMARIES[action]} |`;
    }),
  ];
}
