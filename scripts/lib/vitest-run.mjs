import { mkdirSync, rmSync } from 'node:fs';
import { binaryOf, fromRoot, readJsonOrNull } from './paths.mjs';
import { runNode } from './run.mjs';

/** @typedef {import('./vitest-run.mjs').VitestReport} VitestReport */

/**
 * Runs the vitest projects whose names begin so, or only some files of them, progress shown.
 * Resolves to `{ passed, failed, notes }`.
 *
 * @type {typeof import('./vitest-run.mjs').runVitest}
 */
export async function runVitest(project, { files = [], env = process.env } = {}) {
  const report = fromRoot('test-results', `${project}.json`);
  mkdirSync(fromRoot('test-results'), { recursive: true });
  // A report of an earlier run must not be counted when this one crashes.
  rmSync(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const code = await runNode(
    binaryOf('vitest'),
    ['run', '--project', `${project}*`, ...reporters, ...files],
    { env },
  );
  return countResults(/** @type {VitestReport | null} */ (readJsonOrNull(report)), code);
}

/**
 * Counts a report of vitest. Whatever makes a run worthless counts as a failure, too: no report,
 * no test, a file that could not be loaded, an error outside the tests.
 *
 * @type {typeof import('./vitest-run.mjs').countResults}
 */
export function countResults(report, exitCode) {
  if (report === null) return { passed: 0, failed: 1, notes: ['vitest ended without a report'] };
  const notes = report.testResults
    .filter((file) => file.status === 'failed' && !file.assertionResults.some(hasFailed))
    .map((file) => `${file.name} could not be run: ${firstLine(file.message)}`);
  const passed = report.numPassedTests;
  let failed = report.numFailedTests + notes.length;
  if (passed + failed === 0) notes.push('no test was run');
  else if (failed === 0 && exitCode !== 0) notes.push(`vitest failed (exit code ${exitCode})`);
  if (failed === 0) failed = notes.length;
  return { passed, failed, notes };
}

/** @param {{ readonly status: string }} result */
const hasFailed = (result) => result.status === 'failed';
/** @param {string | undefined} text */
const firstLine = (text) => (text ?? '').split('\n')[0];
