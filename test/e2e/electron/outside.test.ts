import { execFile } from 'node:child_process';
import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ElectronApp, launchElectronApp } from '../../electron-host/launch';
import { AppDriver } from '../../helpers/app-driver';
import { startAppServer, type AppServer } from '../../helpers/app-server';
import { installPageProbes } from '../../helpers/page-probes';

const CTL = new URL('../../../out/main/ctl.js', import.meta.url).pathname;

interface Answer {
  readonly isDone: boolean;
  readonly text: string;
  readonly status: { readonly phase: string; readonly isHeard: boolean; readonly isMuted: boolean };
}

interface CountingWindow extends Window {
  devicesOpened?: number;
}

async function countDevicesOpened(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const { mediaDevices } = navigator;
    const open = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = (constraints) => {
      const counting = window as CountingWindow;
      counting.devicesOpened = (counting.devicesOpened ?? 0) + 1;
      return open(constraints);
    };
  });
}

/**
 * The whole app, used from beside its window: by keys of the desktop, by `webcrt ctl`, by links.
 */
describe('the desktop app from outside', () => {
  let server: AppServer;
  let app: ElectronApp;
  let ann: AppDriver;
  let bob: AppDriver;

  beforeAll(async () => {
    server = await startAppServer();
    app = await launchElectronApp({
      argv: [
        '--server',
        server.url.replace(/^http/, 'ws').replace(/\/$/, ''),
        '--user',
        'ann',
        '--autojoin',
        '--camera=1',
        'webcrt://room/tea-time',
      ],
      prepare: async (context) => {
        await installPageProbes(context);
        await countDevicesOpened(context);
      },
    });
    ann = new AppDriver({
      page: app.window,
      savedBy: () => Promise.reject(new Error('nothing is saved here')),
      close: () => app.close(),
    });
    await ann.waitForStatus(/signed in as ann/);
    bob = await AppDriver.open({ serverUrl: server.url, user: 'bob' });
    await bob.waitForStatus(/signed in as bob/);
  });

  afterAll(async () => {
    await bob?.close();
    await ann?.close();
    await server?.close();
  });

  function ctl(...words: string[]): Promise<Answer> {
    const args = [CTL, `--user-data-dir=${app.userDataDir}`, '--json', ...words];
    return new Promise((resolve) => {
      execFile(process.execPath, args, (_error, out) => {
        resolve(JSON.parse(out) as Answer);
      });
    });
  }

  /** How much bob hears within some packets more; 0 is silence. */
  async function loudness(): Promise<number> {
    const before = await bob.receivedMedia();
    let after = before;
    await bob.until('more sound to come', async () => {
      after = await bob.receivedMedia();
      return after.audioSeconds > before.audioSeconds + 1;
    });
    return (after.audioEnergy - before.audioEnergy) / (after.audioSeconds - before.audioSeconds);
  }

  /** How often the page has asked for a camera or a microphone. */
  function devicesOpened(): Promise<number> {
    return ann.page.evaluate(() => (window as CountingWindow).devicesOpened ?? 0);
  }

  it('fills in the room of the link that it was started with, and goes nowhere', async () => {
    await ann.waitForChat(/The link leads to the room tea-time/);
    expect(await ann.command.inputValue()).toBe('join tea-time');
    await ann.command.fill('');
  });

  it('fills in the room of a link that comes later, and names another server', async () => {
    await app.secondInstance(['webcrt', 'webcrt://room/garden?server=wss://calls.example.org']);
    await ann.waitForChat(/room garden on wss:\/\/calls\.example\.org, another server/);
    expect(await ann.command.inputValue()).toBe('login --server wss://calls.example.org');
    await ann.waitForStatus(/signed in as ann/);
    await ann.command.fill('');
  });

  it('opens no camera and joins nothing, whatever a link or a second start asks for', async () => {
    const before = await devicesOpened();
    const asking = 'webcrt://room/garden?autojoin=1&camera=1';
    await app.secondInstance(['webcrt', '--autojoin', '--camera=1', '--user=eve', asking]);
    await ann.waitForChat(/leads nowhere/);
    await app.secondInstance(['webcrt', '--autojoin', '--camera=1', 'webcrt://room/shed']);
    await ann.waitForChat(/The link leads to the room shed/);
    expect(await ann.command.inputValue()).toBe('join shed');
    await ann.waitForStatus(/signed in as ann/);
    expect(server.signalling.status()).toMatchObject({ calls: 0, rooms: 0 });
    expect(await devicesOpened()).toBe(before);
    await ann.command.fill('');
  });

  it('answers, mutes and hangs up by webcrt ctl', async () => {
    expect(await ctl('answer')).toMatchObject({ isDone: false, text: 'Nobody is calling.' });
    await bob.type('call ann');
    await ann.page.getByRole('alertdialog', { name: 'incoming call' }).waitFor();
    expect((await ctl('status')).status.phase).toBe('incoming');
    expect((await ctl('answer')).isDone).toBe(true);
    await bob.waitForStatus(/in call with ann/);
    await bob.until('sound', async () => (await loudness()) > 1e-6);
    expect((await ctl('mute')).status).toMatchObject({ isMuted: true, isHeard: false });
    await ann.waitForStatus(/mic muted/);
    await bob.until('silence', async () => (await loudness()) < 1e-9);
    await ctl('unmute');
    await bob.until('sound', async () => (await loudness()) > 1e-6);
    expect(await ctl('hangup')).toMatchObject({ isDone: true });
    await bob.waitForStatus(/no call/);
    await ann.waitForStatus(/no call/);
  });

  it('is heard while the key is held, by the key, the desktop and webcrt ctl', async () => {
    await ann.type('ptt on');
    await ann.waitForChat(/others hear you while you hold F9/);
    await bob.type('call ann');
    await ann.page.getByRole('alertdialog', { name: 'incoming call' }).waitFor();
    await ctl('answer');
    await ann.waitForStatus(/mic waits for F9/);
    await bob.until('silence', async () => (await loudness()) < 1e-9);

    await ann.page.keyboard.down('F9');
    await ann.waitForStatus(/mic on/);
    await bob.until('sound', async () => (await loudness()) > 1e-6);
    await ann.page.keyboard.up('F9');
    await ann.waitForStatus(/mic waits for F9/);

    await app.focusWindow(false);
    await app.until('the key', ({ shortcuts }) => shortcuts.includes('F9'));
    await app.pressShortcut('F9');
    await ann.waitForStatus(/mic on/);
    await app.pressShortcut('F9');
    await ann.waitForStatus(/mic waits for F9/);

    expect((await ctl('ptt', 'down')).status.isHeard).toBe(true);
    expect((await ctl('ptt', 'up')).status.isHeard).toBe(false);

    await ann.type('/ptt mute');
    await ann.waitForStatus(/mic on/);
    await ann.page.keyboard.down('F9');
    await ann.waitForStatus(/mic silent/);
    await ann.page.keyboard.up('F9');
    await ann.waitForStatus(/mic on/);
    await ctl('hangup');
    await ann.waitForStatus(/no call/);
  });
});
