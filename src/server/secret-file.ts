import { randomBytes } from 'node:crypto';
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { errorCode } from '../shared/base/error-code';
import { DAY_MS } from '../shared/people/duration';
import { SECRET_BYTES } from './sealer';

const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;
const OTHERS = 0o077;
/**
 * A server writes with each sign-in: one that has not for so long has nothing in use that a restart
 * could take from anybody.
 */
const FORGOTTEN_AFTER_MS = 30 * DAY_MS;
const NAMES_FILE = /^(\d+)\.names$/;

/**
 * The secret in the file `restart.secret` of `folder`, made when it is missing. Throws when the
 * folder cannot be written to, or holds something else under that name.
 */
export function openSecret(folder: string, name = 'restart.secret'): Buffer {
  const file = join(folder, name);
  try {
    const made = randomBytes(SECRET_BYTES);
    writeFileSync(file, made.toString('hex'), { flag: 'wx', mode: FILE_MODE });
    return made;
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
  return readSecret(file);
}

/** The secret in a file that `openSecret` made. Throws when it cannot be read, or holds none. */
export function readSecret(file: string): Buffer {
  const secret = Buffer.from(readFileSync(file, 'utf8').trim(), 'hex');
  if (secret.length !== SECRET_BYTES) throw new Error(`${file} holds no secret: move it away.`);
  return secret;
}

/** The folder that `openTemporaryFolder` makes. */
export function temporaryFolder(parent = tmpdir()): string {
  const user = process.getuid?.();
  return join(parent, user === undefined ? 'webcrt-server' : `webcrt-server-${user}`);
}

/**
 * Where a server without a folder of its own keeps what has to last from one start to the next, and
 * not for longer: a folder among the machine's temporary files, made when it is missing. What
 * servers left there that nobody starts any more is taken out. Throws where others could read or
 * change it.
 */
export function openTemporaryFolder(parent = tmpdir()): string {
  const user = process.getuid?.();
  const folder = temporaryFolder(parent);
  mkdirSync(folder, { recursive: true, mode: FOLDER_MODE });
  const found = lstatSync(folder);
  // Anybody can make a folder of that name before us.
  const isOwn = user === undefined || (found.uid === user && (found.mode & OTHERS) === 0);
  if (!found.isDirectory() || !isOwn) throw new Error(`${folder} is not this user's alone.`);
  forgetUnused(folder);
  return folder;
}

/** Each server has `PORT.names` there, and `PORT.secret`. */
function forgetUnused(folder: string): void {
  for (const name of readdirSync(folder)) {
    const port = NAMES_FILE.exec(name)?.[1];
    if (port === undefined) continue;
    const { mtimeMs } = statSync(join(folder, name), { throwIfNoEntry: false }) ?? {};
    // Another server that starts now may have been here first.
    if (mtimeMs === undefined || mtimeMs > Date.now() - FORGOTTEN_AFTER_MS) continue;
    for (const left of [name, `${name}.new`, `${port}.secret`]) {
      rmSync(join(folder, left), { force: true });
    }
  }
}
