import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppDriver } from '../../helpers/app-driver';
import { startAppServer, type AppServer } from '../../helpers/app-server';
import { setPhoneSize } from '../../helpers/browser';

const UPRIGHT = { width: 390, height: 844 };
const SMALL = { width: 360, height: 640 };
const ON_ITS_SIDE = { width: 844, height: 390 };
/** What a finger finds. CSS pixels. */
const MIN_TARGET_PX = 44;

let server: AppServer;

beforeAll(async () => {
  server = await startAppServer();
});

afterAll(async () => {
  await server?.close();
});

describe('somebody with a mouse', () => {
  let mia: AppDriver;

  beforeAll(async () => {
    mia = await AppDriver.open({ serverUrl: server.url, user: 'mia' });
    await mia.waitForStatus(/signed in as mia/);
  });

  afterAll(async () => {
    await mia?.close();
  });

  /** Presses a part of the status bar. */
  async function press(name: string): Promise<void> {
    await mia.status.getByRole('button', { name, exact: true }).click();
  }

  it('mutes, turns the camera off, puts the chat away and opens help by the status bar', async () => {
    await mia.command.fill('half a li');
    await press('mic ready: mute');
    await mia.waitForStatus(/mic muted/);
    await press('mic muted: unmute');
    await mia.waitForStatus(/mic ready/);
    await press('camera on: turn off');
    await mia.waitForStatus(/camera off/);
    await press('chat');
    await mia.chat.waitFor({ state: 'hidden' });
    await press('chat');
    await mia.chat.waitFor();
    // The clicks have left the focus where it was.
    await mia.page.keyboard.type('ne');
    expect(await mia.command.inputValue()).toBe('half a line');
    await mia.command.fill('');
    await press('F1 help');
    await mia.page.getByRole('dialog', { name: 'help' }).waitFor();
    await press('F1 help');
    await mia.page.getByRole('dialog', { name: 'help' }).waitFor({ state: 'hidden' });
  });

  it('counts frames in a call as long as there are pictures, and hangs up by the status bar', async () => {
    await press('camera off: turn on');
    await mia.type('call echo');
    await mia.waitForStatus(/in call with echo/);
    await mia.waitForStatus(/\d fps/);
    await press('camera on: turn off');
    await mia.until('no frames where there is no picture', async () => {
      return !(await mia.statusText()).includes('fps');
    });
    await press('hang up');
    await mia.waitForStatus(/no call/);
    expect(await mia.command.evaluate((box) => box === document.activeElement)).toBe(true);
  });

  it('leaves the camera off over a reload of the page', async () => {
    await mia.page.reload();
    await mia.waitForStatus(/signed in as mia/);
    await mia.waitForStatus(/camera off/);
    await mia.page.getByText('Your camera is off. /camera on turns it on.').first().waitFor();
    await press('camera off: turn on');
    await mia.waitForStatus(/camera on/);
    await mia.expectPicture('mia');
  });

  it('has no stop for Tab in what a small window cuts off of the status bar', async () => {
    await mia.page.setViewportSize({ width: 180, height: 256 });
    const cutOff = mia.status.locator('button').filter({ hasText: 'help' });
    await cutOff.waitFor({ state: 'hidden' });
    const bar = await mia.status.boundingBox();
    if (bar === null) throw new Error('there is no status bar');
    const buttons = await mia.status.getByRole('button').all();
    expect(buttons.length).toBeGreaterThan(0);
    for (const button of buttons) {
      const box = await button.boundingBox();
      expect(box?.y ?? 0).toBeLessThan(bar.y + bar.height);
    }
    await mia.page.setViewportSize({ width: 1280, height: 800 });
    await cutOff.waitFor();
  });
});

describe.each([2, 3])('somebody on a phone with %i pixels in one', (deviceScaleFactor) => {
  let mia: AppDriver;
  let pia: AppDriver;

  beforeAll(async () => {
    mia = await AppDriver.open({ serverUrl: server.url, user: `mia${deviceScaleFactor}` });
    await mia.type(`room create garden${deviceScaleFactor}`);
    await mia.waitForStatus(/in room garden/);
    pia = await AppDriver.open({
      serverUrl: `${server.url}room/garden${deviceScaleFactor}`,
      user: `pia${deviceScaleFactor}`,
      isPhone: true,
      deviceScaleFactor,
      viewport: UPRIGHT,
    });
    // Chromium has switches for it, which it may leave out one day: then nothing below is worth
    // anything.
    expect(
      await pia.page.evaluate(() => [matchMedia('(pointer: coarse)').matches, devicePixelRatio]),
    ).toEqual([true, deviceScaleFactor]);
  });

  afterAll(async () => {
    await Promise.all([mia?.close(), pia?.close()]);
  });

  const nameOf = (who: 'mia' | 'pia'): string => `${who}${deviceScaleFactor}`;
  const bar = () => pia.page.getByRole('group', { name: 'buttons', exact: true });
  const tap = (name: string | RegExp) => bar().getByRole('button', { name }).tap();
  /** The keyboard would come up. */
  const isTypedInto = () => pia.command.evaluate((box) => box === document.activeElement);

  it.each([UPRIGHT, SMALL, ON_ITS_SIDE])('has five buttons for a finger at %o', async (size) => {
    await setPhoneSize(pia.page, size);
    const buttons = await bar().getByRole('button').all();
    expect(buttons).toHaveLength(5);
    for (const button of buttons) {
      const box = await button.boundingBox();
      if (box === null) throw new Error('a button is not to be seen');
      expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(MIN_TARGET_PX);
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(size.width);
      expect(box.y + box.height).toBeLessThanOrEqual(size.height);
    }
    await setPhoneSize(pia.page, UPRIGHT);
  });

  it('follows a link into a room, turns the camera off there, puts the chat away and leaves', async () => {
    await pia.waitForChat(/The button below joins it/);
    await pia.waitForStatus(/signed in/);
    await tap(/^join garden/);
    await mia.waitForStatus(/\(2\)/);
    await mia.expectPicture(nameOf('pia'));
    await tap('camera on: turn off');
    await mia.expectNoPicture(nameOf('pia'));
    await tap('chat');
    await pia.chat.waitFor({ state: 'hidden' });
    await mia.type('are you there?');
    await tap('chat (1)');
    await pia.waitForChat('are you there?');
    await tap('camera off: turn on');
    await mia.expectPicture(nameOf('pia'));
    await tap(/^leave/);
    await mia.waitForStatus(/\(1\)/);
    expect(await isTypedInto()).toBe(false);
    await mia.type('/leave');
    await mia.waitForStatus(/no call/);
  });

  // Once is enough: what is pressed is the same at any ratio.
  it.runIf(deviceScaleFactor === 2)(
    'calls somebody out of the list of people, is heard or not, and hangs up',
    async () => {
      await tap('people');
      const people = pia.page.getByRole('dialog', { name: 'people' });
      await people.getByRole('button', { name: nameOf('mia') }).tap();
      expect(await pia.command.inputValue()).toBe(`call ${nameOf('mia')}`);
      await people.getByRole('button', { name: `Call ${nameOf('mia')}`, exact: true }).tap();
      await people.waitFor({ state: 'hidden' });
      await mia.waitForStatus(new RegExp(`${nameOf('pia')} is calling`));
      await mia.type('answer');
      await mia.expectPicture(nameOf('pia'));
      await tap('mic on: mute');
      await mia.waitForChat(`${nameOf('pia')} turned the microphone off`);
      await tap('mic muted: unmute');
      await mia.waitForChat(`${nameOf('pia')} turned the microphone on`);
      await tap('hang up');
      await mia.waitForStatus(/no call/);
    },
  );

  it.runIf(deviceScaleFactor === 2)(
    'has an incoming call accepted and declined without the keyboard coming up',
    async () => {
      for (const size of [UPRIGHT, ON_ITS_SIDE]) {
        await setPhoneSize(pia.page, size);
        await mia.type(`call ${nameOf('pia')}`);
        const ring = pia.page.getByRole('alertdialog', { name: 'incoming call' });
        await ring.waitFor();
        for (const name of ['Accept', 'Decline']) {
          const box = await ring.getByRole('button', { name }).boundingBox();
          expect(box?.height ?? 0).toBeGreaterThanOrEqual(MIN_TARGET_PX);
          expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(size.height);
        }
        await ring.getByRole('button', { name: 'Decline' }).tap();
        await mia.waitForStatus(/no call/);
      }
      await mia.type(`call ${nameOf('pia')}`);
      await tap(/^accept/);
      await mia.waitForStatus(/in call with/);
      expect(await isTypedInto()).toBe(false);
      await tap('hang up');
      await mia.waitForStatus(/no call/);
    },
  );
});
