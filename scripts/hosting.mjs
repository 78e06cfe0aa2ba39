// `npm run hosting [-- page|docker]`: does what docs/self-hosting.md says, line by line, in a bare
// Debian, and what deploy/docker/Dockerfile says in two more. Needs root, and a server's ports.
import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tryDockerfile } from './hosting/try-dockerfile.mjs';
import { tryPage } from './hosting/try-page.mjs';
import { checkNode } from './lib/check-node.mjs';
import { ensurePackages } from './lib/ensure-packages.mjs';
import { knownNames } from './lib/known-names.mjs';
import { endOnSignals, EXIT_INTERRUPTED } from './lib/run.mjs';
import { runMain, say, UserError } from './lib/say.mjs';

const PARTS = ['page', 'docker'];

async function main() {
  const parts = knownNames(process.argv.slice(2), PARTS, 'part');
  if (process.getuid?.() !== 0)
    throw new UserError('This uses chroot: run it as root, on a machine for trying things.', 2);
  checkNode();
  endOnSignals(EXIT_INTERRUPTED);
  await ensurePackages();
  const folder = process.env.WEBCRT_HOSTING_DIR ?? join(tmpdir(), 'webcrt-hosting');
  mkdirSync(folder, { recursive: true });
  const wants = (/** @type {string} */ part) => parts.length === 0 || parts.includes(part);
  if (wants('page')) await tryPage(folder);
  if (wants('docker')) await tryDockerfile(folder);
  say('Everything that was tried did what it should.');
}

await runMain(main);
