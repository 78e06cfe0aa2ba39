// `npm run server`: the signalling server on its own; every option is the server's.
import { buildStale, PROGRAMS } from './lib/build.mjs';
import { checkNode } from './lib/check-node.mjs';
import { ensurePackages } from './lib/ensure-packages.mjs';
import { fromRoot } from './lib/paths.mjs';
import { endOnSignals, runInPlace } from './lib/run.mjs';
import { runMain } from './lib/say.mjs';

async function main() {
  checkNode();
  const letGo = endOnSignals(0);
  await ensurePackages();
  await buildStale(PROGRAMS);
  letGo();
  return runInPlace(fromRoot('out', 'server', 'cli.js'), process.argv.slice(2));
}

await runMain(main);
