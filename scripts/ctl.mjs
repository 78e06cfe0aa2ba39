// `npm run ctl -- VERB`: asks the app that runs. Builds nothing, so that a key of the desktop is
// quick.
import { existsSync } from 'node:fs';
import { fromRoot } from './lib/paths.mjs';
import { runMain } from './lib/say.mjs';

async function main() {
  const built = fromRoot('out', 'main', 'ctl.js');
  if (!existsSync(built)) {
    console.error('WebCRT has not been built yet, so it cannot be running. Type: npm start');
    return 3;
  }
  await import(built);
  return Number(process.exitCode ?? 0);
}

await runMain(main);
