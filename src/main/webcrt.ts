#!/usr/bin/env node
import { homedir } from 'node:os';
import { buildText } from '../shared/base/build-facts';
import { standaloneFolder } from './standalone-folder';
import { runControlCommand } from './control-command';
import { attachTerminal } from './control-socket';
import { controlSocketPath, defaultUserFolder } from './control-socket-path';
import { takeUserFolder } from './user-folder-option';
import { WEBCRT_HELP } from './webcrt-help';

// `webcrt` as npm installs it: no Electron, no window. Each program is a word.

const USAGE_EXIT_CODE = 2;

const out = (line: string): void => {
  console.log(line);
};
const err = (line: string): void => {
  console.error(line);
};

function runControl(words: readonly string[]): Promise<number> {
  const { folder, rest } = takeUserFolder(words);
  const place = folder ?? defaultUserFolder(process.platform, process.env, homedir());
  return runControlCommand(rest, controlSocketPath(place, process.platform), { out, err });
}

async function runInTerminal(words: readonly string[]): Promise<number> {
  // Of no use to the others.
  const { runTty } = await import('../tty/run-tty');
  const { folder, rest } = takeUserFolder(words);
  const place = folder ?? defaultUserFolder(process.platform, process.env, homedir());
  const code = await runTty(rest, {
    attach: () => attachTerminal(controlSocketPath(place, process.platform)),
    openAlone: async (wish) => {
      const { openStandalone } = await import('./standalone');
      return openStandalone(wish, folder ?? standaloneFolder(place));
    },
  });
  // What a terminal has left open must not keep the program.
  process.exit(code);
}

async function run(args: readonly string[]): Promise<number> {
  const first = args.at(0);
  switch (first) {
    case 'ctl':
      return runControl(args.slice(1));
    case 'tty':
      return runInTerminal(args.slice(1));
    case '--version':
      out(buildText());
      return 0;
    case undefined:
    case '-h':
    case '--help':
      out(WEBCRT_HELP);
      return 0;
    default:
      err(`webcrt does not know "${first}". webcrt --help tells what it knows.`);
      return USAGE_EXIT_CODE;
  }
}

process.exitCode = await run(process.argv.slice(2));
