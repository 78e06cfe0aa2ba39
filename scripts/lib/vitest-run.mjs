import { mkdirSync, rmSync } from 'node:fs';
import { isAbsolute, relative } from 'node:path';
import { binaryOf, fromRoot, readJsonOrNull, ROOT } from './paths.mjs';
import { runNode } from './run.mjs';
import { say } from './say.mjs';

/** @typedef {import('./vitest-run.mjs').VitestReport} VitestReport */
/** @typedef {VitestReport['testResults'][number]} VitestFile */

/** More failed files than this have one cause, and are not run again. */
const FILES_AGAIN_MAX = 3;

/**
 * Runs the vitest projects whose names begin so, or only some files of them, progress shown.
 * Resolves to `{ passed, failed, notes }`.
 *
 * @type {typeof import('./vitest-run.mjs').runVitest}
 */
export async function runVitest(project, { files = [], env = process.env, again = false } = {}) {
  const first = await runOnce(project, project, files, env);
  const failed = again ? failedFiles(first.report) : [];
  if (first.report === null || failed.length === 0 || failed.length > FILES_AGAIN_MAX) {
    return countResults(first.report, first.code);
  }
  say(`\n${failed.length} failed, and run once more by themselves:\n${failed.join('\n')}`);
  const second = await runOnce(project, `${project}-again`, failed, env);
  if (second.report === null) return countResults(first.report, first.code);
  return countSecondRun(first.report, second.report, second.code);
}

/**
 * @param {string} project
 * @param {string} reportName
 * @param {readonly string[]} files
 * @param {NodeJS.ProcessEnv} env
 */
async function runOnce(project, reportName, files, env) {
  const path = fromRoot('test-results', `${reportName}.json`);
  mkdirSync(fromRoot('test-results'), { recursive: true });
  // A report of an earlier run must not be counted when this one crashes.
  rmSync(path, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${path}`];
  const code = await runNode(
    binaryOf('vitest'),
    ['run', '--project', `${project}*`, ...reporters, ...files],
    { env },
  );
  return { code, report: /** @type {VitestReport | null} */ (readJsonOrNull(path)) };
}

/** @param {VitestReport | null} report */
function failedFiles(report) {
  return (report?.testResults ?? [])
    .filter((file) => file.status === 'failed')
    .map((file) => file.name);
}

/**
 * Counts a report of vitest. Whatever makes a run worthless counts as a failure, too: no report,
 * no test, a file that could not be loaded, an error outside the tests.
 *
 * @type {typeof import('./vitest-run.mjs').countResults}
 */
export function countResults(report, exitCode) {
  if (report === null) return { passed: 0, failed: 1, notes: ['vitest ended without a report'] };
  const failures = report.testResults.flatMap(failuresOf);
  const notes = failures.map(inWords);
  const passed = report.numPassedTests;
  let failed = report.numFailedTests + failures.filter(({ isOfFile }) => isOfFile).length;
  if (passed + failed === 0) notes.push('no test was run');
  else if (failed === 0 && exitCode !== 0) notes.push(`vitest failed (exit code ${exitCode})`);
  if (failed === 0) failed = notes.length;
  return { passed, failed, notes };
}

/**
 * Counts a run of which the failed files were run a second time: the second says what failed, and
 * what it did not repeat is named, as it is a fault that comes by chance.
 *
 * @type {typeof import('./vitest-run.mjs').countSecondRun}
 */
export function countSecondRun(first, second, exitCode) {
  const again = new Set(second.testResults.map((file) => file.name));
  const replaced = first.testResults.filter((file) => again.has(file.name));
  const kept = first.testResults.filter((file) => !again.has(file.name));
  const passedBefore = replaced.flatMap((file) => file.assertionResults).filter(hasPassed).length;
  const counted = countResults(
    {
      numPassedTests: first.numPassedTests - passedBefore + second.numPassedTests,
      numFailedTests: second.numFailedTests,
      testResults: [...kept, ...second.testResults],
    },
    exitCode,
  );
  const repeated = new Set(second.testResults.flatMap(failuresOf).map(({ title }) => title));
  const byChance = replaced.flatMap(failuresOf).filter(({ title }) => !repeated.has(title));
  const notes = byChance.map((failure) => `FLAKY, passed when run again: ${inWords(failure)}`);
  return { ...counted, notes: [...counted.notes, ...notes] };
}

/**
 * What failed in a file: each test, or the file itself where it could not be run.
 *
 * @param {VitestFile} file
 */
function failuresOf(file) {
  if (file.status !== 'failed') return [];
  const path = isAbsolute(file.name) ? relative(ROOT, file.name) : file.name;
  const tests = file.assertionResults.filter(hasFailed);
  if (tests.length === 0) {
    return [{ title: `${path} could not be run`, says: firstLine(file.message), isOfFile: true }];
  }
  return tests.map(({ fullName, failureMessages }) => ({
    title: `${path} > ${fullName}`,
    says: firstLine(failureMessages?.[0]),
    isOfFile: false,
  }));
}

/** @param {ReturnType<typeof failuresOf>[number]} failure */
const inWords = ({ title, says }) => `${title}: ${says}`;
/** @param {{ readonly status: string }} result */
const hasFailed = (result) => result.status === 'failed';
/** @param {{ readonly status: string }} result */
const hasPassed = (result) => result.status === 'passed';
/** @param {string | undefined} text */
const firstLine = (text) => (text ?? '').split('\n')[0];
