import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CallPhaseKind } from '../../../src/shared/call/call-phase';
import { buildFixtureApp } from '../../electron-host/fixture-app';
import { listenInPage, untilHeard } from '../../electron-host/fixture-page';
import {
  type ElectronApp,
  type ElectronAppOptions,
  launchElectronApp,
} from '../../electron-host/launch';

const BOUNDS = { x: 60, y: 80, width: 1_000, height: 640 };

describe('the app, from its start to its end', () => {
  let appDir: string;
  const apps: ElectronApp[] = [];

  beforeAll(async () => {
    appDir = await buildFixtureApp();
  });

  afterEach(async () => {
    for (const app of apps.splice(0)) await app.close();
  });

  async function launch(options: ElectronAppOptions = {}): Promise<ElectronApp> {
    const app = await launchElectronApp({ appDir, argv: ['--port', '0'], ...options });
    apps.push(app);
    return app;
  }

  const report = (app: ElectronApp, phase: CallPhaseKind): Promise<void> =>
    app.window.evaluate((status) => window.webcrt!.reportStatus(status), {
      phase,
      peer: 'ann',
      presence: 'available',
      autoAnswer: false,
    } as const);
  const keepOutOfTray = (app: ElectronApp): Promise<unknown> =>
    app.window.evaluate(() => window.webcrt!.settings.update({ close_to_tray: false }));
  /** What the window of the real app does when it is asked to come to an end. */
  const obey = (app: ElectronApp): Promise<void> =>
    app.window.evaluate(() => {
      window.webcrt!.onQuitRequested(() => void window.webcrt!.quit());
    });

  describe('closing its window', () => {
    it('keeps the app in the tray, as the setting says', async () => {
      const app = await launch();
      expect(await app.closeWindow()).toBe(false);
      expect(await app.windowRecord()).toMatchObject({ isVisible: false });
      expect(await app.tray()).toMatchObject({ icon: 'available.png' });
    });

    it('keeps a call in the tray, at every stage, against the setting', async () => {
      const app = await launch();
      await keepOutOfTray(app);
      for (const phase of ['outgoing', 'incoming', 'connecting', 'live', 'reconnecting'] as const) {
        await app.activate();
        await report(app, phase);
        expect(await app.closeWindow()).toBe(false);
        expect(await app.windowRecord()).toMatchObject({ isVisible: false });
      }
    });

    it('leaves full screen first', async () => {
      const app = await launch();
      await app.window.evaluate(() => window.webcrt!.toggleFullScreen());
      await app.closeWindow();
      expect(await app.windowRecord()).toMatchObject({ isVisible: false, isFullScreen: false });
    });

    it('quits outside a call, where the setting says so', async () => {
      const app = await launch();
      await keepOutOfTray(app);
      await obey(app);
      await app.closeWindow();
      expect(await app.exitCode()).toBe(0);
    });
  });

  describe('quitting it', () => {
    it('from the tray asks the window, which ends its call and then the app', async () => {
      const app = await launch();
      await listenInPage(app.window);
      await report(app, 'live');
      await app.clickTrayMenu('Quit');
      await untilHeard(app.window, 'quit');
      expect((await app.records()).windows).toHaveLength(1);
      await app.window.evaluate(() => void window.webcrt!.quit());
      expect(await app.exitCode()).toBe(0);
    });

    it('from the system does the same, and asks once', async () => {
      const app = await launch();
      await listenInPage(app.window);
      await app.quit();
      await app.quit();
      expect(await untilHeard(app.window, 'quit')).toEqual([null]);
      await app.window.evaluate(() => void window.webcrt!.quit());
      expect(await app.exitCode()).toBe(0);
    });

    it('is not held up by a window that hangs', async () => {
      const app = await launch();
      // A page that never yields: nobody there can be asked.
      void app.window
        .evaluate(() => {
          for (;;) Math.random();
        })
        .catch(() => undefined);
      await app.quit();
      expect(await app.exitCode()).toBe(0);
    });

    it('signs out, so that the name is free at once', async () => {
      const host = await launch();
      const guest = await launch({ argv: ['--server', await serverOf(host)] });
      const signIn = (app: ElectronApp): Promise<unknown> =>
        app.window.evaluate(async () => {
          const { signalling } = window.webcrt!;
          const { server } = await window.webcrt!.startOptions();
          return signalling.signIn({ server, name: 'ann', presence: 'available' });
        });
      expect(await signIn(guest)).toMatchObject({ ok: true });
      expect(await signIn(host)).toEqual({ ok: false, reason: 'name-claimed' });
      await obey(guest);
      await guest.quit();
      expect(await guest.exitCode()).toBe(0);
      // Without the sign-out it would be held for a minute, for whoever has the token: the page.
      const { userDataDir } = guest;
      const again = await launch({ argv: ['--server', await serverOf(host)], userDataDir });
      expect(await signIn(again)).toMatchObject({ ok: true });
    });

    it('stops the server that came along', async () => {
      const app = await launch();
      const { port } = new URL(await serverOf(app));
      expect(await isListening(Number(port))).toBe(true);
      await obey(app);
      await app.quit();
      await app.exitCode();
      expect(await isListening(Number(port))).toBe(false);
    });
  });

  describe('starting it', () => {
    it('ends at once, with no window, where another instance runs', async () => {
      const app = await launch({ isSecondInstance: true });
      expect(await app.exitCode()).toBe(0);
      expect(() => app.window).toThrow('The app has no window.');
    });

    it('hidden, stays in the tray', async () => {
      const app = await launch({ argv: ['--port', '0', '--hidden'] });
      expect(await app.windowRecord()).toMatchObject({ isVisible: false });
      expect(await app.window.evaluate(() => window.webcrt !== undefined)).toBe(true);
    });

    it('with --no-open, prints where the web client is', async () => {
      const app = await launch({ argv: ['--port', '0', '--no-open'] });
      expect(await app.windowRecord()).toMatchObject({ isVisible: false });
      const url = (await serverOf(app)).replace('ws', 'http');
      expect(app.log).toContain(url);
      expect((await fetch(`${url}/health`)).status).toBe(200);
    });

    it('uses another port when its own is taken, and says so', async () => {
      const first = await launch();
      const { port } = new URL(await serverOf(first));
      const second = await launch({ argv: ['--port', port] });
      const { port: secondPort } = new URL(await serverOf(second));
      expect(secondPort).not.toBe(port);
      const report = await second.window.evaluate(() => window.webcrt!.settings.load());
      expect(report.notices).toEqual([
        `Port ${port} is taken: this app's own server is at port ${secondPort}.`,
      ]);
    });

    it('starts no server when it is told to use one', async () => {
      const app = await launch({ argv: ['--server', 'wss://example.org'] });
      expect(await serverOf(app)).toBe('wss://example.org');
    });

    it('puts the window where it was, as far as the displays allow', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'webcrt-window-'));
      const first = await launch({ userDataDir: folder });
      await first.moveWindow(BOUNDS);
      await obey(first);
      await first.quit();
      await first.exitCode();
      expect(JSON.parse(await readFile(join(folder, 'window.json'), 'utf8'))).toEqual({
        bounds: BOUNDS,
        isMaximised: false,
      });

      const second = await launch({ userDataDir: folder });
      expect((await second.windowRecord()).bounds).toEqual(BOUNDS);
      const small = [{ x: 0, y: 0, width: 1_024, height: 700 }];
      const third = await launch({ userDataDir: folder, displays: small });
      expect((await third.windowRecord()).bounds).toEqual({ ...BOUNDS, x: 24, y: 60 });
      await rm(folder, { recursive: true, force: true });
    });
  });

  describe('saving a file', () => {
    let app: ElectronApp;

    beforeAll(async () => {
      app = await launchElectronApp({ appDir, argv: ['--port', '0'] });
    });

    afterAll(() => app.close());

    it('asks where to, under a name that is safe, and writes the bytes', async () => {
      const path = join(app.userDataDir, 'saved.txt');
      await app.answerSaveDialog(path);
      const name = await app.window.evaluate(() =>
        window.webcrt!.saveFile('../ann\u202e:1.txt', new Uint8Array([0, 127, 128, 255])),
      );
      expect(name).toBe('saved.txt');
      expect([...(await readFile(path))]).toEqual([0, 127, 128, 255]);
      const { saveDialogs } = await app.records();
      expect(saveDialogs).toEqual([
        { defaultPath: join(app.userDataDir, 'Downloads', '_ann _1.txt'), extensions: ['txt'] },
      ]);
    });

    it('comes to nothing when the user changes their mind', async () => {
      await app.answerSaveDialog(null);
      const name = await app.window.evaluate(() =>
        window.webcrt!.saveFile('a.txt', new Uint8Array([1])),
      );
      expect(name).toBeNull();
    });

    it('fails with one sentence where the file cannot be written', async () => {
      await app.answerSaveDialog(join(app.userDataDir, 'no', 'such', 'folder', 'a.txt'));
      const attempt = app.window.evaluate(() =>
        window.webcrt!.saveFile('a.txt', new Uint8Array([1])),
      );
      await expect(attempt).rejects.toThrow(/could not be saved/);
    });
  });
});

async function serverOf(app: ElectronApp): Promise<string> {
  return (await app.window.evaluate(() => window.webcrt!.startOptions())).server;
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => {
      resolve(false);
    });
  });
}
