import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fromRoot } from './paths.mjs';

/**
 * A hash over names and contents of files and folders (paths in the checkout).
 *
 * @param {readonly string[]} paths
 */
export function hashSources(paths) {
  const hash = createHash('sha256');
  const files = new Set(paths.flatMap((path) => filesUnder(path)));
  for (const file of [...files].sort()) {
    const contents = readFileSync(fromRoot(file));
    hash.update(`${file}\0${contents.length}\0`).update(contents);
  }
  return hash.digest('hex');
}

/**
 * A path that is not there counts as no files: whether it should be is the build's to say.
 *
 * @param {string} path
 */
function filesUnder(path) {
  if (!existsSync(fromRoot(path))) return [];
  if (statSync(fromRoot(path)).isFile()) return [path];
  return readdirSync(fromRoot(path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(fromRoot().length));
}
