import { existsSync } from 'node:fs';
import { findBrowser, findCommand } from './find-browser.mjs';
import { runQuietly } from './run.mjs';
import { UserError, say } from './say.mjs';

/** Debian packages by name, and how to see that what they bring is there. */
const IS_PRESENT = {
  chromium: () => findBrowser() !== null,
  xvfb: () => findCommand('Xvfb') !== null,
  chafa: () => findCommand('chafa') !== null,
  timg: () => findCommand('timg') !== null,
  mpv: () => findCommand('mpv') !== null,
  openssl: () => findCommand('openssl') !== null,
  'fonts-dejavu-core': () => existsSync('/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf'),
};

const APT_ENV = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };

/** Whether this process may install Debian packages. */
export function canInstall() {
  return process.getuid?.() === 0 && findCommand('apt-get') !== null;
}

/** Of these Debian packages, those whose contents this machine lacks. */
export function missingPackages(names) {
  return names.filter((name) => !IS_PRESENT[name]());
}

/**
 * Installs what is missing of these Debian packages.
 * @throws {UserError} one line saying what to install, where this process may not do it.
 */
export async function ensureSystemPackages(names) {
  const missing = missingPackages(names);
  if (missing.length === 0) return;
  if (!canInstall()) throw new UserError(`Missing on this machine: ${howToInstall(missing)}`);
  say(`Installing ${missing.join(', ')} with apt-get (a minute or so, once) ...`);
  await apt(['update']);
  await apt(['install', '-y', '--no-install-recommends', ...missing]);
}

function howToInstall(names) {
  if (findCommand('apt-get') === null) return names.join(', ');
  return `${names.join(', ')}. Install with: sudo apt-get install ${names.join(' ')}`;
}

async function apt(args) {
  const { code, output } = await runQuietly('apt-get', ['-q', ...args], { env: APT_ENV });
  if (code === 0) return;
  throw new UserError(`${output.trim()}\n\`apt-get ${args.join(' ')}\` failed: see above.`);
}
