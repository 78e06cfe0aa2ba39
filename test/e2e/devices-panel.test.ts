import { chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppDriver } from '../helpers/app-driver';
import { startAppServer, type AppServer } from '../helpers/app-server';
import { requireBrowser, sandboxFlags } from '../helpers/browser';
import { HEAD_CLIP } from '../helpers/fake-camera';
import { installPageProbes } from '../helpers/page-probes';
import { installPlugs, setPlugged } from '../helpers/plugs';

/** As Chromium calls its fake cameras. */
const [FIRST, SECOND] = ['fake_device_0', 'fake_device_1'];

/** One person with two cameras, in Chromium: choosing, remembering, pulling the plug. */
describe('the devices', () => {
  let server: AppServer;
  let ann: AppDriver;
  let page: Page;

  beforeAll(async () => {
    server = await startAppServer();
    const browser = await chromium.launch({
      executablePath: requireBrowser(),
      args: [...sandboxFlags(), '--use-fake-device-for-media-stream=device-count=2'],
    });
    const context = await browser.newContext({
      viewport: { width: 1_280, height: 800 },
      permissions: ['camera', 'microphone'],
    });
    await installPageProbes(context);
    await installPlugs(context);
    page = await context.newPage();
    await page.goto(`${server.url}#user=ann`);
    ann = new AppDriver({
      page,
      savedBy: () => Promise.reject(new Error('nothing is saved here')),
      close: () => browser.close(),
    });
    await ann.waitForStatus(/signed in as ann/);
    await ann.waitForStatus(/camera on/);
  });

  afterAll(async () => {
    await ann?.close();
    await server?.close();
  });

  const panel = () => page.getByRole('dialog', { name: 'devices', exact: true });
  const choice = (name: string) => panel().getByRole('combobox', { name, exact: true });
  const inUse = async (): Promise<string> => {
    const lists = async () => (await ann.chatLines()).filter((line) => line.includes('Devices (*'));
    const before = (await lists()).length;
    await ann.type('/devices list');
    await ann.until('the list', async () => (await lists()).length > before);
    const list = (await lists()).at(-1)!;
    return /\* camera: (.*)/.exec(list)?.[1] ?? 'none';
  };

  it('are chosen and tried in a panel, by keys alone', async () => {
    await ann.type('devices');
    await panel().waitFor();
    await page.getByRole('img', { name: 'camera preview' }).waitFor();
    // The microphone beeps, and is on for as long as the panel is open.
    const meter = panel().getByRole('meter', { name: 'level' });
    await ann.until('a level', async () => Number(await meter.getAttribute('aria-valuenow')) > 20);
    await ann.waitForStatus(/mic on/);
    expect(await choice('camera').evaluate((each) => each === document.activeElement)).toBe(true);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await ann.until('the choice', async () => {
      const chosen = choice('camera').locator('option:checked');
      return (await chosen.innerText()) === SECOND;
    });
    await page.keyboard.press('Escape');
    await panel().waitFor({ state: 'hidden' });
    await ann.waitForStatus(/mic ready/);
    expect(await ann.command.evaluate((each) => each === document.activeElement)).toBe(true);
    await ann.until('the other camera', async () => (await inUse()) === SECOND);
  });

  it('are remembered', async () => {
    await page.reload();
    await ann.waitForStatus(/camera on/);
    await ann.until('the chosen camera', async () => (await inUse()) === SECOND);
  });

  it('are replaced when they are unplugged, and come back', async () => {
    await ann.type('call echo');
    await ann.waitForStatus(/in call with echo/);
    await setPlugged(page, SECOND, false);
    await ann.waitForChat(`The camera was unplugged. Using ${FIRST} instead.`);
    expect(await inUse()).toBe(FIRST);
    const before = (await ann.receivedMedia()).framesDecoded;
    await ann.until('the picture to go on', async () => {
      return (await ann.receivedMedia()).framesDecoded > before + 10;
    });
    await setPlugged(page, SECOND, true);
    await ann.waitForChat(`The camera is back: ${SECOND}.`);
    expect(await inUse()).toBe(SECOND);
    await ann.press('Alt+h');
    await ann.waitForStatus(/no call/);
  });

  it('are chosen by a command, and refused in words', async () => {
    await ann.type(`devices camera ${FIRST}`);
    await ann.waitForChat(`The camera is ${FIRST}, also the next time.`);
    await ann.until('the first camera', async () => (await inUse()) === FIRST);
    await ann.type('devices camera Webcam 3000');
    await ann.waitForChat('There is no camera called Webcam 3000.');
  });

  it('are asked for a size as far as they can', async () => {
    // A clip of 640x480 is all that this camera has.
    const bob = await AppDriver.open({ serverUrl: server.url, user: 'bob', clip: HEAD_CLIP });
    try {
      await bob.waitForStatus(/camera on/);
      await bob.type('resolution 240p');
      await bob.waitForChat('Your camera is asked for 240p (424x240).');
      await bob.waitForStatus(/camera on/);
      await bob.type('resolution 2160p');
      await bob.waitForChat(
        'Your camera cannot do 2160p. Your camera is asked for 480p (640x480).',
      );
      await bob.waitForStatus(/camera on/);
    } finally {
      await bob.close();
    }
  });
});
