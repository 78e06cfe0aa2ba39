import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readKeptFile, writeKeptFile } from '../../../src/server/kept-file';

const SCHEMA = v.strictObject({ names: v.array(v.string()) });

describe('a file in which the server keeps something', () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kept-file-'));
    file = join(folder, 'names.json');
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('gives back what was written last, and is nobody else’s to read', async () => {
    await writeKeptFile(file, { names: ['ann'] });
    await writeKeptFile(file, { names: ['ann', 'bob'] });
    expect(readKeptFile(file, SCHEMA)).toEqual({ ok: true, value: { names: ['ann', 'bob'] } });
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('is none before anything was written', () => {
    expect(readKeptFile(file, SCHEMA)).toEqual({ ok: true, value: null });
  });

  it.each([
    ['{"names":', 'it is not JSON'],
    ['{"names":["ann",7]}', 'names.1'],
    ['{"names":[],"more":1}', 'more'],
    ['7', 'shape'],
  ])('says what is wrong with %s', (text, why) => {
    writeFileSync(file, text);
    expect(readKeptFile(file, SCHEMA)).toEqual({ ok: false, error: { kind: 'content', why } });
  });

  it('says why it cannot be read', () => {
    mkdirSync(file);
    const error = { kind: 'unreadable', why: 'EISDIR' };
    expect(readKeptFile(file, SCHEMA)).toEqual({ ok: false, error });
  });
});
