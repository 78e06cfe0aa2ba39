import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { electronVersion, findElectron } from './electron-binary.mjs';
import { CACHE_DIR, fromRoot, readJsonOrNull } from './paths.mjs';
import { start, stop } from './run.mjs';
import { say } from './say.mjs';

/** A download that brings nothing for so long is given up. */
const MAX_SILENCE_MS = 15_000;
const LOOK_EVERY_MS = 500;
/** A failed attempt is not repeated by every start. */
const RETRY_AFTER_MS = 24 * 60 * 60 * 1_000;
const BYTES_PER_MB = 1_000_000;

/** @typedef {{ version: string | null, atMs: number }} FetchFailure */

const FAILURE_FILE = join(CACHE_DIR, 'electron-fetch-failed.json');
const DOWNLOAD_DIR = join(CACHE_DIR, 'electron-download');

/**
 * Fetches the Electron program, showing how far it is. Resolves to its path, or to null when that
 * failed, now or within the last day. Either way it has told the user.
 */
export async function fetchElectron() {
  const version = electronVersion();
  if (hasFailedLately(version)) {
    say('Electron could not be fetched earlier today: opening the web client instead.');
    return null;
  }
  say(`Fetching Electron ${version} (about 110 MB, once) ...`);
  const reason = await download();
  const binary = findElectron();
  if (binary !== null) return binary;
  mkdirSync(CACHE_DIR, { recursive: true });
  writeFileSync(FAILURE_FILE, JSON.stringify({ version, atMs: Date.now() }));
  say(`Electron could not be fetched (${reason}): opening the web client instead.`);
  return null;
}

/** @param {string | null} version */
function hasFailedLately(version) {
  const failure = /** @type {FetchFailure | null} */ (readJsonOrNull(FAILURE_FILE));
  return failure?.version === version && Date.now() - failure.atMs < RETRY_AFTER_MS;
}

/** Runs Electron's own installer. Resolves to why it ended without success. */
async function download() {
  mkdirSync(DOWNLOAD_DIR, { recursive: true });
  const child = start(process.execPath, [fromRoot('node_modules', 'electron', 'install.js')], {
    stdio: ['ignore', 'ignore', 'pipe'],
    // The installer downloads into the folder for temporary files: one of our own can be watched.
    env: { ...process.env, TMPDIR: DOWNLOAD_DIR, TEMP: DOWNLOAD_DIR, TMP: DOWNLOAD_DIR },
  });
  let errors = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk) => {
    errors += chunk;
  });
  const closed = new Promise((resolve) => child.once('close', resolve));
  const wasSilent = await watchProgress(child);
  await closed;
  rmSync(DOWNLOAD_DIR, { recursive: true, force: true });
  return wasSilent ? `no progress for ${MAX_SILENCE_MS / 1_000} s` : firstReason(errors);
}

/**
 * Resolves when the child has ended: to true when it was stopped for bringing nothing.
 *
 * @param {import('./run.mjs').Child} child
 */
async function watchProgress(child) {
  let bytes = 0;
  let lastProgressMs = Date.now();
  let wasSilent = false;
  const timer = setInterval(() => {
    const now = bytesFetched();
    if (now !== bytes) {
      showProgress(bytes, now);
      bytes = now;
      lastProgressMs = Date.now();
    } else if (Date.now() - lastProgressMs > MAX_SILENCE_MS && !wasSilent) {
      wasSilent = true;
      void stop(child);
    }
  }, LOOK_EVERY_MS);
  await child.ended;
  clearInterval(timer);
  return wasSilent;
}

/**
 * A line for every ten megabytes: readable in a log, too.
 *
 * @param {number} before
 * @param {number} now
 */
function showProgress(before, now) {
  /** @param {number} bytes */
  const step = (bytes) => Math.floor(bytes / (10 * BYTES_PER_MB));
  if (step(now) > step(before)) say(`  ${Math.round(now / BYTES_PER_MB)} MB`);
}

/** What lies in the download folder, and, once unpacking has begun, beside it. */
function bytesFetched() {
  return sizeOf(DOWNLOAD_DIR) + sizeOf(fromRoot('node_modules', 'electron', 'dist'));
}

/** @param {string} folder */
function sizeOf(folder) {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
  } catch {
    // Not there yet, or a file went while we looked.
    return 0;
  }
}

/**
 * The line of a stack that says what happened: "getaddrinfo ENOTFOUND ..." before "fetch failed".
 *
 * @param {string} errors
 */
function firstReason(errors) {
  const cause = /\b(?:E[A-Z_]{4,}|Response code \d+)\b[^\n]*/.exec(errors)?.[0];
  const first = errors.split('\n').find((line) => line.trim() !== '');
  return (cause ?? first ?? 'the installer gave no reason')
    .trim()
    .replace(/^\w*Error: /, '')
    .replace(/[,{]+$/, '');
}
