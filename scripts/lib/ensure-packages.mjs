import { basename } from 'node:path';
import { installFailure } from './explain-failure.mjs';
import { fromRoot, readJson, readJsonOrNull } from './paths.mjs';
import { runNodeQuietly, runQuietly } from './run.mjs';
import { say } from './say.mjs';
import { showProgress } from './show-progress.mjs';

/** @typedef {import('./ensure-packages.mjs').LockFile} LockFile */

/** Installs the npm packages when they are missing or are not those of package-lock.json. */
export async function ensurePackages() {
  // Contents are compared, not times: a fresh clone or a `git switch` makes every file new.
  const wanted = /** @type {LockFile} */ (readJson(fromRoot('package-lock.json')));
  const installed = /** @type {LockFile | null} */ (
    readJsonOrNull(fromRoot('node_modules', '.package-lock.json'))
  );
  if (isInstalled(wanted, installed)) return;
  say('Installing npm packages (some 400 MB, half a minute to five minutes, once) ...');
  const { code, output } = await showProgress(() =>
    runNpm(['ci', '--no-audit', '--no-fund', '--loglevel=error']),
  );
  if (code !== 0) throw installFailure('npm ci', output);
}

/**
 * Whether what npm noted down as installed covers a lock file. Packages that are optional may be
 * missing: they belong to other systems.
 *
 * @type {typeof import('./ensure-packages.mjs').isInstalled}
 */
export function isInstalled(wanted, installed) {
  if (installed === null) return false;
  return Object.entries(wanted.packages).every(([path, entry]) => {
    if (path === '') return true;
    const found = installed.packages?.[path];
    if (found === undefined) return Boolean(entry.optional ?? entry.devOptional);
    return found.version === entry.version;
  });
}

/**
 * npm as the user runs it: the one that started us, else the one on the path.
 *
 * @param {readonly string[]} args
 */
function runNpm(args) {
  const npm = process.env.npm_execpath;
  if (npm !== undefined && basename(npm) === 'npm-cli.js') return runNodeQuietly(npm, args);
  const isWindows = process.platform === 'win32';
  return runQuietly(isWindows ? 'npm.cmd' : 'npm', args, { shell: isWindows });
}
