// `npm run fuzz [-- ROW... --seed=N]`: the long forms of everything that is tried with inputs of
// chance, of which `npm test` tries a tenth. Prints the seed and how many inputs there were; exit
// code 1 when one of them did harm. Only the loopback address is used.
import { checkNode } from './lib/check-node.mjs';
import { buildStale } from './lib/build.mjs';
import { ensurePackages } from './lib/ensure-packages.mjs';
import { ensureSystemPackages } from './lib/ensure-system-packages.mjs';
import { FUZZ_ROWS } from './lib/fuzz-rows.mjs';
import { knownNames } from './lib/known-names.mjs';
import { EXIT_INTERRUPTED, endOnSignals } from './lib/run.mjs';
import { runMain, say, UserError } from './lib/say.mjs';
import { SYSTEM_PACKAGES } from './lib/system-packages.mjs';
import { runVitest } from './lib/vitest-run.mjs';

const SEED_OPTION = /^--seed=(\d{1,10})$/;

async function main() {
  const { names, seed } = readArguments(process.argv.slice(2));
  checkNode();
  endOnSignals(EXIT_INTERRUPTED);
  await ensurePackages();
  const projects = new Set(names.flatMap((name) => Object.keys(FUZZ_ROWS[name])));
  const needed = [...projects].flatMap((project) => SYSTEM_PACKAGES[project]);
  if (process.platform === 'linux') await ensureSystemPackages([...new Set(needed)]);
  if (needed.length > 0) await buildStale();
  say(`The seed is ${seed}: --seed=${seed} tries the same inputs again.`);
  const env = { ...process.env, WEBCRT_FUZZ: '1', WEBCRT_FUZZ_SEED: String(seed) };
  /** @type {string[]} */
  const verdicts = [];
  let failures = 0;
  for (const name of names) {
    for (const [project, files] of Object.entries(FUZZ_ROWS[name])) {
      say(`\n== ${name} (${project})`);
      const startMs = Date.now();
      const { passed, failed, notes } = await runVitest(project, { files, env });
      for (const note of notes) say(note);
      failures += failed;
      const seconds = ((Date.now() - startMs) / 1_000).toFixed(1);
      const verdict = failed === 0 ? 'ok' : `${failed} FAILED`;
      verdicts.push(
        `${name.padEnd(11)} ${project.padEnd(12)} ${seconds.padStart(8)} s  ${String(passed).padStart(4)} passed  ${verdict}`,
      );
    }
  }
  say(['', ...verdicts, '', `seed ${seed}`].join('\n'));
  return failures === 0 ? 0 : 1;
}

/** @param {readonly string[]} args */
function readArguments(args) {
  const seeds = args.flatMap((arg) => SEED_OPTION.exec(arg)?.[1] ?? []);
  const names = args.filter((arg) => !SEED_OPTION.test(arg));
  const all = Object.keys(FUZZ_ROWS);
  const option = names.find((name) => name.startsWith('-'));
  if (option !== undefined)
    throw new UserError(`There is no option ${option}: there is --seed=NUMBER.`, 2);
  knownNames(names, all, 'row');
  const seed = Number(seeds.at(-1) ?? Math.floor(Math.random() * 2 ** 31));
  return { names: names.length === 0 ? all : names, seed };
}

await runMain(main);
