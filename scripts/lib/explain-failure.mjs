import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { CACHE_DIR, ROOT } from './paths.mjs';
import { UserError } from './say.mjs';

/**
 * What the output of npm or apt says went wrong, and what to do about it. The first that fits
 * counts.
 *
 * @type {readonly (readonly [pattern: RegExp, cause: string])[]}
 */
const CAUSES = [
  [/ENOSPC|No space left on device|not have enough free space/i, 'The disk is full: make room'],
  [
    /Could not get lock|Unable to (?:acquire|lock)|dpkg was interrupted/i,
    'Another program is installing packages (or one was broken off: `dpkg --configure -a` mends that): wait for it',
  ],
  [
    /EACCES|EPERM|EROFS|Permission denied|are you root/i,
    'This user may not write there: make the folder yours (no file in it may belong to root)',
  ],
  [
    /ENOTFOUND|EAI_AGAIN|Could not resolve|Temporary failure (?:in name resolution|resolving)/i,
    'The host could not be found: check the network connection, and the proxy if there is one',
  ],
  [
    /ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|Connection (?:failed|refused|timed out)|Unable to connect|network request/i,
    'The network does not answer: check the connection, and the proxy if there is one',
  ],
  [
    /SELF_SIGNED_CERT|UNABLE_TO_(?:GET_ISSUER|VERIFY)|certificate/i,
    'A certificate on the way is not trusted: where a proxy looks into connections, set NODE_EXTRA_CA_CERTS to its own',
  ],
  [
    /Unable to locate package|has no installation candidate|E404|ETARGET/i,
    'A package is not to be had from where this machine looks: check its package sources',
  ],
  [
    /EUSAGE|EINTEGRITY|in sync/i,
    'package-lock.json does not fit: `git checkout package-lock.json`',
  ],
];

/**
 * Where apt and npm say what was wrong; other lines are warnings, or of what worked. Of a list of
 * packages that it cannot get, apt only warns.
 */
const ERROR_LINE = /^(?:E:|Err:|W: Failed to fetch|npm error|npm ERR!)/;

/** @param {string} output */
function errorsIn(output) {
  const errors = output.split('\n').filter((line) => ERROR_LINE.test(line));
  return errors.length === 0 ? output : errors.join('\n');
}

/**
 * One sentence about why an installation failed. `output`: all that the command printed.
 *
 * @type {typeof import('./explain-failure.mjs').explainFailure}
 */
export function explainFailure(command, output) {
  const errors = errorsIn(output);
  const cause = CAUSES.find(([pattern]) => pattern.test(errors))?.[1];
  const what = cause ?? 'It is not clear why: look at the end of what it printed';
  return `\`${command}\` failed. ${what}; then run this command again.`;
}

/**
 * The sentence as an error, with all that was printed in a file, as far as one can be written.
 *
 * @param {string} command
 * @param {string} output
 * @returns {UserError}
 */
export function installFailure(command, output) {
  const sentence = explainFailure(command, output);
  try {
    mkdirSync(CACHE_DIR, { recursive: true });
    const path = join(CACHE_DIR, 'install.log');
    writeFileSync(path, output);
    return new UserError(`${sentence} (All that it printed is in ${relative(ROOT, path)}.)`);
  } catch {
    // A full disk, or a folder of somebody else's: the output itself is the only place left.
    return new UserError(`${output.trim().split('\n').slice(-5).join('\n')}\n${sentence}`);
  }
}
