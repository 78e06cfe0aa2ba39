import { existsSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { importTypeScript } from '../lib/import-typescript.mjs';
import { start, stop } from '../lib/run.mjs';
import { UserError } from '../lib/say.mjs';

const SAID = /DevTools listening on (ws:\S+)/;
/** How long a window may take on a machine of a workflow. */
const PATIENCE_MS = 120_000;

/** @typedef {import('./packed-program.mjs').PackedProgram} PackedProgram */

/** @type {typeof import('./packed-program.mjs').openPacked} */
export async function openPacked(program, args, { isStandIn }) {
  return isStandIn ? openArchive(program, args) : openProgram(program, args);
}

/**
 * By Chromium's own port for tools: the fuses leave Node.js none.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @returns {Promise<PackedProgram>}
 */
async function openProgram(program, args) {
  const { chromium } = await import('playwright-core');
  const { AppDriver } = await importTypeScript('test/helpers/app-driver.ts');
  const profile = mkdtempSync(join(tmpdir(), 'webcrt-program-'));
  const fakes = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];
  const own = [`--user-data-dir=${profile}`, '--remote-debugging-port=0', ...fakes];
  const child = withDisplay(program, [...own, '--', ...args]);
  const close = async () => {
    await stop(child);
    rmSync(profile, { recursive: true, force: true });
  };
  try {
    const browser = await chromium.connectOverCDP(await addressOf(child));
    const context = browser.contexts()[0];
    const page = context.pages()[0] ?? (await context.waitForEvent('page'));
    const driver = new AppDriver({ page, close: () => browser.close() });
    return { driver, close, exitCode: async () => (await child.ended).code };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * The archive that was packed, its window in a Chromium of this machine: all of it but Electron.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @returns {Promise<PackedProgram>}
 */
async function openArchive(program, args) {
  const { extractAll } = await import('@electron/asar');
  const { AppDriver } = await importTypeScript('test/helpers/app-driver.ts');
  const { launchElectronApp } = await importTypeScript('test/electron-host/launch.ts');
  const resources = resourcesOf(program);
  const folder = mkdtempSync(join(tmpdir(), 'webcrt-archive-'));
  const appDir = join(folder, 'app');
  extractAll(join(resources, 'app.asar'), appDir);
  // Beside the archive, as it is packed.
  symlinkSync(join(resources, 'node_modules'), join(folder, 'node_modules'));
  const app = await launchElectronApp({ appDir, argv: args });
  const driver = new AppDriver({ page: app.window, close: () => app.close() });
  return {
    driver,
    exitCode: () => app.exitCode(),
    close: async () => {
      await app.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Beside the program, or where the one that is in /usr/bin leads to.
 *
 * @param {string} program
 */
function resourcesOf(program) {
  const folder = dirname(realpathSync(program));
  const places = ['resources', '../lib/webcrt/resources'].map((path) => join(folder, path));
  const found = places.find((path) => existsSync(join(path, 'app.asar')));
  if (found === undefined) throw new UserError(`There is no archive beside ${program}.`);
  return found;
}

/**
 * @param {string} program
 * @param {readonly string[]} args
 */
function withDisplay(program, args) {
  const isBare = process.platform === 'linux' && !process.env.DISPLAY;
  /** @type {[string, readonly string[]]} */
  const command = isBare ? ['xvfb-run', ['--auto-servernum', program, ...args]] : [program, args];
  return start(...command, { stdio: ['ignore', 'inherit', 'pipe'] });
}

/**
 * @param {import('../lib/run.mjs').Child} child
 * @returns {Promise<string>}
 */
function addressOf(child) {
  return new Promise((resolve, reject) => {
    let output = '';
    const timer = setTimeout(() => reject(new UserError(`No window:\n${output}`)), PATIENCE_MS);
    child.stderr?.setEncoding('utf8').on('data', (chunk) => {
      output += chunk;
      const address = SAID.exec(output)?.[1];
      if (address === undefined) return;
      clearTimeout(timer);
      resolve(address);
    });
  });
}
