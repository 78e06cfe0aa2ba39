// `npm run release -- STEP...`: what a release is made of, into dist/release. The workflow
// .github/workflows/release.yml runs these steps; `--stand-in` tries them without Electron.
import { mkdirSync } from 'node:fs';
import { checkNode } from './lib/check-node.mjs';
import { ensurePackages } from './lib/ensure-packages.mjs';
import { endOnSignals, EXIT_INTERRUPTED } from './lib/run.mjs';
import { UserError, runMain, say } from './lib/say.mjs';
import { RELEASE_FOLDER } from './release/folders.mjs';
import { STEPS, parseReleaseWords } from './release/steps.mjs';

async function main() {
  checkNode();
  const { steps, isStandIn } = parseReleaseWords(process.argv.slice(2));
  if (steps.length === 0) {
    const lines = Object.entries(STEPS).map(([name, { what }]) => `  ${name.padEnd(12)} ${what}`);
    throw new UserError(`Say which steps:\n${lines.join('\n')}`, 2);
  }
  endOnSignals(EXIT_INTERRUPTED);
  await ensurePackages();
  mkdirSync(RELEASE_FOLDER, { recursive: true });
  for (const name of steps) {
    say(`== ${name}: ${STEPS[name].what}`);
    await STEPS[name].run({ isStandIn });
  }
}

await runMain(main);
