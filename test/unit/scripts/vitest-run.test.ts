import { describe, expect, it } from 'vitest';
import { countResults } from '../../../scripts/lib/vitest-run.mjs';

const file = (status: string, ...results: string[]) => ({
  name: 'a.test.ts',
  status,
  message: status === 'failed' ? 'SyntaxError: oops\n  at line 1' : '',
  assertionResults: results.map((each) => ({ status: each })),
});

describe('countResults', () => {
  it('counts what passed and what failed, and leaves out what was skipped', () => {
    const report = {
      numPassedTests: 2,
      numFailedTests: 1,
      testResults: [file('failed', 'passed', 'passed', 'failed', 'skipped')],
    };
    expect(countResults(report, 1)).toEqual({ passed: 2, failed: 1, notes: [] });
  });

  it('counts a file that could not be loaded as a failure, and names it', () => {
    const report = {
      numPassedTests: 1,
      numFailedTests: 0,
      testResults: [file('passed', 'passed'), file('failed')],
    };
    expect(countResults(report, 1)).toEqual({
      passed: 1,
      failed: 1,
      notes: ['a.test.ts could not be run: SyntaxError: oops'],
    });
  });

  it.each([
    ['no report: vitest crashed', null, 1],
    ['no test', { numPassedTests: 0, numFailedTests: 0, testResults: [] }, 0],
    [
      'nothing but skipped tests',
      { numPassedTests: 0, numFailedTests: 0, testResults: [file('passed', 'skipped')] },
      0,
    ],
    [
      'an error outside the tests',
      { numPassedTests: 1, numFailedTests: 0, testResults: [file('passed', 'passed')] },
      1,
    ],
  ])('counts as a failure: %s', (_, report, exitCode) => {
    const result = countResults(report, exitCode);
    expect(result.failed).toBe(1);
    expect(result.notes).toHaveLength(1);
  });

  it('is content when all passed and vitest is', () => {
    const report = {
      numPassedTests: 1,
      numFailedTests: 0,
      testResults: [file('passed', 'passed')],
    };
    expect(countResults(report, 0)).toEqual({ passed: 1, failed: 0, notes: [] });
  });
});
