import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

// Before anything is installed, built or drawn: a word that was mistyped costs nobody minutes.
it.each(['bench', 'faults', 'fuzz', 'hosting', 'screenshots', 'test'])(
  'npm run %s refuses a word that it does not know, and lists those it does',
  (script) => {
    const path = fileURLToPath(new URL(`../../../scripts/${script}.mjs`, import.meta.url));
    const { status, stderr } = spawnSync(process.execPath, [path, 'nonsense'], {
      encoding: 'utf8',
      env: { ...process.env, PATH: '' },
    });
    expect(stderr).toMatch(/^There is no \w+ "nonsense"\. The \w+ are: \w+/m);
    expect(status).toBe(2);
  },
);
