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

/** @type {typeof import('./electron-files.mjs').checkElectronFiles} */
export function checkElectronFiles(
  folders = cacheFolders(),
  known = /** @type {Record<string, string>} */ (
    readJson(fromRoot('node_modules/electron/checksums.json'))
  ),
) {
  const archives = folders
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => /(^|[\\/])electron-v[^\\/]*\.zip$/.test(name))
        .map((name) => join(folder, name)),
    );
  if (archives.length === 0) throw new UserError('No archive of Electron is kept here to compare.');
  for (const path of archives) {
    const digest = createHash('sha256').update(readFileSync(path)).digest('hex');
    if (known[basename(path)] !== digest) {
      throw new UserError(`${path} is not the archive that the package of Electron speaks of.`);
    }
  }
  return archives.map((path) => basename(path));
}
