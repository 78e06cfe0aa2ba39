import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FUZZ_ROWS } from '../../../scripts/lib/fuzz-rows.mjs';

const ROOT = new URL('../../../', import.meta.url);

/** Every test file that takes its number of inputs from `fuzzRun`. */
function fuzzingFiles(): string[] {
  return readdirSync(new URL('test', ROOT), { recursive: true, encoding: 'utf8' })
    .map((path) => `test/${path.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.test.ts'))
    .filter((path) =>
      /^import \{[^}]*\bfuzzRun\b/m.test(readFileSync(new URL(path, ROOT), 'utf8')),
    );
}

describe('the rows of npm run fuzz', () => {
  const rows = Object.values(FUZZ_ROWS).flatMap((row) => Object.entries(row));

  it('have every test that is tried with inputs of chance', () => {
    expect(rows.flatMap(([, files]) => files).sort()).toEqual(fuzzingFiles().sort());
  });

  it('run each at the level that it belongs to', () => {
    for (const [level, files] of rows) {
      for (const file of files) expect(file).toMatch(`test/${level}/`);
    }
  });
});
