import { execFileSync } from 'node:child_process';
import { fromRoot, readJson } from '../lib/paths.mjs';
import { readEdition } from '../manual/programs.mjs';

/** Names of one processor: Node's, Debian's, RPM's. */
const ARCHITECTURES = {
  x64: { deb: 'amd64', rpm: 'x86_64' },
  arm64: { deb: 'arm64', rpm: 'aarch64' },
};

/** @type {typeof import('./facts.mjs').releaseFacts} */
export function releaseFacts(arch = process.arch, epoch = process.env.SOURCE_DATE_EPOCH) {
  const names = ARCHITECTURES[/** @type {keyof typeof ARCHITECTURES} */ (arch)];
  if (names === undefined) throw new Error(`no packages are made for ${arch}`);
  const { description, homepage, author } = /** @type {Record<string, string>} */ (
    readJson(fromRoot('package.json'))
  );
  const epochS = Number(epoch ?? commitTime());
  return { ...readEdition(), description, homepage, author, arch, names, epochS };
}

/** Of the commit that is checked out, in seconds: the same for whoever builds it. */
function commitTime() {
  return execFileSync('git', ['log', '-1', '--format=%ct'], { cwd: fromRoot() }).toString().trim();
}
