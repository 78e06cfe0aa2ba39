import { lstatSync, mkdirSync, readlinkSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { CACHE_DIR } from './paths.mjs';
import { start } from './run.mjs';

/** The lock that a running Chromium keeps in its profile: a link to `HOST-PID`. */
const LOCK = 'SingletonLock';
const LOCK_FILES = [LOCK, 'SingletonCookie', 'SingletonSocket'];

const WINDOW_FLAGS = [
  '--no-first-run',
  '--no-default-browser-check',
  // A desktop app does not ask at every start whether it may beep for an incoming call.
  '--autoplay-policy=no-user-gesture-required',
  '--window-size=1280,800',
];

/**
 * Opens a window without tabs or address bar. The browser gets a profile of its own, so that the
 * child lives as long as the window.
 *
 * @param {string} browser
 * @param {string} url
 * @param {string | number} profileName
 */
export function openBrowserWindow(browser, url, profileName) {
  const profile = freeProfile(profileName);
  mkdirSync(profile, { recursive: true });
  const flags = [...WINDOW_FLAGS, `--user-data-dir=${profile}`, `--app=${url}`];
  // Chromium refuses to run its sandbox for root.
  if (process.getuid?.() === 0) flags.unshift('--no-sandbox', '--test-type');
  // Its chatter about missing buses and GPUs says nothing to the user.
  return start(browser, flags, { stdio: 'ignore' });
}

/**
 * A profile that no browser is using: a second browser on one profile would hand its window to the
 * first and end. They go by what serves the page (the port), as what a page keeps does.
 *
 * @param {string | number} name
 */
function freeProfile(name) {
  for (let number = 1; ; number++) {
    const profile = join(CACHE_DIR, `browser-${name}${number === 1 ? '' : `-${number}`}`);
    if (!isInUse(profile)) return profile;
  }
}

/** @param {string} profile */
function isInUse(profile) {
  const owner = lockOwner(profile);
  if (owner === null) return false;
  if (owner.host === hostname() && isAlive(owner.pid)) return true;
  // Left behind by a crash, or by another container on the same folder.
  for (const name of LOCK_FILES) rmSync(join(profile, name), { force: true });
  return false;
}

/** @param {string} profile */
function lockOwner(profile) {
  try {
    const path = join(profile, LOCK);
    if (!lstatSync(path).isSymbolicLink()) return null;
    const [, host, pid] = /^(.*)-(\d+)$/.exec(readlinkSync(path)) ?? [];
    return host === undefined ? null : { host, pid: Number(pid) };
  } catch {
    return null;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
