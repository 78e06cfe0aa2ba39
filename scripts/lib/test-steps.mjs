import { buildStale } from './build.mjs';
import { canInstall, ensureSystemPackages } from './ensure-system-packages.mjs';
import { binaryOf } from './paths.mjs';
import { runNodeQuietly } from './run.mjs';
import { UserError, say } from './say.mjs';
import { EXTRA_PACKAGES, SYSTEM_PACKAGES } from './system-packages.mjs';
import { runVitest } from './vitest-run.mjs';

/** @typedef {import('./vitest-run.mjs').StepResult} StepResult */

/** @type {StepResult} */
const PASSED = { passed: 1, failed: 0, notes: [] };
/**
 * @param {string} note
 * @returns {StepResult}
 */
const failure = (note) => ({ passed: 0, failed: 1, notes: [note] });

/**
 * A tool whose exit code is the verdict: counts as one test. What it prints is shown when it has
 * ended.
 *
 * @param {readonly [packageName: string, command?: string]} program
 * @param {readonly string[]} args
 */
const tool = (program, args) => async () => {
  const { code, output } = await runNodeQuietly(binaryOf(...program), args);
  if (output.trim() !== '') say(output.trimEnd());
  return code === 0 ? PASSED : failure(`exit code ${code}`);
};

/**
 * As a step: what throws for the user's eyes is a failure.
 *
 * @param {() => Promise<StepResult | void>} action
 */
const attempt = (action) => async () => {
  try {
    return (await action()) ?? PASSED;
  } catch (error) {
    if (error instanceof UserError) return failure(error.message);
    throw error;
  }
};

/**
 * What a step needs, and, where it can be had, what some of its tests are skipped without.
 *
 * @param {string} name
 */
function packagesFor(name) {
  const needed = SYSTEM_PACKAGES[name];
  return canInstall() ? [...needed, ...(EXTRA_PACKAGES[name] ?? [])] : needed;
}

/**
 * A vitest project whose tests run what is built, and use more than npm packages. A file of it that
 * fails is run once more: they have browsers, sockets and clocks of the machine's, and a failure
 * that comes by chance is to be known as one.
 *
 * @param {string} name
 */
const withPackages = (name) =>
  attempt(async () => {
    if (process.platform === 'linux') await ensureSystemPackages(packagesFor(name));
    await buildStale();
    return runVitest(name, { again: true });
  });

/**
 * The steps of `npm test`, in their order. Each resolves to `{ passed, failed, notes }`.
 *
 * @type {typeof import('./test-steps.mjs').TEST_STEPS}
 */
export const TEST_STEPS = {
  build: attempt(buildStale),
  format: tool(['prettier'], ['--check', '--log-level', 'warn', '.']),
  // The compiler in Go, which takes a tenth of the time; ESLint's rules need the one before it.
  types: tool(['typescript-native', 'tsc'], ['--build']),
  lint: tool(['eslint'], ['.', '--max-warnings', '0']),
  unit: () => runVitest('unit'),
  integration: withPackages('integration'),
  e2e: withPackages('e2e'),
};

/**
 * Steps that only read: those that are next to each other run side by side. The linter, which
 * takes the longest, keeps one processor busy, and no unit test asserts anything about time.
 *
 * @type {typeof import('./test-steps.mjs').SIDE_BY_SIDE}
 */
export const SIDE_BY_SIDE = new Set(['format', 'types', 'lint', 'unit']);
