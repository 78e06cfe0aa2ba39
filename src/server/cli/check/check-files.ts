import { execFileSync } from 'node:child_process';
import {
  accessSync,
  constants,
  existsSync,
  readdirSync,
  rmSync,
  type Stats,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describeError } from '../../../shared/base/error-code';
import { ClaimFile } from '../../identity/claim-file';
import { FileRoomStore } from '../../rooms/file-room-store';
import type { CliOptions } from '../parse-cli-options';
import { type Finding, note, right, wrong } from './finding';

const OTHERS = 0o007;
const GROUP_AND_OTHERS = 0o077;
const GROUP_WRITES = 0o020;
const LEAST_FREE_BYTES = 100_000_000;
const ROOT_USER = 0;

const modeOf = ({ mode }: Stats): string => (mode & 0o777).toString(8).padStart(3, '0');

/** Whether what is kept in `--data` can be written, and by nobody else. */
export function checkData({
  dataFolder,
  user,
}: Pick<CliOptions, 'dataFolder' | 'user'>): Finding[] {
  if (dataFolder === null) {
    return [
      note(
        'data',
        "Nothing outlives the server: rooms are lost with their members, and names are anybody's after a restart.",
        'Give it a folder of its own: --data /var/lib/webcrt.',
      ),
    ];
  }
  const folder = resolve(dataFolder);
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found === undefined) return [judgeMissing(folder)];
  if (!found.isDirectory()) {
    return [wrong('data', `${folder} is not a folder.`, 'Name another one with --data.')];
  }
  const owner = judgeOwner(folder, found, user);
  if (owner !== null) return [owner];
  const findings = [judgeWritable(folder)];
  findings.push(...judgeKept(folder));
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < LEAST_FREE_BYTES) {
    findings.push(
      wrong(
        'disk',
        `The disk of ${folder} is full but for ${Math.floor((bavail * bsize) / 1_000_000)} MB.`,
        'Make room: journalctl --vacuum-size=200M, apt-get clean.',
      ),
    );
  }
  return findings;
}

function judgeMissing(folder: string): Finding {
  let parent = dirname(folder);
  while (!existsSync(parent)) parent = dirname(parent);
  try {
    accessSync(parent, constants.W_OK | constants.X_OK);
    return right('data', `${folder} is made when the server starts.`);
  } catch {
    return wrong(
      'data',
      `${folder} is not there, and this user may not make it.`,
      `As root: install -d -m 700 -o USER ${folder}, with the user that the server runs as.`,
    );
  }
}

/** `null`: whoever the server runs as is the owner, as far as is known. */
function judgeOwner(folder: string, { uid }: Stats, user: string | null): Finding | null {
  const own = process.getuid?.();
  if (own === undefined) return null;
  if (user === null) {
    if (own !== ROOT_USER || uid === ROOT_USER) return null;
    return note(
      'data',
      `${folder} is another user's, and root may do anything: whether the server can write there is not known.`,
      'Run this as the user that the server runs as: systemctl start webcrt-check.',
    );
  }
  const wanted = userId(user);
  if (wanted === null) {
    return wrong('user', `There is no user ${user} on this machine.`, `adduser --system ${user}`);
  }
  if (wanted === uid) return null;
  return wrong('data', `${folder} is not ${user}'s.`, `chown -R ${user}: ${folder}`);
}

function userId(user: string): number | null {
  try {
    const stdio: ['ignore', 'pipe', 'ignore'] = ['ignore', 'pipe', 'ignore'];
    return Number(execFileSync('id', ['-u', '--', user], { stdio }));
  } catch {
    return null;
  }
}

function judgeWritable(folder: string): Finding {
  // Asking whether one may write does not tell of a disk that is read-only, or full.
  const file = join(folder, `check.${process.pid}`);
  try {
    writeFileSync(file, 'x', { flag: 'wx', mode: 0o600 });
    rmSync(file);
  } catch (error) {
    return wrong(
      'data',
      `This user may not write in ${folder} (${describeError(error)}).`,
      `Make it the server's: chown -R webcrt: ${folder}; with systemd, StateDirectory=webcrt.`,
    );
  }
  const open = [folder, ...readdirSync(folder).map((name) => join(folder, name))].filter((path) => {
    const found = statSync(path, { throwIfNoEntry: false });
    return found !== undefined && (found.mode & GROUP_AND_OTHERS) !== 0;
  });
  if (open.length === 0)
    return right('data', `${folder} is the server's alone, and can be written.`);
  const isFolderOpen = open[0] === folder;
  // What lies in a folder that nobody else may enter is nobody else's to read.
  if (!isFolderOpen) return right('data', `${folder} is the server's alone, and can be written.`);
  return wrong(
    'data',
    `Others may look into ${folder}: keys of rooms and the secret of the server are in it.`,
    `chmod 700 ${folder}`,
  );
}

/** What is in there, read as the server reads it. */
function judgeKept(folder: string): Finding[] {
  try {
    const { rooms } = FileRoomStore.open(folder);
    new ClaimFile(folder);
    const count = rooms.length;
    return [
      right(
        'kept',
        `${count} ${count === 1 ? 'room is' : 'rooms are'} kept there, and can be read.`,
      ),
    ];
  } catch (error) {
    return [
      wrong(
        'kept',
        error instanceof Error ? error.message : String(error),
        'Take that file from a backup, or move it away.',
      ),
    ];
  }
}

/** Whether a file with a secret is the server's alone. */
export function judgeSecretFile(subject: string, file: string): Finding {
  let found: Stats;
  try {
    accessSync(file, constants.R_OK);
    found = statSync(file);
  } catch (error) {
    const code = describeError(error);
    return wrong(
      subject,
      code === 'ENOENT' ? `${file} is not there.` : `This user may not read ${file} (${code}).`,
      code === 'ENOENT'
        ? 'Make it, or name another one.'
        : `Let the group of the server's user read it, and nobody else: chgrp webcrt ${file}; chmod 640 ${file}`,
    );
  }
  if ((found.mode & (OTHERS | GROUP_WRITES)) !== 0) {
    return wrong(
      subject,
      `Others may read or change ${file} (mode ${modeOf(found)}).`,
      `chmod 640 ${file}, or 600 where it is the server's own.`,
    );
  }
  return right(subject, `${file} is there, and nobody else's to read.`);
}
