import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildStale } from '../lib/build.mjs';
import { binaryOf, fromRoot } from '../lib/paths.mjs';
import { runNode } from '../lib/run.mjs';
import { UserError, say } from '../lib/say.mjs';
import { packDeb } from './deb.mjs';
import { checkElectronFiles } from './electron-files.mjs';
import { releaseFacts } from './facts.mjs';
import { layOutLinuxTree, packTarball } from './linux-tree.mjs';
import { releaseNotes } from './notes.mjs';
import { packRpm } from './rpm.mjs';
import { makeStandInElectron } from './stand-in-electron.mjs';
import { RELEASE_KEY_FILE, makeKeyPair, publicKeyModule, signRelease } from './sign.mjs';
import { tryInBareDebian } from './try-deb.mjs';
import { tryNpmPackage } from './try-npm.mjs';
import { tryProgram } from './try-program.mjs';

export const RELEASE_FOLDER = fromRoot('dist/release');
const UNPACKED = fromRoot('dist/linux-unpacked');
export const SUMS_FILE = 'SHA256SUMS';

/** @typedef {import('./steps.mjs').StepOptions} StepOptions */

/** @type {typeof import('./steps.mjs').STEPS} */
export const STEPS = {
  tag: { what: 'the tag of the workflow is the version, and CHANGELOG.md has its day', run: tag },
  electron: {
    what: "compares Electron's archives with the checksums of its package",
    run: electron,
  },
  unpacked: { what: 'the app for Linux, in dist/linux-unpacked', run: unpacked },
  tar: { what: 'a .tar.gz of it', run: () => packLinux(['tar']) },
  deb: { what: 'a .deb of it (dpkg-deb)', run: () => packLinux(['deb']) },
  rpm: { what: 'an .rpm of it (rpmbuild)', run: () => packLinux(['rpm']) },
  appimage: { what: 'an AppImage of it (fetches its runtime)', run: appImage },
  macos: {
    what: '.dmg and .zip for every Mac (on macOS)',
    run: (options) => packElsewhere('mac', options),
  },
  windows: {
    what: 'installer and .zip for Windows (on Windows)',
    run: (options) => packElsewhere('win', options),
  },
  started: { what: 'the program at WEBCRT_PROGRAM starts, and calls itself', run: started },
  npm: { what: 'the package of server, client library and webcrt ctl', run: npmPackage },
  installed: {
    what: 'the .tgz, installed in an empty folder, does what it should',
    run: installed,
  },
  sbom: { what: 'what is in it, as SPDX and as CycloneDX', run: sbom },
  notes: { what: 'what is new, from CHANGELOG.md', run: notes },
  reproduce: {
    what: 'builds .tar.gz, .deb and .tgz again, and compares every byte',
    run: reproduce,
  },
  debian: {
    what: 'installs the .deb in a bare Debian (as root), starts and purges it',
    run: tryDeb,
  },
  gather: { what: 'brings what jobs have made together', run: gather },
  sums: { what: 'SHA256SUMS of all of them', run: sums },
  sign: { what: 'SHA256SUMS.sig and the list of versions, with RELEASE_SIGNING_KEY', run: sign },
  key: { what: 'a new pair of keys: the public one into the source, the other printed', run: key },
};

/** @type {typeof import('./steps.mjs').parseReleaseWords} */
export function parseReleaseWords(words) {
  const steps = words.filter((word) => !word.startsWith('--'));
  const isStandIn = words.includes('--stand-in');
  const wrong = words.find((word) => word !== '--stand-in' && !(word in STEPS));
  if (wrong !== undefined) throw new UserError(`There is no step "${wrong}".`, 2);
  return { steps, isStandIn };
}

/** @param {StepOptions} options */
async function electron({ isStandIn }) {
  if (isStandIn) say('A stand-in of Electron has no archives: none were compared.');
  else for (const name of checkElectronFiles()) say(`${name} is what its package says.`);
}

/** @param {StepOptions} options */
async function unpacked({ isStandIn }) {
  await buildStale();
  const temporary = mkdtempSync(join(tmpdir(), 'webcrt-release-'));
  try {
    const args = ['--linux', 'dir', '--publish', 'never'];
    if (isStandIn) {
      const version = makeStandInElectron(temporary);
      args.push(`-c.electronDist=${temporary}`, `-c.electronVersion=${version}`);
    }
    const code = await runNode(binaryOf('electron-builder'), args);
    if (code !== 0) throw new UserError('electron-builder failed: see above.');
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** @param {readonly ('tar' | 'deb' | 'rpm')[]} kinds */
async function packLinux(kinds) {
  const facts = releaseFacts();
  const temporary = mkdtempSync(join(tmpdir(), 'webcrt-release-'));
  try {
    for (const kind of kinds) packLinuxAs(kind, temporary, facts);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** @type {typeof import('./steps.mjs').packLinuxAs} */
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

async function npmPackage() {
  await buildStale();
  const args = ['pack', '--ignore-scripts', '--pack-destination', RELEASE_FOLDER];
  execFileSync('npm', args, { cwd: fromRoot(), stdio: 'pipe' });
}

async function sbom() {
  const { version } = releaseFacts();
  for (const format of ['spdx', 'cyclonedx']) {
    const args = ['sbom', '--sbom-format', format, '--package-lock-only'];
    const text = execFileSync('npm', args, { cwd: fromRoot(), maxBuffer: 2 ** 28 });
    writeFileSync(join(RELEASE_FOLDER, `webcrt-${version}.${format}.json`), text);
  }
}

async function notes() {
  const { version } = releaseFacts();
  const text = releaseNotes(readFileSync(fromRoot('CHANGELOG.md'), 'utf8'), version);
  writeFileSync(fromRoot('dist/release-notes.md'), text);
}

async function tag() {
  const { version, date } = releaseFacts();
  const name = process.env.GITHUB_REF_NAME;
  if (name !== undefined && name !== `v${version}`)
    throw new UserError(`The tag is ${name}, and package.json has ${version}.`);
  if (date === '') throw new UserError(`CHANGELOG.md has no day for ${version}.`);
  say(`${version}, ${date}`);
}

/** @param {StepOptions} options */
async function appImage({ isStandIn }) {
  if (isStandIn) return say('An AppImage needs a runtime that is fetched: none was made.');
  await runBuilder(['--linux', 'AppImage', '--prepackaged', UNPACKED]);
  moveArtefacts(/\.AppImage$/);
}

/**
 * @param {'mac' | 'win'} system
 * @param {StepOptions} options
 */
async function packElsewhere(system, { isStandIn }) {
  if (isStandIn) return say('Without its own Electron nothing is made for another system.');
  await buildStale();
  await runBuilder(system === 'mac' ? ['--mac', '--universal'] : ['--win', `--${process.arch}`]);
  moveArtefacts(/\.(dmg|zip|exe)$/);
}

/** @param {readonly string[]} args */
async function runBuilder(args) {
  // A secret that a repository does not have is an empty word, which is none.
  const env = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''));
  const all = [...args, '--publish', 'never'];
  const code = await runNode(binaryOf('electron-builder'), all, { env });
  if (code !== 0) throw new UserError('electron-builder failed: see above.');
}

/** @param {RegExp} pattern */
function moveArtefacts(pattern) {
  const names = readdirSync(fromRoot('dist')).filter((name) => pattern.test(name));
  if (names.length === 0) throw new UserError('electron-builder made nothing that is known here.');
  for (const name of names) {
    renameSync(fromRoot('dist', name), join(RELEASE_FOLDER, name.replaceAll(' ', '-')));
  }
}

/** @param {StepOptions} options */
async function started(options) {
  const program = process.env.WEBCRT_PROGRAM ?? join(UNPACKED, 'webcrt');
  await tryProgram(resolve(program), releaseFacts().version, options);
}

async function installed() {
  const { version } = releaseFacts();
  await tryNpmPackage(join(RELEASE_FOLDER, `webcrt-${version}.tgz`), version);
}

/** Each artefact of the workflow is a folder in dist/parts. */
async function gather() {
  const parts = fromRoot('dist/parts');
  for (const part of readdirSync(parts)) {
    for (const name of readdirSync(join(parts, part))) {
      if (name.startsWith(SUMS_FILE)) continue;
      const isNotes = name === 'release-notes.md';
      cpSync(
        join(parts, part, name),
        isNotes ? fromRoot('dist', name) : join(RELEASE_FOLDER, name),
      );
    }
  }
}

async function sign() {
  const key = process.env.RELEASE_SIGNING_KEY ?? '';
  if (key === '') {
    say('There is no RELEASE_SIGNING_KEY: nothing is signed.');
    appendFileSync(fromRoot('dist/release-notes.md'), '\nThis release is not signed.\n');
    return;
  }
  const facts = releaseFacts();
  for (const [name, content] of signRelease(key, RELEASE_FOLDER, facts, Date.now()))
    writeFileSync(join(RELEASE_FOLDER, name), content);
}

async function key() {
  const { publicHex, privatePem } = makeKeyPair();
  writeFileSync(fromRoot(RELEASE_KEY_FILE), publicKeyModule(publicHex));
  say(
    `${RELEASE_KEY_FILE} has the public key. The other one goes into the secret RELEASE_SIGNING_KEY, and nowhere else:`,
  );
  say(privatePem);
}

/** @param {StepOptions} options */
async function reproduce(options) {
  const kept = fromRoot('dist/release-first');
  rmSync(kept, { recursive: true, force: true });
  cpSync(RELEASE_FOLDER, kept, { recursive: true });
  for (const folder of ['out', 'dist/linux-unpacked', 'dist/release'])
    rmSync(fromRoot(folder), { recursive: true, force: true });
  mkdirSync(RELEASE_FOLDER);
  await unpacked(options);
  await packLinux(['tar', 'deb']);
  await npmPackage();
  const again = readdirSync(RELEASE_FOLDER).sort();
  const [before, now] = [kept, RELEASE_FOLDER].map((folder) => sumsOf(folder, again));
  cpSync(kept, RELEASE_FOLDER, { recursive: true });
  rmSync(kept, { recursive: true });
  if (before !== now) throw new UserError(`Not the same twice:\n${before}${now}`);
  say(`The same to the byte, built twice:\n${now}`);
}

async function tryDeb() {
  const { names } = releaseFacts();
  const deb = readdirSync(RELEASE_FOLDER).find((name) => name.endsWith(`_${names.deb}.deb`));
  if (deb === undefined) throw new UserError('There is no .deb in dist/release to try.');
  await tryInBareDebian(join(RELEASE_FOLDER, deb));
}

async function sums() {
  const names = readdirSync(RELEASE_FOLDER)
    .filter((name) => !name.startsWith(SUMS_FILE))
    .sort();
  if (names.length === 0) throw new UserError('There is nothing in dist/release to sum up.');
  writeFileSync(join(RELEASE_FOLDER, SUMS_FILE), sumsOf(RELEASE_FOLDER, names));
}

/** @type {typeof import('./steps.mjs').sumsOf} */
export function sumsOf(folder, names) {
  const lines = names.map((name) => {
    const digest = createHash('sha256')
      .update(readFileSync(join(folder, name)))
      .digest('hex');
    return `${digest}  ${name}\n`;
  });
  return lines.join('');
}
