import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What a built program imports, and does not have in it. */
const IMPORT = /\b(?:from|import\(?)\s*["']((?:@[\w.-]+\/)?\w[\w.-]*)(?:\/[^"']*)?["']/g;

/** @type {typeof import('./needed-packages.mjs').importedPackages} */
export function importedPackages(program) {
  const names = [...program.matchAll(IMPORT)].map(([, name]) => name);
  return [...new Set(names)].sort();
}

/** @type {typeof import('./needed-packages.mjs').neededFolders} */
export function neededFolders(root, names) {
  /** @type {Set<string>} */
  const needed = new Set();
  const waiting = names.map((name) => ({ name, from: root }));
  for (const { name, from } of waiting) {
    const folder = find(name, from, root);
    // Left out on purpose, as those are that are optional.
    if (folder === null || needed.has(folder)) continue;
    needed.add(folder);
    const { dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    for (const each of Object.keys(dependencies)) waiting.push({ name: each, from: folder });
  }
  return needed;
}

/**
 * Where Node.js finds a package: in the nearest `node_modules`, upwards.
 *
 * @param {string} name
 * @param {string} from
 * @param {string} root
 * @returns {string | null}
 */
function find(name, from, root) {
  const folder = join(from, 'node_modules', name);
  if (existsSync(join(folder, 'package.json'))) return folder;
  return from === root ? null : find(name, dirname(from), root);
}
