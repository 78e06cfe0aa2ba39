// Writes the manual pages, and the completion of programs by bash, zsh and fish, into out/manual,
// from the tables that the programs' help is made of: `npm run build` does it.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fromRoot } from './lib/paths.mjs';
import { runMain } from './lib/say.mjs';
import { bashCompletion } from './manual/bash-completion.mjs';
import { fishCompletion } from './manual/fish-completion.mjs';
import { manPage } from './manual/man-page.mjs';
import { readEdition, readPrograms } from './manual/programs.mjs';
import { zshCompletion } from './manual/zsh-completion.mjs';

async function main() {
  const edition = readEdition();
  for (const program of await readPrograms()) {
    const { name } = program;
    write(`man1/${name}.1`, manPage(program, edition));
    write(`bash/${name}`, bashCompletion(program));
    write(`zsh/_${name}`, zshCompletion(program));
    write(`fish/${name}.fish`, fishCompletion(program));
  }
}

/**
 * @param {string} path
 * @param {string} text
 */
function write(path, text) {
  const file = fromRoot('out/manual', path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

await runMain(main);
