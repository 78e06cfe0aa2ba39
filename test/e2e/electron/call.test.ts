import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createJsonLogger } from '../../../src/server/json-logger';
import { SYSTEM_CLOCK } from '../../../src/server/system-clock';
import { type ElectronApp, launchElectronApp } from '../../electron-host/launch';
import { AppDriver } from '../../helpers/app-driver';
import { startAppServer, type AppServer } from '../../helpers/app-server';
import { readWhenThere } from '../../helpers/app-window';
import { clipFrames, HEAD_CLIP, type LumaFrame, patternClip } from '../../helpers/fake-camera';
import { installPageProbes } from '../../helpers/page-probes';
import { verifiedBefore, type Verified } from '../../helpers/known-people';
import { inkOfStyle } from '../../helpers/picture-brightness';
import { leakedInto, listenForTickets, secretsOf, writtenBy } from '../../helpers/planted-secrets';
import { bestTextMatch } from '../../helpers/picture-match';

/**
 * Two instances of the real main bundle, each with the real preload and the real window in a real
 * Chromium, and with signalling in the main process: only Electron itself is a stand-in.
 */
describe('two desktop apps', () => {
  let server: AppServer;
  const serverLines: string[] = [];
  let annsApp: ElectronApp;
  let bobsApp: ElectronApp;
  let ann: AppDriver;
  let bob: AppDriver;
  let framesA: readonly LumaFrame[];
  let framesB: readonly LumaFrame[];

  async function open(
    user: string,
    clip: string,
    verified: readonly Verified[] = [],
  ): Promise<[ElectronApp, AppDriver]> {
    const app = await launchElectronApp({
      clip,
      argv: ['--server', server.url.replace(/^http/, 'ws'), '--user', user],
      prepare: async (context) => {
        await installPageProbes(context);
        await verifiedBefore(context, verified);
      },
    });
    const driver = new AppDriver({
      page: app.window,
      savedBy: (action) => savedBy(app, action),
      close: () => app.close(),
    });
    await driver.waitForStatus(new RegExp(`signed in as ${user}`));
    // A style whose text alone tells how bright the picture is.
    await driver.setStyle('ascii-color');
    return [app, driver];
  }

  /** In full, as `whoami` says it. */
  async function keyOf(driver: AppDriver): Promise<string> {
    await driver.type('whoami');
    await driver.waitForChat(/Your key is/);
    const said = (await driver.chatLines()).join('\n');
    return /in full ([0-9a-f]{64})/.exec(said)![1];
  }

  beforeAll(async () => {
    const logger = createJsonLogger({
      threshold: 'trace',
      write: (line) => serverLines.push(line),
    });
    server = await startAppServer({}, SYSTEM_CLOCK, logger);
    framesA = await clipFrames(HEAD_CLIP, 6);
    framesB = await clipFrames(patternClip(), 3);
    [annsApp, ann] = await open('ann', HEAD_CLIP);
    const key = await keyOf(ann);
    const known = ['ann', 'carol'].map((name) => ({ server: server.url, name, key }));
    [bobsApp, bob] = await open('bob', patternClip(), known);
  });

  afterEach(async () => {
    if (!(await ann.statusText()).includes('no call')) await ann.press('Alt+h');
    await ann.waitForStatus(/no call/);
    await bob.waitForStatus(/no call/);
    await bobsApp.activate();
  });

  afterAll(async () => {
    await ann?.close();
    await bob?.close();
    await server?.close();
  });

  async function seeEachOther(): Promise<void> {
    await ann.expectPicture('bob');
    await bob.expectPicture('ann');
    const ink = inkOfStyle('ascii-color');
    await ann.until('the picture of bob', async () => {
      return bestTextMatch(await ann.snapshotText(), framesB, ink) >= 0.9;
    });
    await bob.until('the picture of ann', async () => {
      return bestTextMatch(await bob.snapshotText(), framesA, ink) >= 0.9;
    });
  }

  it('hold their connection to the server in the main process, not in the page', async () => {
    const sockets = await ann.page.evaluate(
      () =>
        performance.getEntriesByType('resource').filter(({ name }) => name.includes('socket.io'))
          .length,
    );
    expect(sockets).toBe(0);
    expect(server.signalling.status().people).toBe(2);
  });

  it('ring in a notification, and are in a call by its Accept', async () => {
    await bobsApp.closeWindow();
    await ann.type('call bob');
    const { title, body, actions } = await bobsApp.shownNotification();
    expect(`${title} ${body}`).toContain('ann');
    expect(actions).toEqual(['Accept', 'Decline']);
    await bobsApp.until('the tray to say so', ({ trays }) =>
      trays[0]?.tooltip.includes('ann is calling'),
    );
    // The window comes up by itself, with the ring screen.
    await bobsApp.until('the window', ({ windows }) => windows[0]?.isVisible);
    await bob.page.getByRole('alertdialog', { name: 'incoming call' }).waitFor();
    await bobsApp.pressNotificationButton('Accept');
    await seeEachOther();
    await ann.until('sound', async () => (await ann.receivedMedia()).audioEnergy > 1e-6);
    await bobsApp.until('the tray to say so', ({ trays }) =>
      trays[0]?.tooltip.includes('In a call with ann'),
    );
  });

  it('chat, and hang up on both sides', async () => {
    await ann.type('call bob');
    await bobsApp.pressNotificationButton('Accept');
    await ann.waitForStatus(/in call with bob/);
    await ann.type('<b>&amp; hello');
    await bob.waitForChat('<b>&amp; hello');
    await bob.press('Alt+h');
    await ann.waitForStatus(/no call/);
    await ann.waitForChat(/The call with bob is over/);
  });

  it('send each other files, saved where the dialog says', async () => {
    await ann.type('call bob');
    await bobsApp.pressNotificationButton('Accept');
    await ann.waitForStatus(/in call with bob/);
    const [chooser] = await Promise.all([ann.page.waitForEvent('filechooser'), ann.type('/send')]);
    const buffer = Buffer.alloc(1_500_000, 'webcrt');
    await chooser.setFiles({ name: '../notes.txt', mimeType: 'text/plain', buffer });
    await bob.page.getByRole('alertdialog', { name: 'incoming file' }).waitFor();
    const kept = await savedBy(bobsApp, () => bob.type('/accept'));
    expect(kept.equals(buffer)).toBe(true);
    const { saveDialogs } = await bobsApp.records();
    expect(saveDialogs.at(-1)?.defaultPath).toMatch(/[\\/]_?notes\.txt$/);
    await ann.waitForChat(/notes\.txt has arrived at bob, whole/);
  });

  it('decline from the notification', async () => {
    await ann.type('call bob');
    await bobsApp.pressNotificationButton('Decline');
    await ann.waitForChat(/bob declined/);
    await bobsApp.until('no notification', ({ notifications }) =>
      notifications.every(({ state }) => state !== 'shown'),
    );
  });

  it('keep a call in the tray when the window is closed', async () => {
    await ann.type('call bob');
    await bobsApp.pressNotificationButton('Accept');
    await ann.waitForStatus(/in call with bob/);
    expect(await bobsApp.closeWindow()).toBe(false);
    expect((await bobsApp.windowRecord()).isVisible).toBe(false);
    const before = (await ann.receivedMedia()).framesDecoded;
    await ann.until('bob to go on', async () => {
      return (await ann.receivedMedia()).framesDecoded > before + 10;
    });
    await bobsApp.clickTray();
    expect((await bobsApp.windowRecord()).isVisible).toBe(true);
    await bob.waitForStatus(/in call with ann/);
  });

  it('leave somebody alone who does not want to be disturbed', async () => {
    await bobsApp.clickTrayMenu('Do not disturb');
    await bob.waitForStatus(/do not disturb/);
    const shown = (await bobsApp.records()).notifications.length;
    await ann.type('call bob');
    await ann.waitForChat(/bob does not want to be disturbed/);
    await bob.waitForChat(/Missed call from ann.*not to be disturbed/);
    expect((await bobsApp.records()).notifications).toHaveLength(shown);
    expect(await bob.page.getByRole('alertdialog').isVisible()).toBe(false);
    await bobsApp.clickTrayMenu('Available');
    await ann.until('bob being available', async () => {
      await ann.type('lookup');
      return (await ann.chatLines()).some((line) => /bob\s+available/.test(line));
    });
  });

  it('stop the countdown of an automatic answer at any key, and ring on', async () => {
    await bob.type('autoanswer add ann');
    await bob.type('autoanswer on');
    await bob.waitForChat(/Automatic answers are on, for ann on ws:/);
    await bobsApp.until('the tick', (records) =>
      records.trays[0]?.menu.some((item) => item.label === 'Auto-answer' && item.isChecked),
    );
    await ann.type('call bob');
    await bob.page.getByText(/answering by itself in \d s/).waitFor();
    await bob.press('x');
    await bob.page.getByText(/answering by itself/).waitFor({ state: 'hidden' });
    await bob.page.getByRole('alertdialog', { name: 'incoming call' }).waitFor();
    // The key that stopped it typed nothing.
    expect(await bob.command.inputValue()).toBe('');
    await bob.type('decline not now');
    await ann.waitForChat('bob declined: not now');
  });

  it('ring when those who were named call while the screen is locked', async () => {
    await bobsApp.lockScreen(true);
    await ann.type('call bob');
    await bob.page.getByRole('alertdialog', { name: 'incoming call' }).waitFor();
    await ann.waitForStatus(/ringing/i);
    expect(await bob.page.getByText(/answering by itself/).isVisible()).toBe(false);
    await bob.type('decline');
    await ann.waitForChat('bob declined.');
    await bobsApp.lockScreen(false);
  });

  it('answer by themselves those who were named, after a countdown, muted until a key', async () => {
    await ann.type('call bob');
    await bob.page.getByText(/answering by itself in \d s/).waitFor();
    await bob.waitForStatus(/in call with ann/);
    await bob.waitForStatus(/mic muted/);
    // The own picture is shown.
    await bob.expectPicture('bob');
    await bob.press('Shift');
    await bob.waitForStatus(/mic on/);
  });

  it('ring when a guest calls, whatever name they took', async () => {
    const eve = await AppDriver.open({ serverUrl: server.url, user: 'eve' });
    try {
      await eve.waitForStatus(/signed in as eve/);
      await bob.type('autoanswer add eve');
      await bob.waitForChat(/for .*eve on ws:/);
      await eve.type('call bob');
      await bob.page.getByRole('alertdialog', { name: 'incoming call' }).waitFor();
      expect(await bob.page.getByText(/answering by itself/).isVisible()).toBe(false);
      await bob.type('decline not you');
      await eve.waitForChat('bob declined: not you');
    } finally {
      await eve.close();
    }
  });

  it('tell whoever comes back who was answered by itself meanwhile', async () => {
    await bob.type('autoanswer add carol');
    await bob.waitForChat(/for .*carol on ws:/);
    await ann.type('login --user carol');
    await ann.waitForStatus(/signed in as carol/);
    await ann.type('call bob');
    await bob.waitForStatus(/in call with carol/);
    await ann.waitForStatus(/in call with bob/);
    await ann.press('Alt+h');
    await bob.waitForChat(/The call with carol is over/);
    await bob.press('Shift');
    await bob.waitForChat(/While you were away, carol was answered by itself at .+, for \d+ s\./);
  });

  it('write nothing secret into any log, however much is logged', async () => {
    const apps = [annsApp, bobsApp];
    const consoles: string[] = [];
    for (const { window } of apps) window.on('console', (message) => consoles.push(message.text()));
    const password = 'four-random-words-canary';
    const said = 'a canary sings in the chat';
    for (const person of [ann, bob]) await person.type('config loglevel trace');
    // Each is back by the token of its name, and has something to log.
    server.dropConnections();
    for (const { log } of apps) await expect.poll(() => log.join('\n')).toContain('Signed in');
    await listenForTickets(ann.page);
    await listenForTickets(bob.page);
    await ann.type('room create aviary --password');
    await answer(ann, 'a password for aviary:', password);
    await ann.waitForStatus(/in room aviary/);
    await bob.type('join aviary');
    await answer(bob, 'password of aviary:', password);
    await bob.waitForStatus(/in room aviary \(2\)/);
    await ann.type(said);
    await bob.waitForChat(said);
    for (const person of [bob, ann]) await person.type('/leave');
    for (const person of [bob, ann]) await person.waitForStatus(/no call/);
    await ann.type('call bob');
    await bob.type('answer');
    await ann.waitForStatus(/in call with bob/);
    await bob.waitForStatus(/in call with/);
    await ann.type(`${said} again`);
    await bob.waitForChat(`${said} again`);
    const secrets = await Promise.all(apps.map((app) => secretsOf(app)));
    // The owner of the room has all of them, so that none is looked for in vain.
    expect(Object.entries(secrets[0]).filter(([, all]) => all.length === 0)).toEqual([]);
    const lines = [
      ...serverLines,
      ...consoles,
      ...(await Promise.all(apps.map((app) => writtenBy(app)))).flat(),
    ];
    // What is in them is found.
    expect(leakedInto(lines, { word: ['Signed in'] })).toEqual(['word']);
    expect(serverLines.length).toBeGreaterThan(0);
    for (const each of secrets) {
      expect(leakedInto(lines, { ...each, chat: [said], passwords: [password] })).toEqual([]);
    }
  });

  it('come to the front when they are started once more', async () => {
    await bobsApp.closeWindow();
    await bobsApp.secondInstance();
    expect((await bobsApp.windowRecord()).isVisible).toBe(true);
  });

  it('open no windows for their pages', async () => {
    expect(await annsApp.openWindow('https://example.org/')).toBe('deny');
    expect(await annsApp.mayNavigate('https://example.org/')).toBe(false);
  });

  it('log nothing as an error', () => {
    expect([...annsApp.pageErrors, ...bobsApp.pageErrors]).toEqual([]);
  });
});

/** Types into the panel that asks for a password, once it is there. */
async function answer(person: AppDriver, question: string, text: string): Promise<void> {
  const box = person.page.locator(`input[type=password][aria-label="${question}"]`);
  await box.fill(text);
  await box.press('Enter');
}

/** Answers the save dialog with a path, and reads what was saved there. */
async function savedBy(app: ElectronApp, action: () => Promise<void>): Promise<Buffer> {
  const path = join(app.userDataDir, 'saved');
  await rm(path, { force: true });
  await app.answerSaveDialog(path);
  const before = (await app.records()).saveDialogs.length;
  await action();
  await app.until('the save dialog', ({ saveDialogs }) => saveDialogs.length > before);
  return readWhenThere(path);
}
