import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importTypeScript } from '../lib/import-typescript.mjs';
import { start, stop } from '../lib/run.mjs';
import { UserError, say } from '../lib/say.mjs';

const SAID = /DevTools listening on (ws:\S+)/;
/** How long a window may take on a machine of a workflow. */
const PATIENCE_MS = 120_000;

/** @type {typeof import('./try-program.mjs').tryProgram} */
export async function tryProgram(program, version, { isStandIn }) {
  const said = execFileSync(program, ['--version']).toString().trim();
  if (!said.startsWith(version)) throw new UserError(`${program} says that it is ${said}.`);
  say(`${program} is ${said}.`);
  if (!isStandIn) await callItself(program);
}

/**
 * By Chromium's own port for tools: the fuses leave Node.js none.
 *
 * @param {string} program
 */
async function callItself(program) {
  const { chromium } = await import('playwright-core');
  const { AppDriver } = await importTypeScript('test/helpers/app-driver.ts');
  const profile = mkdtempSync(join(tmpdir(), 'webcrt-program-'));
  const fakes = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];
  const args = [`--user-data-dir=${profile}`, '--remote-debugging-port=0', ...fakes];
  const child = withDisplay(program, [...args, '--', '--port', '0', '--user', 'ann']);
  try {
    const browser = await chromium.connectOverCDP(await addressOf(child));
    const context = browser.contexts()[0];
    const page = context.pages()[0] ?? (await context.waitForEvent('page'));
    const driver = new AppDriver({ page, close: () => browser.close() });
    await driver.waitForStatus(/signed in as ann/);
    await driver.type('call echo');
    await driver.expectPicture('echo');
    await driver.close();
  } finally {
    await stop(child);
    rmSync(profile, { recursive: true, force: true });
  }
  say('It opened its window, signed in, and saw itself through a call.');
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
