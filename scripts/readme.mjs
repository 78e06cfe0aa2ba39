// `npm run readme`: writes the tables of commands and keys in docs/commands.md from the definitions
// that the app itself uses, the ten rows of them and of docs/settings.md that the README shows,
// which a test holds against each other, and the figures of the last `npm run bench`, if it
// measured everything.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { checkNode } from './lib/check-node.mjs';
import { ensurePackages } from './lib/ensure-packages.mjs';
import { importTypeScript } from './lib/import-typescript.mjs';
import { fromRoot } from './lib/paths.mjs';
import { runMain, say } from './lib/say.mjs';

/**
 * Texts in Markdown, by the names of their blocks.
 *
 * @typedef {Readonly<Record<string, string>>} Blocks
 */

/**
 * @typedef {object} BlockModule
 * @property {(page: string, name: string) => string} readBlock
 * @property {(page: string, name: string, text: string) => string} replaceBlock
 */

/**
 * @typedef {object} TablesModule
 * @property {() => Blocks} commandBlocks
 * @property {(settings: string) => Blocks} firstBlocks
 */

/** @typedef {{ isComplete: boolean }} BenchResults */

/**
 * @typedef {object} BarsModule
 * @property {(results: BenchResults) => string} allBars
 * @property {(results: BenchResults) => string} readmeBars
 */

async function main() {
  checkNode();
  await ensurePackages();
  const { readBlock, replaceBlock } = /** @type {BlockModule} */ (
    await importTypeScript('test/helpers/readme-block.ts')
  );
  const { commandBlocks, firstBlocks } = /** @type {TablesModule} */ (
    await importTypeScript('test/helpers/readme-tables.ts')
  );
  /**
   * @param {string} page
   * @param {Blocks} blocks
   */
  const replaceBlocks = (page, blocks) =>
    Object.entries(blocks).reduce((text, [name, table]) => replaceBlock(text, name, table), page);
  await rewrite('docs/commands.md', (page) => replaceBlocks(page, commandBlocks()));
  const settings = readBlock(readFileSync(fromRoot('docs/settings.md'), 'utf8'), 'settings');
  await rewrite('README.md', (page) => replaceBlocks(page, firstBlocks(settings)));
  say('README.md and docs/commands.md are up to date.');
  await writeFigures(replaceBlock);
}

const RESULTS = fromRoot('bench-results.json');

/** @param {BlockModule['replaceBlock']} replaceBlock */
async function writeFigures(replaceBlock) {
  /** @type {BenchResults | null} */
  const results = existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, 'utf8')) : null;
  if (results === null || !results.isComplete) {
    say('Its figures stay as they are: `npm run bench` has not measured everything here.');
    return;
  }
  const { allBars, readmeBars } = /** @type {BarsModule} */ (
    await importTypeScript('test/bench/bench-markdown.ts')
  );
  const pages = /** @type {const} */ ([
    ['README.md', readmeBars],
    ['docs/performance.md', allBars],
  ]);
  for (const [name, render] of pages) {
    await rewrite(name, (page) => replaceBlock(page, 'bench', render(results)));
  }
  say('The figures are those of the last bench.');
}

/**
 * As `npm run format` would leave it.
 *
 * @param {string} name
 * @param {(page: string) => string} change
 */
async function rewrite(name, change) {
  // Not before its package is there.
  const { format, resolveConfig } = await import('prettier');
  const path = fromRoot(name);
  const page = change(readFileSync(path, 'utf8'));
  writeFileSync(path, await format(page, { ...(await resolveConfig(path)), filepath: path }));
}

await runMain(main);
