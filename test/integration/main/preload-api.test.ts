import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildFixtureApp } from '../../electron-host/fixture-app';
import { heardInPage, listenInPage, untilHeard } from '../../electron-host/fixture-page';
import { type ElectronApp, launchElectronApp } from '../../electron-host/launch';

/**
 * Everything that the window is given. A name more is a decision; this list is where it is made.
 */
const API = [
  'answerControl()',
  'features.autoAnswer',
  'features.certificates',
  'features.fullScreen',
  'features.hosting',
  'features.keyExport',
  'features.lan',
  'features.quit',
  'features.shell',
  'features.textSize',
  'features.tray',
  'files.close()',
  'files.discard()',
  'files.open()',
  'files.write()',
  'hosting.report()',
  'hosting.start()',
  'hosting.stop()',
  'identity.exportSealed()',
  'identity.importSealed()',
  'identity.load()',
  'identity.sign()',
  'isScreenLocked()',
  'keepAwake()',
  'lan.report()',
  'lan.setContacts()',
  'lan.start()',
  'lan.stop()',
  'onAutoAnswerChosen()',
  'onControl()',
  'onNotice()',
  'onPowerChange()',
  'onPresenceChosen()',
  'onQuitRequested()',
  'onRingDecision()',
  'onRoomLink()',
  'onTalkToggle()',
  'onVisibility()',
  'quit()',
  'reportStatus()',
  'ring()',
  'saveFile()',
  'screens.choose()',
  'screens.list()',
  'settings.isKept',
  'settings.load()',
  'settings.onChange()',
  'settings.update()',
  'shell.forgetHistory()',
  'shell.history()',
  'shell.onCells()',
  'shell.onEnded()',
  'shell.resize()',
  'shell.start()',
  'shell.stop()',
  'shell.type()',
  'signalling.onPush()',
  'signalling.onState()',
  'signalling.request()',
  'signalling.retryNow()',
  'signalling.signIn()',
  'signalling.signOut()',
  'startOptions()',
  'stopRinging()',
  'terminals.begin()',
  'terminals.onRequest()',
  'terminals.show()',
  'terminals.tell()',
  'toggleFullScreen()',
];

describe('the preload script and the channels behind it', () => {
  let app: ElectronApp;

  beforeAll(async () => {
    const appDir = await buildFixtureApp();
    app = await launchElectronApp({ appDir, argv: ['--port', '0', '--user', 'ann'] });
    await listenInPage(app.window);
  });

  afterAll(() => app.close());

  it('gives the window exactly these verbs, and whether settings are kept', async () => {
    const names = await app.window.evaluate(() => {
      const list = (value: object, prefix: string): string[] =>
        Object.entries(value).flatMap(([key, item]: [string, unknown]) => {
          if (typeof item === 'function') return [`${prefix}${key}()`];
          if (typeof item === 'object' && item !== null) return list(item, `${prefix}${key}.`);
          return [`${prefix}${key}`];
        });
      return list(window.webcrt!, '').sort();
    });
    expect(names).toEqual(API);
  });

  it('leaves nothing of Node or Electron in the window', async () => {
    const names = ['require', 'process', 'module', 'global', 'Buffer', 'ipcRenderer', 'electron'];
    const found = await app.window.evaluate((all) => all.filter((name) => name in window), names);
    expect(found).toEqual([]);
  });

  it('cannot be changed by the page', async () => {
    const outcome = await app.window.evaluate(() => {
      const api = window.webcrt!;
      const attempts = [
        () => Reflect.set(window, 'webcrt', {}),
        () => Reflect.set(api, 'quit', () => undefined),
        () => Reflect.deleteProperty(api.settings, 'load'),
      ];
      return attempts.map((attempt) => attempt());
    });
    expect(outcome).toEqual([false, false, false]);
  });

  it('tells what the app was started with', async () => {
    const options = await app.window.evaluate(() => window.webcrt!.startOptions());
    expect(options).toEqual({
      server: expect.stringMatching(/^ws:\/\/127\.0\.0\.1:\d+$/) as string,
      user: 'ann',
      login: null,
      deviceCode: null,
      isKiosk: false,
      serverCommand: 'npm run server --',
      appVersion: expect.stringMatching(/^\d+\.\d+\.\d+/) as string,
      room: null,
    });
  });

  it('hears whether the window can be seen, now and later', async () => {
    expect(await untilHeard(app.window, 'visible')).toEqual([true]);
    await app.minimiseWindow();
    await app.secondInstance();
    expect(await untilHeard(app.window, 'visible', 3)).toEqual([true, false, true]);
  });

  it('stops hearing after the undo', async () => {
    await app.window.evaluate(() => {
      let count = 0;
      const stop = window.webcrt!.onVisibility(() => (count += 1));
      stop();
      stop();
      Object.assign(window, { countAfterUndo: () => count });
    });
    const before = (await heardInPage(app.window, 'visible')).length;
    await app.minimiseWindow();
    await app.secondInstance();
    await untilHeard(app.window, 'visible', before + 2);
    const count = await app.window.evaluate(() =>
      (Reflect.get(window, 'countAfterUndo') as () => number)(),
    );
    expect(count).toBe(0);
  });

  it('refuses what cannot be cloned, in the page', async () => {
    const attempt = app.window.evaluate(() =>
      window.webcrt!.settings.update({ username: (() => 'x') as unknown as string }),
    );
    await expect(attempt).rejects.toThrow(/could not be cloned/);
  });

  it('refuses what the channel does not take, without saying why', async () => {
    const attempt = app.window.evaluate(() =>
      window.webcrt!.ring({ callId: '../..', from: 'ann' }),
    );
    await expect(attempt).rejects.toThrow('This request was refused.');
  });

  it('switches full screen', async () => {
    await app.window.evaluate(() => window.webcrt!.toggleFullScreen());
    expect((await app.windowRecord()).isFullScreen).toBe(true);
    await app.window.evaluate(() => window.webcrt!.toggleFullScreen());
    expect((await app.windowRecord()).isFullScreen).toBe(false);
  });

  it('signs in to the server that came along, and passes on what that says', async () => {
    const outcome = await app.window.evaluate(async () => {
      const { signalling } = window.webcrt!;
      const { server } = await window.webcrt!.startOptions();
      return signalling.signIn({ server, name: 'ann', presence: 'available' });
    });
    expect(outcome).toMatchObject({ ok: true, name: 'ann', resumed: false });
    const states = (await heardInPage(app.window, 'state')) as { kind: string }[];
    expect(states.map(({ kind }) => kind)).toEqual(['signed-out', 'connecting', 'signed-in']);
  });

  it('carries requests, their refusals, and pushes', async () => {
    const outcomes = await app.window.evaluate(async () => {
      const { signalling } = window.webcrt!;
      return [
        await signalling.request('call:invite', { to: 'nobody' }),
        await signalling.request('chat:say', { text: 'hello' }),
        await signalling.request('call:invite', { to: 'echo' }),
      ];
    });
    expect(outcomes).toMatchObject([
      { ok: false, reason: 'no-such-person' },
      { ok: true, message: { from: 'ann', text: 'hello' } },
      { ok: true },
    ]);
    expect(await untilHeard(app.window, 'push')).toContainEqual({
      name: 'call:accepted',
      payload: { callId: (outcomes[2] as { callId: string }).callId },
    });
  });

  it('gives a listener that comes late the state as it is', async () => {
    const state = await app.window.evaluate(
      () =>
        new Promise<unknown>((resolve) => {
          window.webcrt!.signalling.onState(resolve);
        }),
    );
    expect(state).toMatchObject({ kind: 'signed-in', name: 'ann' });
  });

  it('signs out', async () => {
    await app.window.evaluate(() => window.webcrt!.signalling.signOut({ force: false }));
    const states = (await heardInPage(app.window, 'state')) as { kind: string }[];
    expect(states.at(-1)).toEqual({ kind: 'signed-out' });
  });

  it('logs no error in the page', () => {
    expect(app.pageErrors).toEqual([]);
  });
});
