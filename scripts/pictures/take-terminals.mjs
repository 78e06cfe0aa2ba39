import { spawnSync } from 'node:child_process';
import { importTypeScript } from '../lib/import-typescript.mjs';
import { fromRoot } from '../lib/paths.mjs';

// The README's pictures of terminals: the app in tmux, a shell that is shared in a call, and a
// broadcast that somebody watches with curl.

const WINDOW = { width: 1280, height: 800 };
const COLS = 140;
const ROWS = 42;
const PATIENCE_MS = 180_000;
const SETTLE_MS = 3_000;
/** A tile of one colour takes a tenth of it, a face many times as much. */
const FACE_BYTES = 5_000;
/** What they look at together. */
const SHOWN = fromRoot('src/shared/ascii/near-colours.ts');
/** Something that one works on meanwhile. */
const EDITOR = `cut -c1-48 '${fromRoot('src/tty/client/terminal-client.ts')}'; exec sleep 600`;
/** A tmux of our own: nobody's settings, nobody's sessions. */
const TMUX = ['-L', `webcrt-pictures-${process.pid}`, '-f', '/dev/null'];

/** @typedef {import('../lib/import-typescript.mjs').AppDriver} AppDriver */
/** @typedef {import('../lib/import-typescript.mjs').TerminalWindow} TerminalWindow */
/** @typedef {{ readonly page: import('playwright-core').Page }} Shown */
/** @typedef {(who: Shown, name: string) => Promise<void>} Take */

/**
 * @param {{ readonly url: string }} server
 * @param {Take} take
 */
export async function takeTerminals(server, take) {
  const [{ launchElectronApp }, { AppDriver }, { HEAD_CLIP }] = await Promise.all([
    importTypeScript('test/electron-host/launch.ts'),
    importTypeScript('test/helpers/app-driver.ts'),
    importTypeScript('test/helpers/fake-camera.ts'),
  ]);
  const app = await launchElectronApp({
    clip: HEAD_CLIP,
    argv: ['--server', server.url.replace(/^http/, 'ws').replace(/\/$/, ''), '--user', 'ann'],
    env: { SHELL: '/bin/sh', PS1: '~/webcrt $ ', ENV: '' },
  });
  const ann = new AppDriver({ page: app.window, close: () => app.close() });
  const eileen = await AppDriver.open({
    serverUrl: server.url,
    user: 'eileen',
    clip: HEAD_CLIP,
    viewport: WINDOW,
  });
  try {
    await ann.page.setViewportSize(WINDOW);
    await ann.waitForStatus(/signed in as ann/);
    await eileen.waitForStatus(/signed in as eileen/);
    await eileen.type('/call ann');
    await ann.page.getByRole('alertdialog', { name: 'incoming call' }).waitFor();
    await ann.type('/answer');
    await ann.expectPicture('eileen');
    await eileen.type('Is the build green?');
    await takeTmux(app, take);
    await takeCurl(ann, eileen, take);
    await takeSharedShell(app, ann, eileen, take);
  } finally {
    await eileen.close();
    await app.close();
  }
}

/**
 * `webcrt tty` beside a pane of something else.
 *
 * @param {import('../lib/import-typescript.mjs').ElectronApp} app
 * @param {Take} take
 */
async function takeTmux(app, take) {
  const { TerminalWindow } = await importTypeScript('test/helpers/terminal-window.ts');
  const program = fromRoot('out/main/webcrt.js');
  const client = `'${process.execPath}' '${program}' tty '--user-data-dir=${app.userDataDir}'`;
  const terminal = await TerminalWindow.open({
    cols: COLS,
    rows: ROWS,
    file: 'tmux',
    args: [
      ...[...TMUX, 'new-session', '-s', 'call', client],
      // Whose machine it was is nobody's business.
      ...[';', 'set', '-g', 'status-right', ''],
      ...[';', 'split-window', '-h', '-d', '-l', '36%', EDITOR],
    ],
  });
  try {
    await until(terminal, /in call with eileen/);
    await until(terminal, /export interface/);
    await terminal.page.waitForTimeout(SETTLE_MS);
    await take(terminal, 'tty-tmux');
  } finally {
    spawnSync('tmux', [...TMUX, 'kill-server']);
    await terminal.close();
  }
}

/**
 * What somebody outside sees.
 *
 * @param {AppDriver} ann
 * @param {AppDriver} eileen
 * @param {Take} take
 */
async function takeCurl(ann, eileen, take) {
  const { TerminalWindow } = await importTypeScript('test/helpers/terminal-window.ts');
  await ann.type('/broadcast on');
  await eileen.waitForStatus(/ann asks to broadcast/);
  await eileen.type('/broadcast yes');
  const line = await ann.waitForChat(/The stage is shown at/);
  const [url = ''] = /http\S+\/watch\/[0-9a-f]{32}/.exec(line) ?? [];
  const terminal = await TerminalWindow.open({
    cols: COLS,
    rows: ROWS,
    file: 'sh',
    args: ['-c', `clear; curl -sN "${url}?cols=${COLS}&rows=${ROWS - 1}"`],
  });
  try {
    await until(terminal, /eileen/);
    await terminal.page.waitForTimeout(SETTLE_MS);
    await take(terminal, 'watch-curl');
  } finally {
    await terminal.close();
    await ann.type('/broadcast off');
  }
}

/**
 * A shell, and faces beside it, as the other end sees it.
 *
 * @param {import('../lib/import-typescript.mjs').ElectronApp} app
 * @param {AppDriver} ann
 * @param {AppDriver} eileen
 * @param {Take} take
 */
async function takeSharedShell(app, ann, eileen, take) {
  await app.answerQuestions('Share');
  await ann.type('/share terminal');
  await eileen.waitForChat(/ann shares a terminal/);
  await ann.type('/grant eileen');
  await ann.page.waitForTimeout(SETTLE_MS);
  await ann.press('F8');
  await ann.page.keyboard.type(`clear; head -n 24 '${SHOWN}'`);
  await ann.press('Enter');
  const seen = eileen.page.getByRole('document', { name: 'terminal of ann', exact: true });
  // What was typed names a folder of this machine, until it is cleared.
  await eileen.until('what they look at', async () => {
    return /^export function/m.test((await seen.textContent()) ?? '');
  });
  await Promise.all([waitForFace(eileen, 'ann'), waitForFace(eileen, 'eileen')]);
  await eileen.page.waitForTimeout(SETTLE_MS);
  await take(eileen, 'share-terminal');
}

/**
 * Until a tile that has just got its place has been drawn there: a blank one is a small file.
 *
 * @param {AppDriver} viewer
 * @param {string} name
 */
async function waitForFace(viewer, name) {
  await viewer.expectPicture(name);
  const picture = viewer.page.getByRole('img', { name: `video of ${name}`, exact: true });
  await viewer.until(`face of ${name}`, async () => {
    const { length } = await picture.screenshot({ type: 'png' });
    return length > FACE_BYTES;
  });
}

/**
 * @param {TerminalWindow} terminal
 * @param {RegExp} pattern
 */
async function until(terminal, pattern) {
  const untilMs = Date.now() + PATIENCE_MS;
  while (!pattern.test(await terminal.text())) {
    if (Date.now() > untilMs) throw new Error(`No ${pattern.source} in:\n${await terminal.text()}`);
    await terminal.page.waitForTimeout(100);
  }
}
