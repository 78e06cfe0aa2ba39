import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FolderLock } from '../../../../src/server/cli/folder-lock';
import { UsageError } from '../../../../src/server/cli/usage-error';

let folder: string;
let file: string;
let other: ChildProcess;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'webcrt-lock-'));
  file = join(folder, 'server.lock');
  other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  await once(other, 'spawn');
});
afterEach(() => {
  other.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

function leaveLockOf(pid: number, started: string | null = null): void {
  writeFileSync(file, JSON.stringify({ pid, started }));
}

describe('FolderLock', () => {
  it('is of one at a time, and free again afterwards', () => {
    const lock = FolderLock.take(folder);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ pid: process.pid });
    lock.release();
    expect(existsSync(file)).toBe(false);
    const next = FolderLock.take(folder);
    lock.release();
    expect(existsSync(file)).toBe(true);
    next.release();
  });

  it('says which process has it, and what to do', () => {
    leaveLockOf(other.pid ?? 0);
    expect(() => FolderLock.take(folder)).toThrow(UsageError);
    expect(() => FolderLock.take(folder)).toThrow(
      `--data ${folder} is in use by the server with process id ${other.pid}. Stop that one, or name another folder.`,
    );
    expect(existsSync(file)).toBe(true);
  });

  it('counts for nothing when its process was killed', async () => {
    leaveLockOf(other.pid ?? 0);
    other.kill('SIGKILL');
    await once(other, 'exit');
    FolderLock.take(folder).release();
  });

  it('counts for nothing when another process has got that id since', () => {
    leaveLockOf(other.pid ?? 0, 'long ago');
    const isLinux = process.platform === 'linux';
    if (isLinux) FolderLock.take(folder).release();
    else expect(() => FolderLock.take(folder)).toThrow(UsageError);
  });

  it.each(['', '{"pid": 1', '{"pid": "1", "started": null}', '{"pid": -1, "started": null}'])(
    'counts for nothing when it reads %j',
    (content) => {
      writeFileSync(file, content);
      FolderLock.take(folder).release();
    },
  );

  it('says so when the folder cannot be written to', () => {
    expect(() => FolderLock.take(join(folder, 'none'))).toThrow(
      /--data needs a folder to write to/,
    );
  });
});
