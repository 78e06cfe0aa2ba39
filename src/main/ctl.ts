import { homedir } from 'node:os';
import { controlWords, runControlCommand } from './control-command';
import { controlSocketPath, defaultUserFolder } from './control-socket-path';
import { takeUserFolder } from './user-folder-option';

// `webcrt ctl` in plain Node, for a checkout: no Electron, no window, and so no waiting for either.

const { folder: named, rest: args } = takeUserFolder(process.argv.slice(2));
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
