import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppDriver } from '../../helpers/app-driver';
import { startAppServer, type AppServer } from '../../helpers/app-server';

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const LANDSCAPE = { width: 700, height: 450 };
const PHONE = { width: 400, height: 700 };
/** 1280 by 1024 at 400 %. */
const ZOOMED = { width: 320, height: 256 };

describe('a small window', () => {
  let server: AppServer;
  let nia: AppDriver;

  beforeAll(async () => {
    server = await startAppServer();
    nia = await AppDriver.open({ serverUrl: server.url, user: 'nia' });
    await nia.waitForStatus(/signed in as nia/);
    await nia.expectPicture('nia');
  });

  afterAll(async () => {
    await nia?.close();
    await server?.close();
  });

  async function boxOf(selector: string): Promise<Box> {
    const box = await nia.page.locator(selector).boundingBox();
    if (box === null) throw new Error(`${selector} is not to be seen`);
    return box;
  }

  it('has the chat beside the stage when it is wide, so that pictures have the height', async () => {
    await nia.page.setViewportSize(LANDSCAPE);
    const [stage, chat] = [await boxOf('.stage'), await boxOf('.chat')];
    expect(chat.x).toBeGreaterThanOrEqual(stage.x + stage.width);
    expect(stage.height).toBeGreaterThan(LANDSCAPE.height * 0.75);
  });

  it('has the chat below the stage when it is upright', async () => {
    await nia.page.setViewportSize(PHONE);
    const [stage, chat] = [await boxOf('.stage'), await boxOf('.chat')];
    expect(chat.y).toBeGreaterThanOrEqual(stage.y + stage.height);
    expect(stage.width).toBeGreaterThan(PHONE.width * 0.9);
  });

  it.each([LANDSCAPE, PHONE])('shows no half of a fact in the status bar at %o', async (size) => {
    await nia.page.setViewportSize(size);
    const bar = await boxOf('.status');
    const facts = await nia.status.locator(':scope > span').all();
    const boxes = (await Promise.all(facts.map((fact) => fact.boundingBox()))).filter(
      (box): box is Box => box !== null && box.width > 0,
    );
    expect(boxes.length).toBeGreaterThan(3);
    expect(bar.y + bar.height).toBe(size.height);
    for (const box of boxes) {
      expect(box.x + box.width).toBeLessThanOrEqual(size.width);
      const isWhole = box.y + box.height <= size.height;
      const isOut = box.y >= size.height;
      expect(isWhole || isOut).toBe(true);
    }
  });

  it.each([LANDSCAPE, PHONE])(
    'has help across the window at %o, above the command line',
    async (size) => {
      await nia.page.setViewportSize(size);
      await nia.press('F1');
      await nia.page.getByRole('dialog', { name: 'help' }).waitFor();
      const [help, line] = [await boxOf('.panel.help'), await boxOf('.command')];
      expect(help.width).toBeGreaterThan(size.width * 0.95);
      expect(help.y + help.height).toBeLessThanOrEqual(line.y);
      expect(line.y - help.y - help.height).toBeLessThan(10);
      const answer = nia.page.locator('.help .column-line').filter({ hasText: /^ *answer / });
      const [head, rest] = await Promise.all(
        ['.head', '.rest'].map((part) => answer.locator(part).boundingBox()),
      );
      // Beside each other where there is room for both, else below each other.
      if (size === LANDSCAPE) expect(rest?.y).toBe(head?.y);
      else expect(rest?.y ?? 0).toBeGreaterThan(head?.y ?? 0);
      await nia.press('Escape');
    },
  );

  it('has the meter and the mirror of the devices in sight when it is wide', async () => {
    await nia.page.setViewportSize(LANDSCAPE);
    await nia.type('/devices');
    await nia.page.getByRole('dialog', { name: 'devices' }).waitFor();
    const [fields, preview] = [await boxOf('.devices .columns'), await boxOf('.devices .preview')];
    expect(preview.y + preview.height).toBeLessThanOrEqual(fields.y + fields.height);
    await nia.press('Escape');
  });

  it('leaves the stage half of the window, and help most of its panel, at 400 % zoom', async () => {
    await nia.page.setViewportSize(ZOOMED);
    expect((await boxOf('.stage')).width).toBeGreaterThan(ZOOMED.width * 0.45);
    await nia.press('F1');
    await nia.page.getByRole('dialog', { name: 'help' }).waitFor();
    const [help, text] = [await boxOf('.panel.help'), await boxOf('.help pre')];
    expect(text.height).toBeGreaterThan(help.height * 0.7);
    await nia.press('Escape');
  });

  it('has the buttons of a call in sight at 400 % zoom', async () => {
    const bob = await AppDriver.open({ serverUrl: server.url, user: 'bob' });
    await bob.waitForStatus(/signed in as bob/);
    await nia.page.setViewportSize(ZOOMED);
    await bob.type('call nia');
    const ring = nia.page.getByRole('alertdialog', { name: 'incoming call' });
    await ring.waitFor();
    for (const name of [/^Accept/, /^Decline/]) {
      const box = await ring.getByRole('button', { name }).boundingBox();
      if (box === null) throw new Error(`${String(name)} is not to be seen`);
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.y).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(ZOOMED.width);
      expect(box.y + box.height).toBeLessThanOrEqual(ZOOMED.height);
    }
    await ring.getByRole('button', { name: /^Decline/ }).click();
    await bob.waitForChat(/nia declined/);
    await bob.close();
  });

  it('tells the candidate of Tab from the others where the system chooses colours', async () => {
    await nia.page.setViewportSize(LANDSCAPE);
    await nia.page.emulateMedia({ forcedColors: 'active' });
    await nia.command.fill('/st');
    await nia.press('Tab');
    await nia.press('Tab');
    const candidates = nia.page.locator('.candidates');
    const groundOf = (selector: string): Promise<string> =>
      candidates
        .locator(selector)
        .first()
        .evaluate((each) => getComputedStyle(each).backgroundColor);
    expect(await groundOf('[aria-selected="true"]')).not.toBe(
      await groundOf('li:not([aria-selected="true"])'),
    );
    await nia.command.fill('');
    await nia.page.emulateMedia({ forcedColors: null });
  });
});
