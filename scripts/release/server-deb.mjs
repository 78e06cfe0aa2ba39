import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { fromRoot } from '../lib/paths.mjs';
import { packDeb } from './deb.mjs';
import { setModes, setTimes } from './linux-tree.mjs';
import { importedPackages, neededFolders } from './needed-packages.mjs';

const NAME = 'webcrt-server';
const LIBRARY = `usr/lib/${NAME}`;

/** @type {import('./deb.mjs').DebManifest} */
const SERVER = {
  name: NAME,
  arch: 'all',
  depends: ['nodejs (>= 20.19)'],
  recommends: ['ca-certificates'],
  section: 'web',
  description: `signalling server of WebCRT, with the web client
 Brings people together, by name and in rooms, and serves the web client, with
 which a guest joins from a browser. Sound, pictures and files do not pass
 through it: they go from one machine to the other, encrypted. It needs no
 display, and nothing of the app that is in the package webcrt.
 .
 Nothing is started by itself: units for systemd, and files for proxies and a
 relay, are among the examples.`,
  parts: `What it is built on, in /${LIBRARY}/node_modules, comes with licences of its own, each in its folder; those of what is built into the web client are in /${LIBRARY}/out/renderer/licences.txt.`,
  // Of packages for npm: they are as their authors have published them.
  overrides: [
    'embedded-javascript-library',
    'package-contains-documentation-outside-usr-share-doc',
  ],
};

/** Of those packages: npm's own notes, settings of editors and of git, and pages of their sites. */
const NEEDLESS = /(^|\/)(\.[^/]+|[^/]+\.(html|map))$/;

/** @type {typeof import('./server-deb.mjs').packServerDeb} */
export function packServerDeb(temporary, to, facts) {
  const root = join(temporary, NAME);
  const library = join(root, LIBRARY);
  mkdirSync(library, { recursive: true });
  installPackages(library);
  for (const folder of ['out/server', 'out/renderer'])
    cpSync(fromRoot(folder), join(library, folder), { recursive: true });
  useOwnNode(join(library, 'out/server/cli.js'));
  mkdirSync(join(root, 'usr/bin'), { recursive: true });
  symlinkSync(`../lib/${NAME}/out/server/cli.js`, join(root, 'usr/bin', NAME));
  writeManual(root);
  const examples = join(root, 'usr/share/doc', NAME, 'examples');
  mkdirSync(dirname(examples), { recursive: true });
  cpSync(fromRoot('deploy'), examples, { recursive: true });
  rmSync(join(examples, 'docker'), { recursive: true });
  placeUnits(join(examples, 'systemd'));
  setModes(root);
  setTimes(root, facts.epochS);
  const file = join(to, `${NAME}_${facts.version.replace('-', '~')}_all.deb`);
  packDeb(root, file, facts, SERVER);
  return file;
}

/**
 * What the server imports, of the versions that were tried, and nothing that is built for one
 * machine.
 *
 * @param {string} library
 */
function installPackages(library) {
  for (const name of ['package.json', 'package-lock.json'])
    cpSync(fromRoot(name), join(library, name));
  const args = [
    'ci',
    '--omit=dev',
    '--omit=optional',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
  ];
  execFileSync('npm', args, { cwd: library, stdio: 'pipe' });
  rmSync(join(library, 'package-lock.json'));
  const packages = join(library, 'node_modules');
  keepNeeded(library);
  const needless = readdirSync(packages, { recursive: true, encoding: 'utf8' }).filter((path) =>
    NEEDLESS.test(path),
  );
  for (const path of needless) rmSync(join(packages, path), { recursive: true, force: true });
}

/**
 * The package for npm has a client in a terminal as well, whose codecs are of no use here.
 *
 * @param {string} library
 */
function keepNeeded(library) {
  const programs = readdirSync(fromRoot('out/server'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.js'))
    .map((name) => readFileSync(fromRoot('out/server', name), 'utf8'));
  const needed = neededFolders(library, importedPackages(programs.join('\n')));
  const folders = readdirSync(join(library, 'node_modules'), { recursive: true, encoding: 'utf8' })
    .filter((path) => basename(path) === 'package.json')
    .map((path) => join(library, 'node_modules', dirname(path)))
    .filter((folder) => /node_modules\/(@[^/]+\/)?[^/]+$/.test(folder));
  for (const folder of folders) {
    const isKept = [...needed].some((each) => each === folder || each.startsWith(`${folder}/`));
    if (!isKept) rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Debian's, whatever else is on somebody's path.
 *
 * @param {string} path
 */
function useOwnNode(path) {
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.replace(/^#!.*/, '#!/usr/bin/node'));
}

/**
 * What npm installs is in another place.
 *
 * @param {string} folder
 */
function placeUnits(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll('/usr/local/bin/', '/usr/bin/'));
  }
}

/** @param {string} root */
function writeManual(root) {
  /**
   * @param {string} from
   * @param {string} to
   */
  const write = (from, to) => {
    const text = readFileSync(fromRoot('out/manual', from));
    const isZipped = to.endsWith('.gz');
    mkdirSync(dirname(join(root, to)), { recursive: true });
    writeFileSync(join(root, to), isZipped ? gzipSync(text, { level: 9 }) : text);
  };
  write(`man1/${NAME}.1`, `usr/share/man/man1/${NAME}.1.gz`);
  write(`bash/${NAME}`, `usr/share/bash-completion/completions/${NAME}`);
  write(`zsh/_${NAME}`, `usr/share/zsh/vendor-completions/_${NAME}`);
  write(`fish/${NAME}.fish`, `usr/share/fish/vendor_completions.d/${NAME}.fish`);
}
