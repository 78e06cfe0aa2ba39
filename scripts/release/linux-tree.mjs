import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  lstatSync,
  lutimesSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { fromRoot } from '../lib/paths.mjs';

/** Loaded by programs, and none themselves, whatever mode they came with. */
const LIBRARIES = /\.(node|so(\.\d+)*)$/;
const APP_ID = 'org.webcrt.app';
/** Where programs of one package are. */
export const LIBRARY = 'usr/lib/webcrt';

/**
 * Lays out all that a package for Linux installs, in `root`: the app as electron-builder left it
 * in `unpacked`, and what tells the desktop and the shells of it.
 *
 * @type {typeof import('./linux-tree.mjs').layOutLinuxTree}
 */
export function layOutLinuxTree(root, unpacked, facts, kind) {
  rmSync(root, { recursive: true, force: true });
  /**
   * @param {string} path
   * @param {string | Uint8Array} content
   */
  const write = (path, content) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  };
  cpSync(unpacked, join(root, LIBRARY), { recursive: true });
  // src/main/updates/package-kind.ts asks who brings new versions.
  write(`${LIBRARY}/resources/package-type`, `${kind}\n`);
  /** @param {string} path */
  const asset = (path) => readFileSync(fromRoot('assets/linux', path), 'utf8');
  write('usr/bin/webcrt', asset('webcrt.sh'));
  chmodSync(join(root, 'usr/bin/webcrt'), 0o755);
  write(`usr/share/applications/${APP_ID}.desktop`, asset(`${APP_ID}.desktop`));
  const metainfo = asset(`${APP_ID}.metainfo.xml`)
    .replace('@VERSION@', facts.version.replace('-', '~'))
    .replace('@DATE@', facts.date);
  write(`usr/share/metainfo/${APP_ID}.metainfo.xml`, metainfo);
  for (const name of readdirSync(fromRoot('assets/linux/icons'))) {
    const px = name.replace('.png', '');
    const place = `usr/share/icons/hicolor/${px}x${px}/apps/${APP_ID}.png`;
    write(place, readFileSync(fromRoot('assets/linux/icons', name)));
  }
  writeManual(write);
  setModes(root);
  setTimes(root, facts.epochS);
}

/** @param {(path: string, content: string | Uint8Array) => void} write */
function writeManual(write) {
  /** @param {string} path */
  const manual = (path) => readFileSync(fromRoot('out/manual', path));
  write('usr/share/man/man1/webcrt.1.gz', gzipSync(manual('man1/webcrt.1'), { level: 9 }));
  write('usr/share/bash-completion/completions/webcrt', manual('bash/webcrt'));
  write('usr/share/zsh/vendor-completions/_webcrt', manual('zsh/_webcrt'));
  write('usr/share/fish/vendor_completions.d/webcrt.fish', manual('fish/webcrt.fish'));
}

/**
 * Whoever builds has a umask of their own. The helper of Chromium's sandbox, which is asked where
 * unprivileged users may make no namespaces, belongs to root and runs as root.
 *
 * @type {typeof import('./linux-tree.mjs').setModes}
 */
export function setModes(root) {
  for (const path of pathsIn(root)) {
    const stat = lstatSync(path);
    if (stat.isSymbolicLink()) continue;
    const isProgram = stat.isDirectory() || ((stat.mode & 0o100) !== 0 && !LIBRARIES.test(path));
    chmodSync(path, isProgram ? 0o755 : 0o644);
  }
  const sandbox = join(root, LIBRARY, 'chrome-sandbox');
  if (lstatSync(sandbox, { throwIfNoEntry: false }) !== undefined) chmodSync(sandbox, 0o4755);
}

/** @type {typeof import('./linux-tree.mjs').setTimes} */
export function setTimes(root, epochS) {
  // Deepest first: a change inside a folder is one of the folder.
  for (const path of [...pathsIn(root)].reverse()) lutimesSync(path, epochS, epochS);
}

/**
 * All in a folder, and the folder, in an order of their own.
 *
 * @param {string} root
 * @returns {string[]}
 */
function pathsIn(root) {
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).sort();
  return [root, ...names.map((name) => join(root, name))];
}

/** @type {typeof import('./linux-tree.mjs').packTarball} */
export function packTarball(folder, name, file, epochS) {
  const order = ['--sort=name', '--owner=0', '--group=0', '--numeric-owner', '--format=gnu'];
  // Of names alone: what a link leads to stays as it is.
  const rename = `s,^\\.,${name},S`;
  const args = [...order, `--mtime=@${epochS}`, '--transform', rename, '-C', folder];
  const tar = execFileSync('tar', ['-c', ...args, '.'], { maxBuffer: 2 ** 31 });
  writeFileSync(file, gzipSync(tar, { level: 9 }));
}
