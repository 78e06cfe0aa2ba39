#!/usr/bin/env node
import { homedir } from 'node:os';
import { controlWords, runControlCommand } from './control-command';
import { controlSocketPath, defaultUserFolder } from './control-socket-path';

// `webcrt ctl` in plain Node, for a checkout: no Electron, no window, and so no waiting for either.

const FOLDER_OPTION = '--user-data-dir=';

const args = process.argv.slice(2);
const named = args.find((word) => word.startsWith(FOLDER_OPTION))?.slice(FOLDER_OPTION.length);
const folder = named ?? defaultUserFolder(process.platform, process.env, homedir());

process.exitCode = await runControlCommand(
  controlWords(args) ?? args,
  controlSocketPath(folder, process.platform),
  {
    out: (line) => {
      console.log(line);
    },
    err: (line) => {
      console.error(line);
    },
  },
);
