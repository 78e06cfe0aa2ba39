// `npm run build`: builds into out/ what is missing or older than its sources.
import { buildStale } from './lib/build.mjs';
import { checkNode } from './lib/check-node.mjs';
import { ensurePackages } from './lib/ensure-packages.mjs';
import { EXIT_INTERRUPTED, endOnSignals } from './lib/run.mjs';
import { runMain } from './lib/say.mjs';

async function main() {
  checkNode();
  endOnSignals(EXIT_INTERRUPTED);
  await ensurePackages();
  await buildStale();
}

await runMain(main);
