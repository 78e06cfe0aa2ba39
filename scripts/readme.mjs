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
  const path = fromRoot('README.md');
  const tables = [...commandTable(), '', ...keyTable()].join('\n');
  writeFileSync(path, replaceBlock(readFileSync(path, 'utf8'), 'commands', tables));
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
    const page = fromRoot(name);
    writeFileSync(page, replaceBlock(readFileSync(page, 'utf8'), 'bench', render(results)));
  }
  say('The figures are those of the last bench.');
}

await runMain(main);
