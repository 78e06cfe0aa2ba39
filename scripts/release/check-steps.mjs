import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readCommit } from '../lib/build-facts.mjs';
import { fromRoot } from '../lib/paths.mjs';
import { UserError, say } from '../lib/say.mjs';
import { npmPackage, packLinux, serverDeb, unpacked } from './build-steps.mjs';
import { checkElectronAttested, checkElectronFiles } from './electron-files.mjs';
import { releaseFacts } from './facts.mjs';
import { RELEASE_FOLDER, UNPACKED } from './folders.mjs';
import { sumsOf } from './sums.mjs';
import { tryInBareDebian } from './try-deb.mjs';
import { tryNpmPackage } from './try-npm.mjs';
import { tryProgram } from './try-program.mjs';

/** @typedef {import('./steps.mjs').StepOptions} StepOptions */

export async function tag() {
  const { version, date } = releaseFacts();
  const name = process.env.GITHUB_REF_NAME;
  if (name !== undefined && name !== `v${version}`)
    throw new UserError(`The tag is ${name}, and package.json has ${version}.`);
  if (date === '') throw new UserError(`CHANGELOG.md has no day for ${version}.`);
  if (readCommit(fromRoot())?.endsWith('-dirty'))
    throw new UserError('There are changes in the checkout that are in no commit.');
  say(`${version}, ${date}`);
}

/** @param {StepOptions} options */
export async function electron({ isStandIn }) {
  if (isStandIn) say('A stand-in of Electron has no archives: none were compared.');
  else for (const name of checkElectronFiles()) say(`${name} is what its package says.`);
}

/** @param {StepOptions} options */
export async function attested({ isStandIn }) {
  if (isStandIn) say('Nobody attests a stand-in of Electron: nobody was asked.');
  else for (const name of checkElectronAttested()) say(`${name} was built by Electron's project.`);
}

/** @param {StepOptions} options */
export async function started(options) {
  const program = process.env.WEBCRT_PROGRAM ?? join(UNPACKED, 'webcrt');
  await tryProgram(resolve(program), releaseFacts().version, options);
}

export async function installed() {
  const { version } = releaseFacts();
  await tryNpmPackage(join(RELEASE_FOLDER, `webcrt-${version}.tgz`), version);
}

/** What comes out the same whoever builds it, and how; by the ends of names. */
const REPRODUCED = [
  { pattern: /\.tar\.gz$/, needsApp: true, build: () => packLinux(['tar']) },
  { pattern: /^webcrt_.*\.deb$/, needsApp: true, build: () => packLinux(['deb']) },
  { pattern: /^webcrt-server_.*\.deb$/, needsApp: false, build: serverDeb },
  { pattern: /\.tgz$/, needsApp: false, build: npmPackage },
];

/** @param {StepOptions} options */
export async function reproduce(options) {
  const made = readdirSync(RELEASE_FOLDER);
  const again = REPRODUCED.filter(({ pattern }) => made.some((name) => pattern.test(name)));
  if (again.length === 0) throw new UserError('There is nothing in dist/release to build again.');
  const kept = fromRoot('dist/release-first');
  rmSync(kept, { recursive: true, force: true });
  cpSync(RELEASE_FOLDER, kept, { recursive: true });
  for (const folder of ['out', 'dist/linux-unpacked', 'dist/release'])
    rmSync(fromRoot(folder), { recursive: true, force: true });
  mkdirSync(RELEASE_FOLDER);
  if (again.some(({ needsApp }) => needsApp)) await unpacked(options);
  for (const { build } of again) await build();
  const names = readdirSync(RELEASE_FOLDER).sort();
  const strange = names.find((name) => !made.includes(name));
  if (strange !== undefined) throw new UserError(`It came out under another name: ${strange}`);
  const [before, now] = [kept, RELEASE_FOLDER].map((folder) => sumsOf(folder, names));
  cpSync(kept, RELEASE_FOLDER, { recursive: true });
  rmSync(kept, { recursive: true });
  if (before !== now) throw new UserError(`Not the same twice:\n${before}${now}`);
  say(`The same to the byte, built twice:\n${now}`);
}

export async function tryDebs() {
  const { names } = releaseFacts();
  const endings = [`_${names.deb}.deb`, '_all.deb'];
  const debs = existsSync(RELEASE_FOLDER)
    ? readdirSync(RELEASE_FOLDER).filter((name) => endings.some((end) => name.endsWith(end)))
    : [];
  if (debs.length === 0) throw new UserError('There is no .deb in dist/release to try.');
  for (const deb of debs.sort()) await tryInBareDebian(join(RELEASE_FOLDER, deb));
}
