import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const LINUX_COMMANDS = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
  'msedge',
];
const MAC_APPS = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
const WINDOWS_PATHS = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Chromium\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
];

/** @typedef {Readonly<Record<string, string | undefined>>} Environment */

/**
 * The path of an installed Chromium, Chrome or Edge (`WEBCRT_BROWSER` first), or null.
 *
 * @type {typeof import('./find-browser.mjs').findBrowser}
 */
export function findBrowser(env = process.env, platform = process.platform) {
  const chosen = env.WEBCRT_BROWSER;
  if (chosen) return chosen;
  return candidates(env, platform).find(isExecutable) ?? null;
}

/**
 * The path of a command on the search path, or null.
 *
 * @type {typeof import('./find-browser.mjs').findCommand}
 */
export function findCommand(name, env = process.env) {
  return onPath(name, env).find(isExecutable) ?? null;
}

/**
 * @param {Environment} env
 * @param {NodeJS.Platform} platform
 */
function candidates(env, platform) {
  if (platform === 'darwin') return macPaths(env);
  if (platform === 'win32') return windowsPaths(env);
  return LINUX_COMMANDS.flatMap((name) => onPath(name, env));
}

/**
 * @param {string} name
 * @param {Environment} env
 */
function onPath(name, env) {
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, name));
}

/** @param {Environment} env */
function macPaths(env) {
  const folders = ['/Applications', join(env.HOME ?? '', 'Applications')];
  return MAC_APPS.flatMap((app) =>
    folders.map((folder) => join(folder, `${app}.app`, 'Contents', 'MacOS', app)),
  );
}

/** @param {Environment} env */
function windowsPaths(env) {
  const folders = [env.ProgramFiles, env['ProgramFiles(x86)'], env.LOCALAPPDATA];
  return WINDOWS_PATHS.flatMap((path) =>
    folders.filter((folder) => folder !== undefined).map((folder) => join(folder, path)),
  );
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
