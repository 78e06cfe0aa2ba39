import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

// Configurations of builds are bundled into other files: npm runs scripts in the root of the
// package.

/** @type {typeof import('./build-facts.mjs').buildDefines} */
export function buildDefines(root = process.cwd()) {
  const { version } = JSON.parse(readFileSync(resolve(root, 'package.json'), 'utf8'));
  return {
    __WEBCRT_VERSION__: JSON.stringify(version),
    __WEBCRT_COMMIT__: JSON.stringify(readCommit(root)),
  };
}

/**
 * What is checked out; `WEBCRT_COMMIT` where only its files are at hand, as in a container; or
 * null.
 *
 * @type {typeof import('./build-facts.mjs').readCommit}
 */
export function readCommit(root = process.cwd(), env = process.env) {
  const args = ['describe', '--always', '--dirty', '--abbrev=12', '--exclude', '*'];
  try {
    return execFileSync('git', args, { cwd: root, stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .trim();
  } catch {
    return env.WEBCRT_COMMIT?.slice(0, 12) || null;
  }
}
