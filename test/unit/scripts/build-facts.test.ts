import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { buildDefines, readCommit } from '../../../scripts/lib/build-facts.mjs';
import { buildText } from '../../../src/shared/base/build-facts';

/** A checkout without git knows no commit, see below: that is what is left to try there. */
const HAS_GIT = spawnSync('git', ['--version']).status === 0;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'webcrt-facts-'));
  writeFileSync(join(folder, 'package.json'), '{"version": "1.2.3"}');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function commit(): string {
  const git = (...args: string[]): string =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.example', ...args], {
      cwd: folder,
      encoding: 'utf8',
    });
  git('init', '-q');
  git('add', '.');
  git('commit', '-q', '-m', 'first');
  git('tag', 'v9.9.9');
  return git('rev-parse', 'HEAD').trim();
}

it.skipIf(!HAS_GIT)('a build tells the version and the commit, whatever tag is there', () => {
  const hash = commit().slice(0, 12);
  expect(buildDefines(folder)).toEqual({
    __WEBCRT_VERSION__: '"1.2.3"',
    __WEBCRT_COMMIT__: JSON.stringify(hash),
  });
  expect(buildText({ version: '1.2.3', commit: hash })).toBe(`1.2.3 (${hash})`);
});

it.skipIf(!HAS_GIT)('a build of a checkout with changes says so', () => {
  const hash = commit().slice(0, 12);
  writeFileSync(join(folder, 'package.json'), '{"version": "1.2.4"}');
  expect(readCommit(folder)).toBe(`${hash}-dirty`);
});

it('a build without git at hand takes the commit that it is told, or knows none', () => {
  const told = '0123456789abcdef0123456789abcdef01234567';
  // Above a temporary folder there is no repository.
  expect(readCommit(folder, { WEBCRT_COMMIT: told })).toBe('0123456789ab');
  expect(readCommit(folder, {})).toBeNull();
  expect(buildText({ version: '1.2.3', commit: null })).toBe('1.2.3');
});
