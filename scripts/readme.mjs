// `npm run readme`: writes the README's tables of commands and keys from the definitions that the
// app itself uses. A test holds the two against each other.
import { readFileSync, writeFileSync } from 'node:fs';
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
}

await runMain(main);
