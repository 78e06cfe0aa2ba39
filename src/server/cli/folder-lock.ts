import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { describeError, errorCode } from '../../shared/base/error-code';
import { UsageError } from './usage-error';

// A library would say that a lock is stale when nobody has touched it for some seconds: a server
// that was killed could not be started again at once. A process is there or it is not.

const FILE_NAME = 'server.lock';

const holderSchema = v.strictObject({
  pid: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** When the process was started, in the system's words; `null` where it does not say. */
  started: v.nullable(v.string()),
});
type Holder = v.InferOutput<typeof holderSchema>;

/**
 * Keeps a folder to one server at a time, by a file that names its process. What is left of a
 * process that is no more counts for nothing.
 */
export class FolderLock {
  private isHeld = true;

  private constructor(private readonly file: string) {}

  /** The folder has to be there. Throws a UsageError when another server uses it. */
  static take(folder: string): FolderLock {
    const file = join(folder, FILE_NAME);
    const me: Holder = { pid: process.pid, started: lookAt(process.pid)?.started ?? null };
    if (!write(file, me)) {
      refuseIfHeld(file, folder);
      rmSync(file, { force: true });
      if (!write(file, me)) {
        throw new UsageError(`--data ${folder} was taken by another server just now.`);
      }
    }
    return new FolderLock(file);
  }

  /** Once: what is there afterwards is the next one's. */
  release(): void {
    if (!this.isHeld) return;
    this.isHeld = false;
    rmSync(this.file, { force: true });
  }
}

/** `false`: the file is there already. */
function write(file: string, holder: Holder): boolean {
  try {
    writeFileSync(file, `${JSON.stringify(holder)}\n`, { flag: 'wx' });
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw new UsageError(
      `Cannot write ${file} (${describeError(error)}): --data needs a folder to write to.`,
    );
  }
}

function refuseIfHeld(file: string, folder: string): void {
  const holder = read(file);
  if (holder === null || !isThere(holder)) return;
  throw new UsageError(
    `--data ${folder} is in use by the server with process id ${holder.pid}. ` +
      'Stop that one, or name another folder.',
  );
}

/** `null`: it names nobody, as when the machine stopped while it was written. */
function read(file: string): Holder | null {
  try {
    const parsed = v.safeParse(holderSchema, JSON.parse(readFileSync(file, 'utf8')));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

/** Ids are used again: a process of that id counts only if it was started at that time. */
function isThere({ pid, started }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // Another user's, which must not be signalled, and so there.
    if (errorCode(error) !== 'EPERM') return false;
  }
  const seen = lookAt(pid);
  if (seen === null || started === null) return pid !== process.pid;
  return seen.isRunning && seen.started === started;
}

interface Seen {
  /** `false`: it has ended, and whoever started it has not noticed yet. */
  readonly isRunning: boolean;
  /** In ticks since the machine was started. */
  readonly started: string;
}

/** A process as Linux describes it in /proc/PID/stat; `null`: there is none, or no Linux. */
function lookAt(pid: number): Seen | null {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return null;
  }
  // The second field is the program's name, which may hold blanks and brackets; these are 3 and 22.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, started] = [fields.at(0), fields.at(19)];
  return started === undefined ? null : { isRunning: state !== 'Z' && state !== 'X', started };
}
