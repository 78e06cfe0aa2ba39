import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { HostStatus } from '../../../src/shared/ipc/host-api';
import { buildFixtureApp } from '../../electron-host/fixture-app';
import { heardInPage, listenInPage, untilHeard } from '../../electron-host/fixture-page';
import { type ElectronApp, launchElectronApp } from '../../electron-host/launch';

const IDLE: HostStatus = { phase: 'idle', peer: null, presence: 'available', autoAnswer: false };
const CALL = { callId: 'call-0001', from: 'ann' };

describe('the app around its window', () => {
  let app: ElectronApp;
  /** Found before the system's own. */
  let programs: string;

  beforeAll(async () => {
    programs = await mkdtemp(join(tmpdir(), 'webcrt-programs-'));
    await logindSays('no');
    app = await launchElectronApp({
      appDir: await buildFixtureApp(),
      argv: ['--port', '0'],
      env: { PATH: `${programs}${delimiter}${process.env.PATH}` },
    });
  });

  afterAll(async () => {
    await app.close();
    await rm(programs, { recursive: true });
  });

  /** What `loginctl` answers from now on to whoever asks for the hint of this session. */
  async function logindSays(answer: string): Promise<void> {
    const question = 'show-session auto --property=LockedHint --value';
    const script = `#!/bin/sh\n[ "$*" = "${question}" ] && echo ${answer}\n`;
    await writeFile(join(programs, 'loginctl'), script, { mode: 0o755 });
  }

  /** One app for all, as it is after starting: a window in front, nobody calling. */
  beforeEach(async () => {
    await app.allowFocus(true);
    await app.activate();
    await listenInPage(app.window);
    await report({});
  });

  afterEach(() => stopRinging());

  const report = (change: Partial<HostStatus>): Promise<void> =>
    app.window.evaluate((status) => window.webcrt!.reportStatus(status), { ...IDLE, ...change });
  const ring = (): Promise<void> => app.window.evaluate((call) => window.webcrt!.ring(call), CALL);
  const stopRinging = (): Promise<void> => app.window.evaluate(() => window.webcrt!.stopRinging());
  const ticked = async (): Promise<string[]> =>
    (await app.tray()).menu.filter(({ isChecked }) => isChecked).map(({ label }) => label);

  it('keeps the display awake for as long as the window asks for it, once', async () => {
    const keepAwake = (isOn: boolean): Promise<void> =>
      app.window.evaluate((wanted) => window.webcrt!.keepAwake(wanted), isOn);
    await keepAwake(true);
    await keepAwake(true);
    expect((await app.records()).powerSaveBlockers).toEqual(['prevent-display-sleep']);
    await keepAwake(false);
    expect((await app.records()).powerSaveBlockers).toEqual([]);
  });

  it('tells the window when the machine goes to sleep, and when it is awake again', async () => {
    await listenInPage(app.window);
    await app.power('suspend');
    await app.power('resume');
    expect(await untilHeard(app.window, 'power', 2)).toEqual(['suspended', 'resumed']);
  });

  it('tells the window whether the screen is locked', async () => {
    const isLocked = (): Promise<boolean> =>
      app.window.evaluate(() => window.webcrt!.isScreenLocked());
    await app.lockScreen(true);
    expect(await isLocked()).toBe(true);
    await app.lockScreen(false);
    expect(await isLocked()).toBe(false);
    // Nothing but logind knows of it on most of today's desktops.
    await logindSays('yes');
    expect(await isLocked()).toBe(process.platform === 'linux');
    await logindSays('no');
    expect(await isLocked()).toBe(false);
  });

  describe('the tray', () => {
    it('shows presence and auto-answer', async () => {
      expect(await app.tray()).toMatchObject({
        icon: 'available.png',
        tooltip: 'WebCRT: Available',
      });
      expect(await ticked()).toEqual(['Available']);
      await report({ presence: 'donotdisturb', autoAnswer: true });
      expect(await app.tray()).toMatchObject({ icon: 'donotdisturb.png' });
      expect(await ticked()).toEqual(['Do not disturb', 'Auto-answer']);
    });

    it.each([
      ['incoming', 'ringing.png', 'WebCRT: ann is calling'],
      ['outgoing', 'ringing.png', 'WebCRT: Calling ann'],
      ['live', 'call.png', 'WebCRT: In a call with ann'],
      ['reconnecting', 'call.png', 'WebCRT: Reconnecting to ann'],
    ] as const)('shows a call that is %s', async (phase, icon, tooltip) => {
      await report({ phase, peer: 'ann', presence: 'away' });
      expect(await app.tray()).toMatchObject({ icon, tooltip });
    });

    it('tells the window what was chosen', async () => {
      await app.clickTrayMenu('Away');
      await app.clickTrayMenu('Do not disturb');
      await app.clickTrayMenu('Auto-answer');
      expect(await untilHeard(app.window, 'presence', 2)).toEqual(['away', 'donotdisturb']);
      expect(await untilHeard(app.window, 'auto-answer')).toEqual([true]);
      await report({ autoAnswer: true });
      await app.clickTrayMenu('Auto-answer');
      expect(await untilHeard(app.window, 'auto-answer', 2)).toEqual([true, false]);
    });

    it('tells what the program is', async () => {
      await app.clickTrayMenu('About WebCRT');
      const { version } = JSON.parse(
        await readFile(new URL('../../../package.json', import.meta.url), 'utf8'),
      ) as { readonly version: string };
      const { aboutPanels } = await app.records();
      expect(aboutPanels).toEqual([expect.stringMatching(/^WebCRT \S+ \([0-9a-f]*\S*\)$/)]);
      expect(aboutPanels[0]).toContain(` ${version} (`);
    });

    it.each([
      ['a click', () => app.clickTray()],
      ['its menu', () => app.clickTrayMenu('Open WebCRT')],
      ['a second start of the app', () => app.secondInstance(['--user', 'eve'])],
      ['a click on its icon in the dock', () => app.activate()],
    ])('brings the window back by %s', async (_what, bring) => {
      expect(await app.closeWindow()).toBe(false);
      expect(await app.windowRecord()).toMatchObject({ isVisible: false });
      await bring();
      expect(await app.windowRecord()).toMatchObject({ isVisible: true, isFocused: true });
    });
  });

  describe('an incoming call', () => {
    it('notifies, and brings a hidden window up in front', async () => {
      await app.closeWindow();
      await ring();
      expect(await app.shownNotification()).toEqual({
        title: 'Incoming call',
        body: 'ann is calling you.',
        actions: ['Accept', 'Decline'],
        urgency: 'critical',
        state: 'shown',
      });
      expect(await app.windowRecord()).toMatchObject({
        isVisible: true,
        isFocused: true,
        isFlashing: false,
      });
    });

    it('flashes where the system does not let it have the focus, until the ringing stops', async () => {
      await app.minimiseWindow();
      await app.allowFocus(false);
      await ring();
      expect(await app.windowRecord()).toMatchObject({ isFocused: false, isFlashing: true });
      await stopRinging();
      expect(await app.windowRecord()).toMatchObject({ isFlashing: false });
    });

    it('is accepted from the notification, with the window in front', async () => {
      await ring();
      await app.minimiseWindow();
      await app.pressNotificationButton('Accept');
      expect(await untilHeard(app.window, 'decision')).toEqual([
        { callId: 'call-0001', decision: 'accept' },
      ]);
      expect(await app.windowRecord()).toMatchObject({ isMinimised: false, isFocused: true });
    });

    it('is declined from the notification, with the window as it was', async () => {
      await app.closeWindow();
      await ring();
      await report({ phase: 'incoming', peer: 'ann' });
      await app.pressNotificationButton('Decline');
      expect(await untilHeard(app.window, 'decision')).toEqual([
        { callId: 'call-0001', decision: 'decline' },
      ]);
      await stopRinging();
      await report({});
      expect(await app.windowRecord()).toMatchObject({ isVisible: false });
    });

    it('only opens the window when the notification itself is clicked', async () => {
      await ring();
      await app.minimiseWindow();
      await app.clickNotification();
      expect(await app.windowRecord()).toMatchObject({ isMinimised: false, isFocused: true });
      expect(await heardInPage(app.window, 'decision')).toEqual([]);
    });

    it('takes the notification away when it is over', async () => {
      await ring();
      await stopRinging();
      const { notifications } = await app.records();
      expect(notifications.map(({ state }) => state)).not.toContain('shown');
    });

    it('shows one notification at a time', async () => {
      await ring();
      await ring();
      const { notifications } = await app.records();
      expect(notifications.slice(-2).map(({ state }) => state)).toEqual(['closed', 'shown']);
    });

    it('leaves a window open that came up for a call which was taken', async () => {
      await app.closeWindow();
      await ring();
      await report({ phase: 'incoming', peer: 'ann' });
      await stopRinging();
      await report({ phase: 'connecting', peer: 'ann' });
      expect(await app.windowRecord()).toMatchObject({ isVisible: true });
    });
  });

  it('recovers when the page crashes, and shows that the call is gone', async () => {
    await report({ phase: 'live', peer: 'ann' });
    await app.window.evaluate(async () => {
      const { signalling } = window.webcrt!;
      const { server } = await window.webcrt!.startOptions();
      await signalling.signIn({ server, name: 'ann', presence: 'available' });
    });
    await app.crash();
    await app.window.waitForFunction(() => window.webcrt !== undefined, null, { timeout: 0 });
    expect(await app.tray()).toMatchObject({ icon: 'available.png', tooltip: 'WebCRT: Available' });
    await listenInPage(app.window);
    await app.window.waitForFunction(
      () =>
        (window.heard ?? []).some(
          ([what, value]) => what === 'state' && (value as { kind: string }).kind === 'signed-out',
        ),
      null,
      { timeout: 0 },
    );
  });
});
