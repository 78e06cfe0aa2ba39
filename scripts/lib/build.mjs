import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { readCommit } from './build-facts.mjs';
import { WASM_OUTPUT, wasmCommand } from './build-wasm.mjs';
import { binaryOf, fromRoot, readJsonOrNull } from './paths.mjs';
import { runNodeQuietly } from './run.mjs';
import { UserError, say } from './say.mjs';
import { showProgress } from './show-progress.mjs';
import { hashSources } from './source-hash.mjs';

const COMMON_SOURCES = ['src/shared', 'package.json', 'package-lock.json', 'tsconfig.base.json'];

/**
 * @typedef {object} Target
 * @property {import('./build.mjs').BuildTarget} name
 * @property {string} what
 * @property {readonly string[]} sources
 * @property {readonly string[]} outputs
 * @property {() => [script: string, args: readonly string[]]} command
 */

/**
 * What is to be built, of which sources and of which commit.
 *
 * @typedef {object} StaleTarget
 * @property {Target} target
 * @property {string} hash
 * @property {string | null} commit
 */

/**
 * What is built: from which sources, by which command, and files that prove that it was.
 *
 * @type {readonly Target[]}
 */
const TARGETS = [
  {
    name: 'engine',
    what: 'the engine',
    sources: ['src/shared/ascii/wasm', 'package.json', 'package-lock.json'],
    outputs: [WASM_OUTPUT],
    command: () => wasmCommand(),
  },
  {
    name: 'app',
    what: 'the app and the web client',
    sources: ['src', 'assets', 'electron.vite.config.ts', ...COMMON_SOURCES],
    outputs: ['out/main/index.js', 'out/renderer/web.html'],
    command: () => [binaryOf('electron-vite'), ['build', '--logLevel', 'warn']],
  },
  {
    name: 'server',
    what: 'the server',
    sources: ['src/server', 'vite.server.config.ts', ...COMMON_SOURCES],
    outputs: ['out/server/cli.js'],
    command: () => [
      binaryOf('vite'),
      ['build', '--config', 'vite.server.config.ts', '--logLevel', 'warn'],
    ],
  },
  {
    name: 'library',
    what: 'the library',
    sources: [
      'src/server',
      'src/alone',
      'src/renderer',
      'src/tty',
      'scripts/build-library.mjs',
      'vite.library.config.ts',
      ...COMMON_SOURCES,
    ],
    outputs: ['server', 'client', 'media'].flatMap((name) => [
      `out/library/${name}.js`,
      `out/library/${name}.d.ts`,
    ]),
    command: () => [fromRoot('scripts/build-library.mjs'), []],
  },
  {
    name: 'manual',
    what: 'the manual',
    sources: [
      'src/main/app-options.ts',
      'src/main/control-verbs.ts',
      'src/tty/tty-arguments.ts',
      'src/server/cli',
      'scripts/manual.mjs',
      'scripts/manual',
      'CHANGELOG.md',
      ...COMMON_SOURCES,
    ],
    outputs: ['webcrt', 'webcrt-server'].flatMap((name) => [
      `out/manual/man1/${name}.1`,
      `out/manual/bash/${name}`,
      `out/manual/zsh/_${name}`,
      `out/manual/fish/${name}.fish`,
    ]),
    command: () => [fromRoot('scripts/manual.mjs'), []],
  },
];

/**
 * What the programs of a checkout run on: the library and the manual are for packages, and the
 * library's types take longer than all else.
 *
 * @type {typeof import('./build.mjs').PROGRAMS}
 */
export const PROGRAMS = ['engine', 'app', 'server'];

/**
 * Builds what is missing, or older than its sources: of everything, or of the targets named. Says
 * so when there is something to do.
 *
 * @type {typeof import('./build.mjs').buildStale}
 */
export async function buildStale(
  names = TARGETS.map(({ name }) => name),
  { isOfCommit = false } = {},
) {
  const commit = readCommit(fromRoot());
  const stale = TARGETS.filter(({ name }) => names.includes(name))
    .map((target) => ({ target, hash: hashSources(target.sources), commit }))
    .filter((each) => !isFresh(each, isOfCommit));
  if (stale.length === 0) return;
  say(`Building ${stale.map(({ target }) => target.what).join(' and ')} (about half a minute) ...`);
  try {
    await showProgress(() => buildAll(stale));
  } catch (error) {
    throw isWriteFailure(error) ? cannotWrite(error) : error;
  }
}

/** Errors of the file system that say that nothing can be written. */
const WRITE_FAILURES = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOSPC']);

/**
 * @param {unknown} error
 * @returns {error is NodeJS.ErrnoException}
 */
function isWriteFailure(error) {
  return error instanceof Error && 'code' in error && WRITE_FAILURES.has(String(error.code));
}

/** @param {NodeJS.ErrnoException} error */
function cannotWrite({ code, path }) {
  const why = code === 'ENOSPC' ? 'the disk is full' : 'this user may not write there';
  const what = `What is in out/ is older than its sources, and ${why} (${path ?? fromRoot('out')}).`;
  return new UserError(
    `${what} Run it as the user whose checkout this is, or clone one of your own.`,
  );
}

/** @param {readonly StaleTarget[]} stale */
async function buildAll(stale) {
  // The app takes the engine up as a file: it is built before the others.
  /** @param {StaleTarget} each */
  const isEngine = ({ target }) => target.name === 'engine';
  for (const each of stale.filter(isEngine)) await build(each);
  const others = stale.filter((each) => !isEngine(each));
  await Promise.all(others.map(build));
}

/** @param {Target} target */
const stampPath = (target) => fromRoot('out', `.${target.name}-stamp.json`);

/**
 * @param {StaleTarget} wanted
 * @param {boolean} isOfCommit
 */
function isFresh({ target, hash, commit }, isOfCommit) {
  if (!target.outputs.every((path) => existsSync(fromRoot(path)))) return false;
  const stamp = /** @type {{ hash?: string, commit?: string | null } | null} */ (
    readJsonOrNull(stampPath(target))
  );
  return stamp?.hash === hash && (!isOfCommit || stamp.commit === commit);
}

/** @param {StaleTarget} wanted */
async function build({ target, hash, commit }) {
  const stamp = stampPath(target);
  // Gone first: a build that is broken off must not pass for a finished one.
  rmSync(stamp, { force: true });
  const [script, args] = target.command();
  for (const path of target.outputs) mkdirSync(dirname(fromRoot(path)), { recursive: true });
  const { code, output } = await runNodeQuietly(script, args, { env: buildEnv() });
  if (code !== 0)
    throw new UserError(`${output.trim()}\nBuilding ${target.what} failed: see above.`);
  const missing = target.outputs.find((path) => !existsSync(fromRoot(path)));
  if (missing !== undefined) throw new UserError(`Building ${target.what} made no ${missing}.`);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, JSON.stringify({ hash, commit }));
}

/** vitest sets NODE_ENV to "test", which would turn minifying off. */
function buildEnv() {
  return { ...process.env, NODE_ENV: 'production' };
}
