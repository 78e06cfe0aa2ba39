import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../lib/say.mjs';

const PREFIX = 'node_modules/';

/** @type {typeof import('./other-processors.mjs').fetchPackage} */
export function fetchPackage(name, version, folder) {
  const args = ['pack', `${name}@${version}`, '--json', '--pack-destination', folder];
  const [{ filename }] = JSON.parse(execFileSync('npm', args, { encoding: 'utf8' }));
  return join(folder, filename);
}

/** @type {typeof import('./other-processors.mjs').addForOtherProcessors} */
export function addForOtherProcessors(pattern, { lock, modules, temporary, fetch = fetchPackage }) {
  const added = [];
  for (const [path, { version = '', integrity = '' }] of Object.entries(lock.packages)) {
    const name = path.slice(PREFIX.length);
    const folder = join(modules, name);
    if (!path.startsWith(PREFIX) || !pattern.test(name) || existsSync(folder)) continue;
    const archive = fetch(name, version, temporary);
    checkIntegrity(archive, integrity);
    mkdirSync(folder, { recursive: true });
    execFileSync('tar', ['-xzf', archive, '--strip-components=1', '-C', folder]);
    added.push(name);
  }
  return added;
}

/**
 * @param {string} archive
 * @param {string} integrity as a lock file has it: `sha512-` and base64
 */
function checkIntegrity(archive, integrity) {
  const digest = createHash('sha512').update(readFileSync(archive)).digest('base64');
  if (integrity !== `sha512-${digest}`)
    throw new UserError(`${archive} is not the archive that package-lock.json speaks of.`);
}
