import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openFile, pathOf } from '../../../src/alone/host/open-file';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'webcrt-files-'));
  path = join(folder, 'a cat.txt');
  writeFileSync(path, 'a grey cat');
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function textOf(file: Awaited<ReturnType<typeof openFile>>, start: number, end: number) {
  return new TextDecoder().decode(await file.slice(start, end).arrayBuffer());
}

describe('a file that is opened by its path', () => {
  it('is named, measured and read in pieces', async () => {
    const file = await openFile(path);
    expect([file.name, file.size]).toEqual(['a cat.txt', 10]);
    expect(await textOf(file, 2, 6)).toBe('grey');
    expect(await textOf(file, 7, 10)).toBe('cat');
  });

  it('is not read any more once it has changed', async () => {
    const file = await openFile(path);
    writeFileSync(path, 'a grey dog');
    utimesSync(path, 1, 1);
    await expect(textOf(file, 0, 4)).rejects.toThrow();
  });

  it.each<[string, () => string]>([
    ['nothing', () => join(folder, 'nobody')],
    ['a folder', () => folder],
    ['no more than the address of another host', () => 'file://elsewhere/cat'],
    ['a device that never ends', () => '/dev/zero'],
  ])('is refused where there is %s', async (_what, pathThere) => {
    await expect(openFile(pathThere())).rejects.toThrow();
  });

  it('may be empty', async () => {
    writeFileSync(path, '');
    expect((await openFile(path)).size).toBe(0);
  });
});

describe.skipIf(process.platform === 'win32')('a path as it is typed, or dropped', () => {
  it.each<[string, string]>([
    [' /a/cat ', '/a/cat'],
    [String.raw`/a\ grey/cat\'s`, "/a grey/cat's"],
    ["'/a grey/cat'", '/a grey/cat'],
    ['"/a grey/cat"', '/a grey/cat'],
    [pathToFileURL('/a grey/cat').href, '/a grey/cat'],
    ['~/cat', join(homedir(), 'cat')],
    ['~cat', '~cat'],
  ])('%s', (typed, meant) => {
    expect(pathOf(typed)).toBe(meant);
  });
});
