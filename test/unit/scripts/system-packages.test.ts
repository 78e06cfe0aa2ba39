import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { EXTRA_PACKAGES, SYSTEM_PACKAGES } from '../../../scripts/lib/system-packages.mjs';
import { TEST_STEPS } from '../../../scripts/lib/test-steps.mjs';
import { importClosure } from '../../helpers/imported-files';

const TESTS = fileURLToPath(new URL('../..', import.meta.url));

/** How one sees that a file, or one that it imports, uses what a package brings. */
const USES: readonly (readonly [string, (text: string) => boolean])[] = [
  [
    'chromium',
    (text) => text.includes("from 'playwright-core'") && /\blaunch(?:Persistent\w+)?\(/.test(text),
  ],
  ['xvfb', (text) => text.includes("'Xvfb'")],
  ['coturn', (text) => /\bspawn\(\s*'turnserver'/.test(text)],
  ['curl', (text) => /\bspawn\(\s*'curl'/.test(text)],
  ['iproute2', (text) => /\bexecFileSync\(\s*'ip'/.test(text)],
  ['nftables', (text) => text.includes("'nft'")],
  ['tmux', (text) => /\bspawnSync\(\s*'tmux'/.test(text)],
  ['zsh', (text) => text.includes("'zsh -f -i'")],
  ['fish', (text) => /\bexecFileSync\(\s*'fish'/.test(text)],
  ['asciinema', (text) => /\bspawnSync\(\s*'asciinema'/.test(text)],
  ['groff-base', (text) => /\bexecFileSync\(\s*'groff'/.test(text)],
  ['openssl', (text) => /\b(?:exec|spawn)\w*\(\s*'openssl'/.test(text)],
];

function testFiles(step: string): string[] {
  return (
    readdirSync(join(TESTS, step), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.test.ts'))
      .map((name) => join(TESTS, step, name))
      // This file only speaks of them.
      .filter((path) => path !== fileURLToPath(import.meta.url))
  );
}

/** The packages that a test file uses, itself or through what it imports. */
function packagesOf(file: string): string[] {
  const texts = [...importClosure(file).files].map((path) => readFileSync(path, 'utf8'));
  return USES.filter(([, isUsed]) => texts.some(isUsed)).map(([name]) => name);
}

describe('the packages of a step of npm test', () => {
  it('are told for every step', () => {
    for (const step of Object.keys(TEST_STEPS)) expect(SYSTEM_PACKAGES).toHaveProperty(step);
  });

  it.each(['unit', 'integration', 'e2e'])('are all that the tests of %s use', (step) => {
    const missing = testFiles(step).flatMap((file) =>
      packagesOf(file)
        .filter(
          (name) => ![SYSTEM_PACKAGES, EXTRA_PACKAGES].some((all) => all[step]?.includes(name)),
        )
        .map((name) => `${file.slice(TESTS.length)} uses ${name}`),
    );
    expect(missing).toEqual([]);
  });

  it('are found where a helper of a helper opens a browser', () => {
    const folder = mkdtempSync(join(tmpdir(), 'webcrt-imports-'));
    const write = (name: string, text: string): string => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    write(
      'browser.ts',
      "import { chromium } from 'playwright-core';\nawait chromium.launch({});\n",
    );
    write('helper.ts', "export * from './browser';\n");
    write('types.ts', "import type { Page } from 'playwright-core';\n");
    const direct = write('a.test.ts', "import {\n  open,\n} from './helper';\n");
    const later = write('b.test.ts', "const { open } = await import('./helper');\n");
    const typesOnly = write(
      'c.test.ts',
      "import type { open } from './helper';\nimport './types';\n",
    );
    expect([direct, later, typesOnly].map(packagesOf)).toEqual([['chromium'], ['chromium'], []]);
    rmSync(folder, { recursive: true });
  });
});
