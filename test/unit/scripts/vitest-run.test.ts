import { describe, expect, it } from 'vitest';
import { countResults, countSecondRun } from '../../../scripts/lib/vitest-run.mjs';

const file = (status: string, ...results: string[]) => ({
  name: 'a.test.ts',
  status,
  message: status === 'failed' ? 'SyntaxError: oops\n  at line 1' : '',
  assertionResults: results.map((each, index) => ({
    status: each,
    fullName: `test ${index}`,
    failureMessages: each === 'failed' ? ['Error: no\n  at line 2'] : [],
  })),
});

describe('countResults', () => {
  it('counts what passed and what failed, and leaves out what was skipped', () => {
    const report = {
      numPassedTests: 2,
      numFailedTests: 1,
      testResults: [file('failed', 'passed', 'passed', 'failed', 'skipped')],
    };
    expect(countResults(report, 1)).toEqual({
      passed: 2,
      failed: 1,
      notes: ['a.test.ts > test 2: Error: no'],
    });
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

describe('countSecondRun', () => {
  const other = { ...file('passed', 'passed'), name: 'b.test.ts' };
  const first = {
    numPassedTests: 2,
    numFailedTests: 1,
    testResults: [file('failed', 'passed', 'failed'), other],
  };

  it('counts what passes the second time, and names what had failed', () => {
    const second = {
      numPassedTests: 2,
      numFailedTests: 0,
      testResults: [file('passed', 'passed', 'passed')],
    };
    expect(countSecondRun(first, second, 0)).toEqual({
      passed: 3,
      failed: 0,
      notes: ['FLAKY, passed when run again: a.test.ts > test 1: Error: no'],
    });
  });

  it('counts what fails twice as failed, once', () => {
    const second = {
      numPassedTests: 1,
      numFailedTests: 1,
      testResults: [file('failed', 'passed', 'failed')],
    };
    expect(countSecondRun(first, second, 1)).toEqual({
      passed: 2,
      failed: 1,
      notes: ['a.test.ts > test 1: Error: no'],
    });
  });

  it('counts what fails only the second time as failed, and names both', () => {
    const second = {
      numPassedTests: 1,
      numFailedTests: 1,
      testResults: [file('failed', 'failed', 'passed')],
    };
    const { passed, failed, notes } = countSecondRun(first, second, 1);
    expect({ passed, failed }).toEqual({ passed: 2, failed: 1 });
    expect(notes).toHaveLength(2);
  });

  it('names a file that could be run only the second time', () => {
    const broken = { numPassedTests: 1, numFailedTests: 0, testResults: [file('failed'), other] };
    const second = {
      numPassedTests: 1,
      numFailedTests: 0,
      testResults: [file('passed', 'passed')],
    };
    const { passed, failed, notes } = countSecondRun(broken, second, 0);
    expect({ passed, failed }).toEqual({ passed: 2, failed: 0 });
    expect(notes[0]).toMatch(/FLAKY.*a\.test\.ts could not be run/);
  });

  it('is not content when vitest is not, though every test passes', () => {
    const second = {
      numPassedTests: 2,
      numFailedTests: 0,
      testResults: [file('passed', 'passed', 'passed')],
    };
    expect(countSecondRun(first, second, 1).failed).toBeGreaterThan(0);
  });
});
