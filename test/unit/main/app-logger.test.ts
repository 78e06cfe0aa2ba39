import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createAppLogger } from '../../../src/main/app-logger';
import { HOSTILE_STRINGS } from '../../fixtures/hostile-text';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'webcrt-log-'));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

it('keeps every entry on one line, without control characters, on the screen and in the file', () => {
  const shown: string[] = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((line) => {
    shown.push(String(line));
    return true;
  });
  const path = join(folder, 'app.log');
  const logger = createAppLogger(path, () => 'info');
  for (const { text } of HOSTILE_STRINGS) logger.log('info', text, { text });
  vi.restoreAllMocks();
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  expect(lines).toHaveLength(HOSTILE_STRINGS.length);
  expect(shown.map((line) => line.slice(0, -1))).toEqual(lines);
  for (const line of lines) expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
});
