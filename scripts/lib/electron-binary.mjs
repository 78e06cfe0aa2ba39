import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromRoot, readJsonOrNull } from './paths.mjs';

// Never `require('electron')` to find out: since Electron 42 that starts a download, and throws.
const PACKAGE_DIR = fromRoot('node_modules', 'electron');

/**
 * The version that package-lock.json brought, or null.
 *
 * @type {typeof import('./electron-binary.mjs').electronVersion}
 */
export function electronVersion(packageDir = PACKAGE_DIR) {
  const path = join(packageDir, 'package.json');
  const found = /** @type {{ version?: string } | null} */ (readJsonOrNull(path));
  return found?.version ?? null;
}

/**
 * The path of the Electron program, or null when it has not been fetched.
 *
 * @type {typeof import('./electron-binary.mjs').findElectron}
 */
export function findElectron(env = process.env, packageDir = PACKAGE_DIR) {
  const executable = readOrNull(join(packageDir, 'path.txt'));
  if (env.ELECTRON_OVERRIDE_DIST_PATH) {
    return existing(join(env.ELECTRON_OVERRIDE_DIST_PATH, executable ?? defaultExecutable()));
  }
  const version = readOrNull(join(packageDir, 'dist', 'version'))?.replace(/^v/, '');
  // Half an unpacked archive, or one of another version, is none.
  if (executable === null || version !== electronVersion(packageDir)) return null;
  return existing(join(packageDir, 'dist', executable));
}

function defaultExecutable() {
  if (process.platform === 'darwin') return join('Electron.app', 'Contents', 'MacOS', 'Electron');
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}

/** @param {string} path */
const existing = (path) => (existsSync(path) ? path : null);

/** @param {string} path */
function readOrNull(path) {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return null;
  }
}
