import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { fromRoot } from '../lib/paths.mjs';
import { setTimes } from './linux-tree.mjs';

/** What Electron's program is linked with, by the names of Debian 12 and of 13. */
const DEPENDS = [
  'libc6',
  'libgtk-3-0t64 | libgtk-3-0',
  'libasound2t64 | libasound2',
  'libatspi2.0-0t64 | libatspi2.0-0',
  'libcups2t64 | libcups2',
  'libdrm2',
  'libgbm1',
  'libnotify4',
  'libnss3',
  'libsecret-1-0',
  'libuuid1',
  'libxkbcommon0',
  'libxss1',
  'libxtst6',
  'xdg-utils',
];

const DESCRIPTION = `calls in which the people you call are drawn as coloured text
 The picture of whoever you call arrives encrypted, directly from their machine,
 and is drawn in coloured characters, thirty times a second. Guests join from a
 browser by a link; rooms hold up to eight; whatever can be done can be done by
 keyboard. A server for signalling comes along.`;

/**
 * The app.
 *
 * @type {import('./deb.mjs').DebManifest}
 */
const APP = {
  name: 'webcrt',
  depends: DEPENDS,
  description: DESCRIPTION,
  parts:
    'Electron and Chromium come with licences of their own: see LICENSE.electron.txt and LICENSES.chromium.html in /usr/lib/webcrt. Those of the packages that are built in are in /usr/lib/webcrt/resources/licences.',
  // What lintian finds and what is so for a reason: Chromium's parts are built in, stripped or not
  // as Electron has released them, and the helper of its sandbox needs root.
  overrides: [
    'elevated-privileges',
    'embedded-library',
    'library-not-linked-against-libc',
    'shared-library-lacks-prerequisites',
    'unstripped-binary-or-object',
    'executable-not-elf-or-script',
    'hardening-no-pie',
    'initial-upload-closes-no-bugs',
  ],
};

/** `1.0.0~rc.1`: a candidate comes before its release. */
const debianVersion = (/** @type {string} */ version) => version.replace('-', '~');

/** @type {typeof import('./deb.mjs').packDeb} */
export function packDeb(root, file, facts, manifest = APP) {
  const version = debianVersion(facts.version);
  const {
    name,
    arch = facts.names.deb,
    depends,
    recommends,
    section = 'net',
    description,
  } = manifest;
  writeDocumentation(root, version, facts, manifest);
  const files = filesIn(root);
  const sizeKib = Math.ceil(files.reduce((sum, path) => sum + lstatSync(path).size, 0) / 1024);
  mkdirSync(join(root, 'DEBIAN'));
  const control = [
    `Package: ${name}`,
    `Version: ${version}`,
    `Architecture: ${arch}`,
    `Maintainer: ${facts.author}`,
    `Installed-Size: ${sizeKib}`,
    `Depends: ${depends.join(', ')}`,
    ...(recommends === undefined ? [] : [`Recommends: ${recommends.join(', ')}`]),
    `Section: ${section}`,
    'Priority: optional',
    `Homepage: ${facts.homepage}`,
    `Description: ${description}`,
  ];
  writeFileSync(join(root, 'DEBIAN/control'), `${control.join('\n')}\n`, { mode: 0o644 });
  const sums = files.map((path) => `${digest(path)}  ${path.slice(root.length + 1)}\n`);
  writeFileSync(join(root, 'DEBIAN/md5sums'), sums.join(''), { mode: 0o644 });
  setTimes(root, facts.epochS);
  const env = { ...process.env, SOURCE_DATE_EPOCH: String(facts.epochS) };
  const args = ['--root-owner-group', '-Zxz', '--threads-max=1', '--build', root, file];
  execFileSync('dpkg-deb', args, { stdio: 'pipe', env });
}

/**
 * @param {string} root
 * @param {string} version
 * @param {import('./facts.mjs').ReleaseFacts} facts
 * @param {import('./deb.mjs').DebManifest} manifest
 */
function writeDocumentation(
  root,
  version,
  { author, epochS, homepage },
  { name, parts, overrides },
) {
  const folder = join(root, 'usr/share/doc', name);
  mkdirSync(folder, { recursive: true });
  const date = new Date(epochS * 1000).toUTCString().replace('GMT', '+0000');
  const entry = `${name} (${version}) stable; urgency=medium\n\n  * See ${homepage} for what is new.\n\n -- ${author}  ${date}\n`;
  writeFileSync(join(folder, 'changelog.gz'), gzipSync(entry, { level: 9 }), { mode: 0o644 });
  const licence = readFileSync(fromRoot('LICENSE'), 'utf8');
  writeFileSync(join(folder, 'copyright'), `${licence}\n${parts}\n`, { mode: 0o644 });
  const place = join(root, 'usr/share/lintian/overrides');
  mkdirSync(place, { recursive: true });
  const lines = overrides.map((tag) => `${name}: ${tag}\n`).join('');
  writeFileSync(join(place, name), lines, { mode: 0o644 });
}

/** @param {string} path */
const digest = (path) => createHash('md5').update(readFileSync(path)).digest('hex');

/** @param {string} root */
function filesIn(root) {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
