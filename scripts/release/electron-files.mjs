import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { fromRoot, readJson } from '../lib/paths.mjs';
import { UserError } from '../lib/say.mjs';

/** Where Electron's and electron-builder's downloads are kept, by system. */
function cacheFolders() {
  const home = homedir();
  const local = process.env.LOCALAPPDATA ?? join(home, 'AppData/Local');
  const roots = { linux: join(home, '.cache'), darwin: join(home, 'Library/Caches'), win32: local };
  const root = roots[/** @type {keyof typeof roots} */ (process.platform)] ?? roots.linux;
  return ['electron', 'electron-builder'].map((name) => join(root, name));
}

/** @param {readonly string[]} folders */
function archivesIn(folders) {
  const archives = folders
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => /(^|[\\/])electron-v[^\\/]*\.zip$/.test(name))
        .map((name) => join(folder, name)),
    );
  if (archives.length === 0) throw new UserError('No archive of Electron is kept here to compare.');
  return archives;
}

/** @type {typeof import('./electron-files.mjs').checkElectronFiles} */
export function checkElectronFiles(
  folders = cacheFolders(),
  known = /** @type {Record<string, string>} */ (
    readJson(fromRoot('node_modules/electron/checksums.json'))
  ),
) {
  const archives = archivesIn(folders);
  for (const path of archives) {
    const digest = createHash('sha256').update(readFileSync(path)).digest('hex');
    if (known[basename(path)] !== digest) {
      throw new UserError(`${path} is not the archive that the package of Electron speaks of.`);
    }
  }
  return archives.map((path) => basename(path));
}

/** @type {typeof import('./electron-files.mjs').checkElectronAttested} */
export function checkElectronAttested(folders = cacheFolders(), gh = 'gh') {
  const archives = archivesIn(folders);
  for (const path of archives) {
    const args = ['attestation', 'verify', path, '--repo', 'electron/electron', '--format', 'json'];
    const { status, stdout, stderr, error } = spawnSync(gh, args, { encoding: 'utf8' });
    // Not by its exit code alone: that of some versions is 0 where there is no attestation at all.
    if (error !== undefined || status !== 0 || countResults(stdout) === 0)
      throw new UserError(
        `Nothing attests that Electron's project has built ${path}: ${error?.message ?? stderr}`,
      );
  }
  return archives.map((path) => basename(path));
}

/** @param {string} text */
function countResults(text) {
  try {
    const results = JSON.parse(text);
    return Array.isArray(results) ? results.length : 0;
  } catch {
    return 0;
  }
}
