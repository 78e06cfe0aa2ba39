import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importTypeScript } from '../lib/import-typescript.mjs';
import { start, stop } from '../lib/run.mjs';
import { UserError, say } from '../lib/say.mjs';
import { namedBlock } from './named-block.mjs';

/** Of docs/bots.md: one declines calls and says why, the other answers and tells what it sees. */
const BOT = 'dice';
const SEEING_BOT = 'parrot';
const SOUND = 'hello.wav';

/** @type {typeof import('./try-terminal.mjs').tryTerminal} */
export async function tryTerminal(folder, url) {
  const program = join(folder, 'node_modules/webcrt/out/main/webcrt.js');
  const { launchElectronApp } = await importTypeScript('test/electron-host/launch.ts');
  const { TtyTerminal } = await importTypeScript('test/helpers/tty-terminal.ts');
  const server = url.replace(/^http/, 'ws').replace(/\/$/, '');
  const app = await launchElectronApp({ argv: ['--server', server, '--user', 'ann'] });
  try {
    const words = ['tty', `--user-data-dir=${app.userDataDir}`];
    const tty = new TtyTerminal({ program, words });
    try {
      await tty.waitFor(/signed in as ann/);
      tty.enter('call echo');
      await tty.waitFor(/in call with echo/);
      tty.enter('/hangup');
      await tty.waitFor(/no call/);
      say('webcrt tty shows the app that runs, and calls by it.');
      await withBots(folder, url, () => tryAlone(program, server, { tty, window: app.window }));
      await leave(tty);
    } finally {
      await tty.close();
    }
  } finally {
    await app.close();
  }
}

/**
 * @param {string} program
 * @param {string} server
 * @param {object} ann whom it calls: her terminal, and the window of her app
 * @param {import('../lib/import-typescript.mjs').TtyTerminal} ann.tty
 * @param {import('playwright-core').Page} ann.window
 */
async function tryAlone(program, server, ann) {
  const { TtyTerminal } = await importTypeScript('test/helpers/tty-terminal.ts');
  const { AppDriver } = await importTypeScript('test/helpers/app-driver.ts');
  const { patternClip } = await importTypeScript('test/helpers/fake-camera.ts');
  const folder = mkdtempSync(join(tmpdir(), 'webcrt-alone-'));
  const own = ['--camera', patternClip(), `--user-data-dir=${folder}`];
  const words = ['tty', '--server', server, '--user', 'bob', ...own];
  const bob = new TtyTerminal({ program, words });
  try {
    await bob.waitFor(/signed in as bob/);
    bob.enter('call ann');
    await ann.tty.waitFor(/bob is calling|bob calls/i);
    ann.tty.enter('/answer');
    await Promise.all([bob.waitFor(/in call with ann/), ann.tty.waitFor(/in call with bob/)]);
    await new AppDriver({ page: ann.window, close: async () => {} }).expectPicture('bob');
    // One word: a column of chat is narrow.
    bob.enter('bonjour');
    await ann.tty.waitFor(/\bbonjour\b/);
    bob.enter('/hangup');
    await ann.tty.waitFor(/no call/);
    bob.enter(`call ${BOT}`);
    await bob.waitFor(/\broll\b/);
    bob.enter(`call ${SEEING_BOT}`);
    await bob.waitFor(/in call with parrot/);
    bob.enter('look');
    await bob.waitFor(/parrot to you/);
    await leave(bob);
  } finally {
    await bob.close();
    rmSync(folder, { recursive: true, force: true });
  }
  say('webcrt tty --server calls without an app, is seen, and says what is typed.');
  say('Bots by webcrt/client and webcrt/client/media were called, and said what they had to.');
}

/** @param {import('../lib/import-typescript.mjs').TtyTerminal} tty */
async function leave(tty) {
  tty.type('\x04');
  if ((await tty.exited) !== 0) throw new UserError('webcrt tty did not end well.');
}

/**
 * @param {string} folder
 * @param {string} url
 * @param {() => Promise<void>} use
 */
async function withBots(folder, url, use) {
  writeFileSync(join(folder, SOUND), silence());
  const bots = [];
  try {
    bots.push(await startBot(folder, 'bot.mjs', [url, BOT]));
    bots.push(await startBot(folder, 'parrot.mjs', [url, SOUND]));
    await use();
  } finally {
    for (const bot of bots) await stop(bot);
  }
}

/**
 * @param {string} folder
 * @param {string} name
 * @param {readonly string[]} words
 */
async function startBot(folder, name, words) {
  writeFileSync(join(folder, name), namedBlock('docs/bots.md', name));
  const bot = start(process.execPath, [name, ...words], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(/** @type {NodeJS.ReadableStream} */ (bot.stdout), 'data');
  if (!String(line).startsWith('Here as')) throw new UserError(`${name} says: ${line}`);
  return bot;
}

/** A tenth of a second at 48 kHz, one channel, 16 bits. */
function silence() {
  const bytes = 9_600;
  const file = Buffer.alloc(44 + bytes);
  file.write('RIFF');
  file.writeUInt32LE(36 + bytes, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(48_000, 24);
  file.writeUInt32LE(96_000, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(bytes, 40);
  return file;
}
