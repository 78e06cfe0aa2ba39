import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ReceivedFile } from '../../../src/main/received-file';

describe('ReceivedFile', () => {
  let folder: string;
  let path: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'webcrt-received-'));
    path = join(folder, 'photo.jpg');
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it('is there under its name only when it is whole, and replaces what was there then', async () => {
    await writeFile(path, 'old');
    const file = await ReceivedFile.create(path, 5);
    await file.write(new Uint8Array([1, 2, 3]));
    expect(await readFile(path, 'utf8')).toBe('old');
    await file.write(new Uint8Array([4, 5]));
    await file.close();
    expect([...(await readFile(path))]).toEqual([1, 2, 3, 4, 5]);
    expect(await readdir(folder)).toEqual(['photo.jpg']);
  });

  it('leaves nothing when it is discarded', async () => {
    const file = await ReceivedFile.create(path, 5);
    await file.write(new Uint8Array([1]));
    await file.discard();
    expect(await readdir(folder)).toEqual([]);
  });

  it('never gets larger than was agreed on', async () => {
    const file = await ReceivedFile.create(path, 5);
    await expect(file.write(new Uint8Array(6))).rejects.toThrow('larger than was said');
    await file.discard();
  });

  it('says so where it cannot be', async () => {
    const nowhere = join(folder, 'missing', 'photo.jpg');
    await expect(ReceivedFile.create(nowhere, 5)).rejects.toThrow('could not be saved there');
  });
});
