import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** What may be deleted at any time: browser profiles, stamps, generated clips. */
export const CACHE_DIR = join(ROOT, '.cache');

/** @param {string[]} parts */
export const fromRoot = (...parts) => join(ROOT, ...parts);

/**
 * @param {string} path
 * @returns {unknown}
 */
export const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

/**
 * As `readJson`, or null for a file that is not there or is not JSON.
 *
 * @param {string} path
 */
export function readJsonOrNull(path) {
  try {
    return readJson(path);
  } catch {
    return null;
  }
}

/** @typedef {{ bin: string | Readonly<Record<string, string>> }} PackageFile */

/**
 * The script behind a command of an installed package, to be run with `process.execPath`.
 *
 * @param {string} packageName
 * @param {string} [command]
 */
export function binaryOf(packageName, command = packageName) {
  const folder = fromRoot('node_modules', packageName);
  const { bin } = /** @type {PackageFile} */ (readJson(join(folder, 'package.json')));
  return join(folder, typeof bin === 'string' ? bin : bin[command]);
}
