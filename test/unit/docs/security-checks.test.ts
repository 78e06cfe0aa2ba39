import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readTables } from '../../helpers/markdown-tables';
import { readPage } from '../../helpers/pages';

const ROOT = new URL('../../../', import.meta.url);
const CHECKS = 34;

interface Workflow {
  readonly jobs: Record<string, { readonly steps: readonly Step[] }>;
}

interface Step {
  readonly name?: string;
  readonly run?: string;
}

function rowsUnder(heading: string): readonly string[][] {
  return readTables(readPage('docs/security-checks.md'), heading)[0];
}

/** `Security checks 23, 24 and 25: ...` */
function numbersOf({ name = '' }: Step): readonly string[] {
  const [what = ''] = name.split(':');
  return /^Security checks? /.test(what) ? (what.match(/\d+/g) ?? []) : [];
}

describe('the page on security checks', () => {
  const checks = rowsUnder('Every check');
  const inElectron = rowsUnder('In a real Electron');
  const workflow = parse(
    readFileSync(new URL('.github/workflows/ci.yml', ROOT), 'utf8'),
  ) as Workflow;
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);

  it('has every check once', () => {
    const numbers = Array.from({ length: CHECKS }, (_, index) => String(index + 1));
    expect(checks.map(([number]) => number)).toEqual(numbers);
  });

  it('names tests that are there, or says why there is none', () => {
    for (const [number, , tests] of checks) {
      const files = tests.split(', ');
      const missing = files.filter((file) => !existsSync(new URL(file, ROOT)));
      expect([number, tests.startsWith('none: ') ? [] : missing]).toEqual([number, []]);
    }
  });

  it('has a step of the workflow for each that needs a real Electron, and no more', () => {
    expect(steps.flatMap(numbersOf).sort()).toEqual(inElectron.map(([number]) => number).sort());
    for (const [number, , what] of inElectron) {
      const step = steps.find((each) => numbersOf(each).includes(number));
      expect([number, step?.run]).toEqual([number, expect.stringContaining(what)]);
    }
  });

  it('has tests for those in a real Electron that are there', () => {
    for (const [, , what] of inElectron) {
      if (what.startsWith('test/')) expect(existsSync(new URL(what, ROOT))).toBe(true);
    }
  });
});
