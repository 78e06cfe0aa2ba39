// `npm run readme`: writes the README's tables of commands and keys from the definitions that the
// app itself uses, which a test holds against each other, and the figures of the last `npm run bench`, if
// it measured everything.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { checkNode } from './lib/check-node.mjs';
import { ensurePackages } from './lib/ensure-packages.mjs';
import { importTypeScript } from './lib/import-typescript.mjs';
import { fromRoot } from './lib/paths.mjs';
import { runMain, say } from './lib/say.mjs';

async function main() {
  checkNode();
  await ensurePackages();
  const { replaceBlock } = await importTypeScript('test/helpers/readme-block.ts');
  const { commandTable, keyTable } = await importTypeScript('src/shared/commands/help-text.ts');
  const tables = [...commandTable(), '', ...keyTable()].join('\n');
  await rewrite('README.md', (page) => replaceBlock(page, 'commands', tables));
  say('README.md is up to date.');
  await writeFigures(replaceBlock);
}

const RESULTS = fromRoot('bench-results.json');

async function writeFigures(replaceBlock) {
  const results = existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, 'utf8')) : null;
  if (results === null || !results.isComplete) {
    say('Its figures stay as they are: `npm run bench` has not measured everything here.');
    return;
  }
  const { allBars, firstBars } = await importTypeScript('test/bench/bench-markdown.ts');
  for (const [name, render] of [
    ['README.md', firstBars],
    ['docs/performance.md', allBars],
  ]) {
    await rewrite(name, (page) => replaceBlock(page, 'bench', render(results)));
  }
  say('The figures are those of the last bench.');
}

/** As `npm run format` would leave it. */
async function rewrite(name, change) {
  // Not before its package is there.
  const { format, resolveConfig } = await import('prettier');
  const path = fromRoot(name);
  const page = change(readFileSync(path, 'utf8'));
  writeFileSync(path, await format(page, { ...(await resolveConfig(path)), filepath: path }));
}

await runMain(main);
