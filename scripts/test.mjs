// `npm test [-- STEP...]`: everything that must hold before a change goes in. The last line is
// `N passed, N failed`.
import { checkNode } from './lib/check-node.mjs';
import { ensurePackages } from './lib/ensure-packages.mjs';
import { knownNames } from './lib/known-names.mjs';
import { EXIT_INTERRUPTED, endOnSignals } from './lib/run.mjs';
import { runMain, say } from './lib/say.mjs';
import { SIDE_BY_SIDE, TEST_STEPS } from './lib/test-steps.mjs';

/** @typedef {Awaited<ReturnType<typeof runStep>>} Result */

async function main() {
  checkNode();
  const names = chosenSteps(process.argv.slice(2));
  endOnSignals(EXIT_INTERRUPTED);
  await ensurePackages();
  /** @type {Result[]} */
  const results = [];
  for (const group of groupsOf(names)) {
    say(`\n== ${group.join(', ')}`);
    results.push(...(await Promise.all(group.map(runStep))));
  }
  /** @param {'passed' | 'failed'} key */
  const total = (key) => results.reduce((sum, result) => sum + result[key], 0);
  say(summary(results));
  say(`${total('passed')} passed, ${total('failed')} failed`);
  return total('failed') === 0 ? 0 : 1;
}

/** @param {readonly string[]} args */
function chosenSteps(args) {
  const all = Object.keys(TEST_STEPS);
  const names = knownNames(args, all, 'step');
  return names.length === 0 ? all : names;
}

/**
 * The steps in their order; those that may run at the same time together.
 *
 * @param {readonly string[]} names
 */
function groupsOf(names) {
  /** @type {string[][]} */
  const groups = [];
  for (const name of names) {
    const last = groups.at(-1);
    const joins = last !== undefined && [name, ...last].every((each) => SIDE_BY_SIDE.has(each));
    if (joins) last.push(name);
    else groups.push([name]);
  }
  return groups;
}

/** @param {string} name */
async function runStep(name) {
  const startMs = Date.now();
  const result = await TEST_STEPS[name]();
  return { name, ...result, elapsedMs: Date.now() - startMs };
}

/** @param {readonly Result[]} results */
function summary(results) {
  const rows = results.map(({ name, passed, failed, elapsedMs }) => {
    const verdict = failed === 0 ? 'ok' : `${failed} FAILED`;
    const seconds = (elapsedMs / 1_000).toFixed(1);
    return `${name.padEnd(12)} ${seconds.padStart(7)} s  ${String(passed).padStart(5)} passed  ${verdict}`;
  });
  const notes = results.flatMap((result) => result.notes.map((note) => `${result.name}: ${note}`));
  return ['', ...rows, '', ...notes.flatMap((note) => [note, ''])].join('\n');
}

await runMain(main);
