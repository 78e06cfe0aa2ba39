import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { addForOtherProcessors } from '../../../scripts/release/other-processors.mjs';

let folder: string;
let archive: string;
let fetched: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'webcrt-processors-'));
  mkdirSync(join(folder, 'package'));
  writeFileSync(join(folder, 'package/pty.node'), 'native');
  archive = join(folder, 'archive.tgz');
  execFileSync('tar', ['-czf', archive, '-C', folder, 'package']);
  fetched = [];
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function add(integrity: string): readonly string[] {
  return addForOtherProcessors(/^@a\/pty-darwin-/, {
    lock: {
      packages: {
        '': { version: '1.0.0' },
        'node_modules/@a/pty-darwin-arm64': { version: '1.2.3', integrity: 'sha512-none' },
        'node_modules/@a/pty-darwin-x64': { version: '1.2.3', integrity },
        'node_modules/@a/pty-linux-x64': { version: '1.2.3', integrity },
      },
    },
    modules: join(folder, 'modules'),
    temporary: folder,
    fetch: (name, version) => {
      fetched.push(`${name}@${version}`);
      return archive;
    },
  });
}

it('what npm left out for another processor is added, once, and nothing else', () => {
  mkdirSync(join(folder, 'modules/@a/pty-darwin-arm64'), { recursive: true });
  const digest = createHash('sha512').update(readFileSync(archive)).digest('base64');
  expect(add(`sha512-${digest}`)).toEqual(['@a/pty-darwin-x64']);
  const added = join(folder, 'modules/@a/pty-darwin-x64/pty.node');
  expect(readFileSync(added, 'utf8')).toBe('native');
  expect(add(`sha512-${digest}`)).toEqual([]);
  expect(fetched).toEqual(['@a/pty-darwin-x64@1.2.3']);
});

it('what is not the archive of the lock file is refused', () => {
  mkdirSync(join(folder, 'modules/@a/pty-darwin-arm64'), { recursive: true });
  expect(() => add(`sha512-${'A'.repeat(86)}==`)).toThrow('is not the archive');
});
