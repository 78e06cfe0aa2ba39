import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  CRYPTO_RANDOM,
  createConsoleLogger,
  createSignallingServer,
  type SignallingServer,
  SYSTEM_CLOCK,
} from '../../../src/server/index';
import type { ControlReply } from '../../../src/shared/ipc/control';
import type { HostStatus } from '../../../src/shared/ipc/host-api';
import { SignallingClient } from '../../../src/shared/signalling/signalling-client';
import { buildFixtureApp } from '../../electron-host/fixture-app';
import { heardInPage, listenInPage, untilHeard } from '../../electron-host/fixture-page';
import { type ElectronApp, launchElectronApp } from '../../electron-host/launch';

const IDLE: HostStatus = { phase: 'idle', peer: null, presence: 'available', autoAnswer: false };
const LIVE: HostStatus = { ...IDLE, phase: 'live', peer: 'ann' };
const LINK = 'webcrt://room/tea?server=wss://calls.example.org';
const ROOM = { slug: 'tea', server: 'wss://calls.example.org', asksPassword: false };

interface Finished {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

describe('what reaches the app from beside its window', () => {
  let app: ElectronApp;
  let appDir: string;

  beforeAll(async () => {
    appDir = await buildFixtureApp();
    app = await launchElectronApp({ appDir, argv: ['--port', '0'] });
  });

  afterAll(() => app?.close());

  beforeEach(async () => {
    await app.activate();
    await app.focusWindow(true);
    await listenInPage(app.window);
    await report(IDLE);
  });

  const report = (status: HostStatus): Promise<void> =>
    app.window.evaluate((told) => window.webcrt!.reportStatus(told), status);

  /** As a key of the desktop would start it. */
  function ctl(userDataDir: string, ...words: string[]): Promise<Finished> {
    const args = [join(appDir, 'out/main/ctl.js'), `--user-data-dir=${userDataDir}`, ...words];
    return new Promise((resolve) => {
      execFile(process.execPath, args, (error, out, err) => {
        const exitCode = error === null ? 0 : Number(error.code);
        resolve({ exitCode, out: out.trim(), err: err.trim() });
      });
    });
  }

  /** Makes the page answer the next request by itself: the app waits five seconds for it. */
  async function answerNextWith(reply: ControlReply): Promise<void> {
    await app.window.evaluate((answer) => {
      const stop = window.webcrt!.onControl(({ id }) => {
        stop();
        void window.webcrt!.answerControl(id, answer);
      });
    }, reply);
  }

  describe('webcrt ctl', () => {
    it('asks the window, and prints what it says', async () => {
      await answerNextWith({ isDone: true, text: 'Your microphone is muted.', status: null });
      const finished = await ctl(app.userDataDir, 'ctl', 'mute');
      expect(finished).toEqual({ exitCode: 0, out: 'Your microphone is muted.', err: '' });
      const [request] = await heardInPage(app.window, 'control');
      expect(request).toMatchObject({ verb: 'mute', isHeld: null });
    });

    it('is part of the app itself, which then opens no window and ends', async () => {
      await answerNextWith({ isDone: true, text: 'The call is answered.', status: null });
      const process = await launchElectronApp({
        appDir,
        userDataDir: app.userDataDir,
        argv: ['ctl', 'answer'],
      });
      expect(await process.exitCode()).toBe(0);
      expect(process.log).toEqual(['The call is answered.']);
      expect(() => process.window).toThrow('no window');
      await process.close();
    });

    it('says so where no app runs', async () => {
      const { exitCode, err } = await ctl('/nowhere/at/all', 'status');
      expect(exitCode).toBe(3);
      expect(err).toContain('No WebCRT app runs here');
    });
  });

  describe('a link to a room', () => {
    it('is told when the app is started with it, once, and opens no other room', async () => {
      const cold = await launchElectronApp({ appDir, argv: ['--port', '0', LINK] });
      try {
        const first = await cold.window.evaluate(() => window.webcrt!.startOptions());
        expect(first.room).toEqual(ROOM);
        const again = await cold.window.evaluate(() => window.webcrt!.startOptions());
        expect(again.room).toBeNull();
      } finally {
        await cold.close();
      }
    });

    it.each([
      ['started once more with it', () => app.secondInstance(['/opt/WebCRT/webcrt', LINK])],
      ['told of it by macOS', () => app.openUrl(LINK)],
    ])('comes to the window when the app is %s', async (_how, follow) => {
      await app.window.evaluate(() => window.webcrt!.startOptions());
      await app.closeWindow();
      await follow();
      expect(await untilHeard(app.window, 'room')).toEqual([ROOM]);
      expect(await app.windowRecord()).toMatchObject({ isVisible: true });
    });

    it('is refused in words when it is not exactly that', async () => {
      await app.secondInstance(['webcrt', 'webcrt://room/tea?server=javascript:alert(1)']);
      expect(await untilHeard(app.window, 'notice')).toEqual([
        expect.stringContaining('leads nowhere'),
      ]);
      expect(await heardInPage(app.window, 'room')).toEqual([]);
    });
  });

  describe('the key for talking', () => {
    const setMode = (ptt: 'off' | 'talk' | 'mute'): Promise<unknown> =>
      app.window.evaluate((mode) => window.webcrt!.settings.update({ ptt: mode }), ptt);
    const shortcuts = async (): Promise<readonly string[]> => (await app.records()).shortcuts;

    afterEach(() => setMode('off'));

    it('is taken from the desktop only in a call, with push-to-talk, while another window has the focus', async () => {
      await report(LIVE);
      await app.focusWindow(false);
      expect(await shortcuts()).toEqual([]);
      await setMode('talk');
      expect(await shortcuts()).toEqual(['F9']);
      await app.focusWindow(true);
      expect(await shortcuts()).toEqual([]);
      await app.focusWindow(false);
      expect(await shortcuts()).toEqual(['F9']);
      await report(IDLE);
      expect(await shortcuts()).toEqual([]);
    });

    it('tells the window each time it goes down', async () => {
      await report(LIVE);
      await setMode('mute');
      await app.focusWindow(false);
      await app.pressShortcut('F9');
      await app.pressShortcut('F9');
      expect(await untilHeard(app.window, 'talk', 2)).toHaveLength(2);
    });

    it('follows its setting, and says so once when the desktop keeps the key', async () => {
      await app.reserveShortcuts(['F2']);
      await report(LIVE);
      await setMode('talk');
      await app.window.evaluate(async () => {
        const { settings } = await window.webcrt!.settings.load();
        await window.webcrt!.settings.update({ keys: { ...settings.keys, 'push-to-talk': 'F2' } });
      });
      await app.focusWindow(false);
      await app.focusWindow(true);
      await app.focusWindow(false);
      expect(await untilHeard(app.window, 'notice')).toEqual([
        expect.stringMatching(/^F2 works for talking only while this window has the focus/),
      ]);
      expect(await shortcuts()).toEqual([]);
    });
  });

  describe('a missed call', () => {
    let server: SignallingServer;
    let ann: SignallingClient;

    beforeAll(async () => {
      const httpServer = createServer();
      const logger = createConsoleLogger({ threshold: 'error' });
      server = createSignallingServer(httpServer, {
        logger,
        clock: SYSTEM_CLOCK,
        random: CRYPTO_RANDOM,
      });
      await new Promise<void>((resolve) => httpServer.listen(0, '127.0.0.1', resolve));
      const url = `ws://127.0.0.1:${(httpServer.address() as AddressInfo).port}`;
      ann = new SignallingClient({ logger });
      await ann.signIn({ server: url, name: 'ann', presence: 'available' });
      await app.window.evaluate(
        (address) =>
          window.webcrt!.signalling.signIn({ server: address, name: 'bob', presence: 'available' }),
        url,
      );
    });

    afterAll(async () => {
      ann?.dispose();
      await server?.close();
    });

    /** Ann calls, and gives up. */
    async function callInVain(): Promise<void> {
      const outcome = await ann.request('call:invite', { to: 'bob' });
      if (!outcome.ok) throw new Error(outcome.reason);
      await ann.request('call:hang-up', { callId: outcome.callId });
    }

    it('stands in the tray and at the badge, and notifies, until somebody looks', async () => {
      await app.closeWindow();
      await callInVain();
      await callInVain();
      await app.until('two missed calls', ({ badgeCount }) => badgeCount === 2);
      expect((await app.tray()).tooltip).toBe('WebCRT: Available, 2 missed calls');
      expect(await app.shownNotification()).toMatchObject({
        title: 'Missed call',
        body: 'ann called you.',
      });
      await app.clickNotification();
      expect(await app.windowRecord()).toMatchObject({ isVisible: true });
      expect(await app.records()).toMatchObject({ badgeCount: 0 });
      expect((await app.tray()).tooltip).toBe('WebCRT: Available');
    });

    it('is left to the window in front of which somebody sits', async () => {
      await callInVain();
      await untilHeard(app.window, 'push', 2);
      expect(await app.records()).toMatchObject({ badgeCount: 0 });
    });

    it('counts also where the ringing alone had brought the window up', async () => {
      await app.closeWindow();
      await app.window.evaluate(() => window.webcrt!.ring({ callId: 'call-0001', from: 'ann' }));
      expect(await app.windowRecord()).toMatchObject({ isVisible: true, isFocused: true });
      await callInVain();
      await app.until('a missed call', ({ badgeCount }) => badgeCount === 1);
      await app.window.evaluate(() => window.webcrt!.stopRinging());
      expect(await app.records()).toMatchObject({ badgeCount: 1 });
    });
  });
});
