import { installFailure } from './explain-failure.mjs';
import { findCommand } from './find-browser.mjs';
import { runQuietly } from './run.mjs';
import { UserError, say } from './say.mjs';
import { showProgress } from './show-progress.mjs';
import { missingPackages } from './system-packages.mjs';

const APT_ENV = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' };

/** Whether this process may install Debian packages. */
export function canInstall() {
  return process.getuid?.() === 0 && findCommand('apt-get') !== null;
}

/**
 * Installs what is missing of these Debian packages.
 *
 * @param {readonly string[]} names
 * @throws {UserError} one line saying what to install, where this process may not do it.
 */
export async function ensureSystemPackages(names) {
  const missing = missingPackages(names);
  if (missing.length === 0) return;
  if (!canInstall()) throw new UserError(`Missing on this machine: ${howToInstall(missing)}`);
  const size = missing.includes('chromium') ? 'some 300 MB, one to five minutes' : 'under a minute';
  say(`Installing ${missing.join(', ')} with apt-get (${size}, once) ...`);
  await showProgress(async () => {
    const update = await apt(['update']);
    await apt(['install', '-y', '--no-install-recommends', ...missing], update);
  });
}

/** @param {readonly string[]} names */
function howToInstall(names) {
  if (findCommand('apt-get') === null) return names.join(', ');
  return `${names.join(', ')}. Install with: sudo apt-get install ${names.join(' ')}`;
}

/**
 * Resolves to what it printed. Without a network, `update` only warns, and what comes after it
 * finds no package: `before`, what was printed until then, says why.
 *
 * @param {readonly string[]} args
 * @param {string} [before]
 */
async function apt(args, before = '') {
  const { code, output } = await runQuietly('apt-get', ['-q', ...args], { env: APT_ENV });
  if (code !== 0) throw installFailure(`apt-get ${args.join(' ')}`, before + output);
  return output;
}
