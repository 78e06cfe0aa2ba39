// `npm start`: from a fresh clone to the open app. See START_HELP for the options.
import { openBrowserWindow } from './lib/browser-window.mjs';
import { buildStale, PROGRAMS } from './lib/build.mjs';
import { checkNode } from './lib/check-node.mjs';
import { findElectron } from './lib/electron-binary.mjs';
import { ensurePackages } from './lib/ensure-packages.mjs';
import { canInstall, ensureSystemPackages } from './lib/ensure-system-packages.mjs';
import { fetchElectron } from './lib/fetch-electron.mjs';
import { findBrowser } from './lib/find-browser.mjs';
import { ROOT } from './lib/paths.mjs';
import { endOnSignals, start, stop } from './lib/run.mjs';
import { remoteWebClient } from './lib/remote-web-client.mjs';
import { UserError, complain, runMain, say } from './lib/say.mjs';
import { serveWebClient } from './lib/serve-web-client.mjs';
import { SYSTEM_PACKAGES } from './lib/system-packages.mjs';
import { START_HELP, parseStartOptions } from './lib/start-options.mjs';

/** What a shell reports for a program whose shared libraries are not there. */
const EXIT_NOT_RUNNABLE = 127;

/** @typedef {import('./lib/start-options.mjs').StartOptions} StartOptions */
/** @typedef {import('./lib/run.mjs').Child} Child */

async function main() {
  const options = parseStartOptions(process.argv.slice(2));
  if (options.help) {
    say(START_HELP);
    return 0;
  }
  checkNode();
  // Ending it is how the user leaves: that is no failure.
  endOnSignals(0);
  await ensurePackages();
  await buildStale(PROGRAMS);
  const canShow = options.open && hasDisplay();
  if (canShow && !options.web) {
    const exitCode = await runElectron(options);
    if (exitCode !== null) return exitCode;
  }
  return runWebClient(options, canShow);
}

function hasDisplay() {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY);
}

/**
 * Resolves to the app's exit code, or null where Electron is not to be had.
 *
 * @param {StartOptions} options
 */
async function runElectron(options) {
  const binary = findElectron() ?? (await fetchElectron());
  if (binary === null) return null;
  const { code, error } = await start(binary, electronArguments(options)).ended;
  if (error === null && code !== EXIT_NOT_RUNNABLE) return code ?? 1;
  complain('Electron does not run on this machine: opening the web client instead.');
  return null;
}

/** @param {StartOptions} options */
function electronArguments({ server, user, port, turn }) {
  const args = [ROOT, '--port', String(port), ...turn];
  if (server !== null) args.push('--server', server);
  if (user !== null) args.push('--user', user);
  const isRootOnLinux = process.platform === 'linux' && process.getuid?.() === 0;
  return isRootOnLinux ? ['--no-sandbox', ...args] : args;
}

/**
 * @param {StartOptions} options
 * @param {boolean} canShow
 */
async function runWebClient(options, canShow) {
  // Looked for before serving, so that an installation does not keep an open page waiting.
  const browser = canShow ? await browserToOpen() : null;
  const { server, user } = options;
  const remoteUrl = server === null ? null : await remoteWebClient({ server, user });
  const { child, port, url } =
    remoteUrl === null
      ? await serveWebClient(options)
      : { child: null, port: 'remote', url: remoteUrl };
  say(`WebCRT is at ${url}`);
  if (browser === null && options.open) say('Open it in Chromium or Chrome.');
  /** @type {[child: Child, what: string][]} */
  const children = [];
  if (child !== null) children.push([child, 'The server']);
  if (browser !== null) children.push([openBrowserWindow(browser, url, port), 'The browser']);
  return untilFirstEnds(children);
}

/**
 * Waits until one of the children ends, ends the others, and resolves to the exit code.
 *
 * @param {readonly [child: Child, what: string][]} children
 */
async function untilFirstEnds(children) {
  if (children.length === 0) return 0;
  const { what, code, signal, error } = await Promise.race(
    children.map(async ([child, what]) => ({ what, ...(await child.ended) })),
  );
  await Promise.all(children.map(([child]) => stop(child)));
  if (code === 0) return 0;
  complain(`${what} ended unexpectedly (${error?.message ?? signal ?? `exit code ${code}`}).`);
  return 1;
}

/** An installed browser, or one that can be installed, or null, which the user has been told. */
async function browserToOpen() {
  const found = findBrowser();
  if (found !== null) return found;
  try {
    if (canInstall()) await ensureSystemPackages(SYSTEM_PACKAGES.window);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    complain(error.message);
  }
  const installed = findBrowser();
  if (installed === null) {
    say('No Chromium or Chrome was found on this machine: install one to have a window opened.');
  }
  return installed;
}

await runMain(main);
