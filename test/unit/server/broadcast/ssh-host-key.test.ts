import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openSshHostKey } from '../../../../src/server/broadcast/watch-ssh';

type KeyPair = ReturnType<typeof ssh2.utils.generateKeyPairSync>;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'webcrt-host-key-'));
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

describe('the key of the server at ssh', () => {
  it('is made once, and is the owner’s alone to read', () => {
    const made = openSshHostKey(folder);
    expect(openSshHostKey(folder)).toBe(made);
    expect(statSync(join(folder, 'ssh-host-key')).mode & 0o777).toBe(0o600);
  });

  it('is one that ssh2 can read, which one in 256 of its own is not', () => {
    const make = ssh2.utils.generateKeyPairSync.bind(ssh2.utils, 'ed25519');
    const unreadable = unreadablePair(make);
    const made = vi.spyOn(ssh2.utils, 'generateKeyPairSync').mockReturnValueOnce(unreadable);
    const key = openSshHostKey(folder);
    expect(made).toHaveBeenCalledTimes(2);
    expect(ssh2.utils.parseKey(key)).not.toBeInstanceOf(Error);
  });
});

/** After 10,000 good ones it may be believed that ssh2 makes none of the other kind any more. */
function unreadablePair(make: () => KeyPair): KeyPair {
  for (let count = 0; count < 10_000; count += 1) {
    const pair = make();
    if (ssh2.utils.parseKey(pair.private) instanceof Error) return pair;
  }
  throw new Error('ssh2 can read every key that it makes: makeHostKey need not look any more.');
}
