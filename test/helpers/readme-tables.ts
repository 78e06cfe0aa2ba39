import { commandTable, keyTable } from '../../src/shared/commands/help-text';

/** The commands that the README shows itself, in its order: those of somebody's first hour. */
const FIRST_COMMANDS = [
  'call',
  'answer',
  'hangup',
  'mute',
  'camera',
  'style',
  'share',
  'send',
  'room',
  'invite',
];

/**
 * The settings that the README shows itself, by the first key of their rows in docs/settings.md.
 */
const FIRST_SETTINGS = [
  'username',
  'signalinghosturl',
  'videostyle',
  'palette',
  'density',
  'text_size',
  'bandwidth',
  'webcam',
  'ptt',
  'ice_servers',
];

/** The blocks of docs/commands.md, each a table in Markdown. */
export function commandBlocks(): Readonly<Record<'commands' | 'keys', string>> {
  return { commands: commandTable().join('\n'), keys: keyTable().join('\n') };
}

/**
 * The blocks of the README: ten rows of the table of commands, and ten of that of settings.
 *
 * @param settings The table of docs/settings.md.
 * @throws Where a table has no row for one of them.
 */
export function firstBlocks(settings: string): Readonly<Record<'commands' | 'settings', string>> {
  return {
    commands: chooseRows(commandTable(), FIRST_COMMANDS),
    settings: chooseRows(settings.split('\n'), FIRST_SETTINGS),
  };
}

/** The head of a table, and of its rows those whose first cell begins with a name in code. */
function chooseRows([head, rule, ...rows]: readonly string[], names: readonly string[]): string {
  const chosen = names.map((name) => {
    const row = rows.find((each) => new RegExp(`^\\| \`${name}[ \`]`).test(each));
    if (row === undefined) throw new Error(`the table has no row for "${name}"`);
    return row;
  });
  return [head, rule, ...chosen].join('\n');
}
