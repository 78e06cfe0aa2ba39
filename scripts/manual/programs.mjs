import { readFileSync } from 'node:fs';
import { importTypeScript } from '../lib/import-typescript.mjs';
import { fromRoot, readJson } from '../lib/paths.mjs';

/** @typedef {import('./programs.mjs').Program} Program */
/** @typedef {import('./programs.mjs').Section} Section */

/** What the programs say of themselves: the tables that their help is made of, too. */
async function importTables() {
  const [app, tty, verbs, server, help, definitions, command, keys] = await Promise.all([
    importTypeScript('src/main/app-options.ts'),
    importTypeScript('src/tty/tty-arguments.ts'),
    importTypeScript('src/main/control-verbs.ts'),
    importTypeScript('src/server/cli/server-options.ts'),
    importTypeScript('src/server/cli/help-text.ts'),
    importTypeScript('src/shared/commands/definitions.ts'),
    importTypeScript('src/shared/commands/command-definition.ts'),
    importTypeScript('src/shared/commands/help-text.ts'),
  ]);
  const { DEFAULT_SETTINGS } = await importTypeScript('src/shared/config/settings.ts');
  return /** @type {import('./programs.mjs').Tables} */ ({
    ...app,
    ...tty,
    ...verbs,
    ...server,
    ...help,
    ...definitions,
    ...command,
    ...keys,
    DEFAULT_SETTINGS,
  });
}

/** @type {typeof import('./programs.mjs').readPrograms} */
export async function readPrograms() {
  const tables = await importTables();
  return [webcrt(tables), webcrtServer(tables)];
}

/** @type {typeof import('./programs.mjs').readEdition} */
export function readEdition() {
  const { version } = /** @type {{ version: string }} */ (readJson(fromRoot('package.json')));
  const changes = readFileSync(fromRoot('CHANGELOG.md'), 'utf8');
  const date = changes.split(`## [${version}] - `)[1]?.slice(0, 10) ?? '';
  return { version, date };
}

/**
 * @param {import('./programs.mjs').Tables} tables
 * @returns {Program}
 */
function webcrt(tables) {
  const { APP_OPTIONS, TTY_OPTIONS, CONTROL_OPTIONS, CONTROL_VERB_TEXTS, verbForm } = tables;
  const verbs = Object.entries(CONTROL_VERB_TEXTS);
  return {
    name: 'webcrt',
    summary: 'calls in which the people you call are drawn as coloured text',
    synopsis: [
      'webcrt [OPTION]... [webcrt://room/NAME?server=wss://HOST]',
      'webcrt ctl VERB [--json] [--user-data-dir=FOLDER]',
      'webcrt tty [--server URL] [OPTION]...',
    ],
    description: [
      'Opens the window in which one is called and calls: a stage where people are drawn as text, a chat, and a line for commands. A server for signalling comes along; --server names another. Switches of Chromium are taken, too.',
      'webcrt ctl asks the WebCRT that runs under the same account, for keys of a desktop and for scripts. What npm installs as webcrt has ctl, tty, --version and --help, and no window.',
      'webcrt tty shows the WebCRT that runs in this terminal, and types into it; with --server it is a client of its own, in plain Node.js, with a key of its own.',
    ],
    options: APP_OPTIONS,
    subcommands: [
      {
        name: 'ctl',
        summary: 'asks the WebCRT that runs',
        options: [...CONTROL_OPTIONS, { name: 'help', short: 'h', summary: 'prints the verbs' }],
        words: verbs.map(([name, { summary, words = [] }]) => ({ name, summary, words })),
      },
      { name: 'tty', summary: 'WebCRT in this terminal', options: TTY_OPTIONS, words: [] },
    ],
    sections: [
      {
        title: 'VERBS OF CTL',
        items: verbs.map(([name, text]) => [verbForm(name, text), text.summary]),
      },
      {
        title: 'OPTIONS OF TTY',
        items: TTY_OPTIONS.map(({ name, value, summary }) => [
          value === undefined ? `--${name}` : `--${name} ${value}`,
          summary,
        ]),
      },
      ...commandSections(tables),
      {
        title: 'KEYS',
        items: Object.entries(tables.KEY_SUMMARIES).map(([action, summary]) => [
          tables.DEFAULT_SETTINGS.keys[action],
          summary,
        ]),
      },
      {
        title: 'EXIT STATUS',
        items: [
          ['0', 'Done.'],
          ['1', 'It failed; of ctl: the app refused; of tty: the app or the terminal is gone.'],
          ['2', 'ctl or tty did not understand its words.'],
          ['3', 'ctl or tty found no WebCRT that runs.'],
        ],
      },
      {
        title: 'FILES',
        items: [
          [
            '~/.config/WebCRT/',
            'Settings, the key of this device, what is kept of calls and chat.',
          ],
          ['~/.clivrt', 'Settings of clivrt, read once where there are no others.'],
        ],
      },
    ],
    seeAlso: ['webcrt-server(1)'],
  };
}

/**
 * The commands that are typed in the window, by group.
 *
 * @param {import('./programs.mjs').Tables} tables
 * @returns {Section[]}
 */
function commandSections({ COMMANDS, COMMAND_GROUPS, usageOf }) {
  return COMMAND_GROUPS.map((group) => ({
    title: `COMMANDS: ${group.toUpperCase()}`,
    items: COMMANDS.filter((command) => command.group === group).map((command) => [
      usageOf(command),
      command.summary,
    ]),
  }));
}

/**
 * @param {import('./programs.mjs').Tables} tables
 * @returns {Program}
 */
function webcrtServer({ SERVER_OPTIONS, CHECK_OPTIONS, CHECK_TEXT, ENDING_TEXT }) {
  return {
    name: 'webcrt-server',
    summary: 'the signalling server of WebCRT, and its web client',
    synopsis: ['webcrt-server [OPTION]...', 'webcrt-server check [OPTION]... [--url URL]...'],
    description: [
      'Brings people together, by name and in rooms, and serves the web client, with which a guest joins from a browser. Sound, pictures and files do not pass through it: they go from one machine to the other, encrypted.',
      CHECK_TEXT,
      ENDING_TEXT,
    ],
    options: SERVER_OPTIONS,
    subcommands: [
      {
        name: 'check',
        summary: 'looks at a server that runs with these options',
        options: [...CHECK_OPTIONS, ...SERVER_OPTIONS],
        words: [],
      },
    ],
    sections: [
      {
        title: 'OPTIONS OF CHECK',
        items: CHECK_OPTIONS.map((option) => [`--${option.name} ${option.value}`, option.summary]),
      },
      {
        title: 'EXIT STATUS',
        items: [
          ['0', 'It was asked to stop, and did; of check: all is right.'],
          ['1', 'It failed; of check: something is wrong.'],
          ['2', 'It cannot do what the options say.'],
        ],
      },
      {
        title: 'EXAMPLES',
        items: [
          ['webcrt-server', 'for this machine alone, on port 8080'],
          [
            'webcrt-server --host 0.0.0.0 --certificate cert.pem --key key.pem',
            'for everybody who can reach port 8443',
          ],
          [
            'webcrt-server --trust-proxy loopback --data /var/lib/webcrt',
            'behind a proxy on this machine, with rooms that are kept',
          ],
        ],
      },
    ],
    seeAlso: ['webcrt(1)'],
  };
}
