import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildStale } from '../lib/build.mjs';
import { binaryOf, fromRoot, readJson } from '../lib/paths.mjs';
import { runNode } from '../lib/run.mjs';
import { UserError, say } from '../lib/say.mjs';
import { packDeb } from './deb.mjs';
import { releaseFacts } from './facts.mjs';
import { RELEASE_FOLDER, UNPACKED } from './folders.mjs';
import { layOutLinuxTree, packTarball } from './linux-tree.mjs';
import { addForOtherProcessors } from './other-processors.mjs';
import { packRpm } from './rpm.mjs';
import { packServerDeb } from './server-deb.mjs';
import { signingEnvironment } from './signing-environment.mjs';
import { makeStandInElectron } from './stand-in-electron.mjs';

/** @typedef {import('./steps.mjs').StepOptions} StepOptions */

/** What is built tells of which commit it is. */
const buildAll = () => buildStale(undefined, { isOfCommit: true });

/**
 * Does something in a folder that is gone afterwards.
 *
 * @template T
 * @param {(folder: string) => T | Promise<T>} act
 */
async function inTemporary(act) {
  const folder = mkdtempSync(join(tmpdir(), 'webcrt-release-'));
  try {
    return await act(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {StepOptions} options */
export async function unpacked({ isStandIn }) {
  await buildAll();
  await inTemporary(async (folder) => {
    const args = ['--linux', 'dir'];
    if (isStandIn) {
      const version = makeStandInElectron(folder);
      args.push(`-c.electronDist=${folder}`, `-c.electronVersion=${version}`);
    }
    await runBuilder(args);
  });
}

/** @param {readonly ('tar' | 'deb' | 'rpm')[]} kinds */
export async function packLinux(kinds) {
  const facts = releaseFacts();
  await inTemporary((folder) => {
    for (const kind of kinds) packLinuxAs(kind, folder, facts);
  });
}

/** @type {typeof import('./build-steps.mjs').packLinuxAs} */
export function packLinuxAs(kind, temporary, facts, from = UNPACKED, to = RELEASE_FOLDER) {
  const { version, arch, names, epochS } = facts;
  const root = join(temporary, kind);
  layOutLinuxTree(root, from, facts, kind);
  const stem = { tar: `webcrt-${version}-linux-${arch}`, deb: '', rpm: '' }[kind];
  const file = join(
    to,
    {
      tar: `${stem}.tar.gz`,
      deb: `webcrt_${version.replace('-', '~')}_${names.deb}.deb`,
      rpm: `webcrt-${version.replace('-', '~')}-1.${names.rpm}.rpm`,
    }[kind],
  );
  if (kind === 'tar') packTarball(root, stem, file, epochS);
  if (kind === 'deb') packDeb(root, file, facts);
  if (kind === 'rpm') packRpm(root, file, facts);
  return file;
}

export async function npmPackage() {
  await buildAll();
  const args = ['pack', '--ignore-scripts', '--pack-destination', RELEASE_FOLDER];
  execFileSync('npm', args, { cwd: fromRoot(), stdio: 'pipe' });
}

export async function serverDeb() {
  await buildAll();
  await inTemporary((folder) => packServerDeb(folder, RELEASE_FOLDER, releaseFacts()));
}

/** @param {StepOptions} options */
export async function appImage({ isStandIn }) {
  if (isStandIn) return say('An AppImage needs a runtime that is fetched: none was made.');
  await runBuilder(['--linux', 'AppImage', '--prepackaged', UNPACKED]);
  moveArtefacts(/\.AppImage$/);
}

/**
 * @param {'mac' | 'win'} system
 * @param {StepOptions} options
 */
export async function packElsewhere(system, { isStandIn }) {
  if (system === 'mac') await addForEveryMac(isStandIn);
  if (isStandIn) return say('Without its own Electron nothing is made for another system.');
  await buildAll();
  await runBuilder(system === 'mac' ? ['--mac', '--universal'] : ['--win', `--${process.arch}`]);
  moveArtefacts(/\.(dmg|zip|exe)$/);
}

/**
 * The pseudo-terminals of the other processor; a rehearsal leaves no trace of them.
 *
 * @param {boolean} isStandIn
 */
const addForEveryMac = (isStandIn) =>
  inTemporary((temporary) => {
    const modules = isStandIn ? join(temporary, 'node_modules') : fromRoot('node_modules');
    const lock = /** @type {import('./other-processors.mjs').LockedPackages} */ (
      readJson(fromRoot('package-lock.json'))
    );
    const pattern = /^@lydell\/node-pty-darwin-/;
    for (const name of addForOtherProcessors(pattern, { lock, modules, temporary }))
      say(`${name} is there as well.`);
  });

/** @param {readonly string[]} args */
async function runBuilder(args) {
  const all = [...args, '--publish', 'never'];
  await inTemporary(async (folder) => {
    const env = signingEnvironment(process.env, folder);
    const code = await runNode(binaryOf('electron-builder'), all, { env });
    if (code !== 0) throw new UserError('electron-builder failed: see above.');
  });
}

/** @param {RegExp} pattern */
function moveArtefacts(pattern) {
  const names = readdirSync(fromRoot('dist')).filter((name) => pattern.test(name));
  if (names.length === 0) throw new UserError('electron-builder made nothing that is known here.');
  for (const name of names) {
    renameSync(fromRoot('dist', name), join(RELEASE_FOLDER, name.replaceAll(' ', '-')));
  }
}
