import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HeldNamesFile } from '../../../src/server/held-names-file';
import { openSecret, openTemporaryFolder } from '../../../src/server/secret-file';
import { DAY_MS } from '../../../src/shared/people/duration';

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'webcrt-temporary-'));
});
afterEach(() => {
  rmSync(parent, { recursive: true, force: true });
});

/** A server on that port wrote something last so many days ago. */
function leave(folder: string, port: number, days: number): void {
  new HeldNamesFile(folder, () => undefined, `${port}.names`);
  openSecret(folder, `${port}.secret`);
  const last = new Date(Date.now() - days * DAY_MS);
  utimesSync(join(folder, `${port}.names`), last, last);
}

describe('the folder of servers without one of their own', () => {
  it('forgets those of which nothing was heard for a month', () => {
    const folder = openTemporaryFolder(parent);
    leave(folder, 1_001, 31);
    leave(folder, 1_002, 29);
    writeFileSync(join(folder, 'note.txt'), 'not a server');
    expect(openTemporaryFolder(parent)).toBe(folder);
    expect(readdirSync(folder).sort()).toEqual(['1002.names', '1002.secret', 'note.txt']);
  });

  it('keeps the secret of a server that has run for long, and was in use', () => {
    const folder = openTemporaryFolder(parent);
    leave(folder, 1_001, 1);
    const made = new Date(Date.now() - 100 * DAY_MS);
    utimesSync(join(folder, '1001.secret'), made, made);
    openTemporaryFolder(parent);
    expect(existsSync(join(folder, '1001.secret'))).toBe(true);
  });

  it('forgets a draft that was left', () => {
    const folder = openTemporaryFolder(parent);
    leave(folder, 1_001, 31);
    writeFileSync(join(folder, '1001.names.new'), '');
    openTemporaryFolder(parent);
    expect(readdirSync(folder)).toEqual([]);
  });
});
