import { afterAll, beforeAll, expect, describe, it } from 'vitest';
import { AppDriver } from '../../helpers/app-driver';
import { startAppServer, type AppServer } from '../../helpers/app-server';

const WIDE = { width: 1280, height: 800 };
const NARROW = { width: 760, height: 600 };
const LINES = 24;

describe('the end of the chat', () => {
  let server: AppServer;
  let nia: AppDriver;

  beforeAll(async () => {
    server = await startAppServer();
    nia = await AppDriver.open({ serverUrl: server.url, user: 'nia', viewport: WIDE });
    await nia.waitForStatus(/signed in as nia/);
    for (let line = 0; line < LINES; line++) await nia.type('whoami');
    await nia.until('all lines', async () => (await nia.chatLines()).length > LINES);
  });

  afterAll(async () => {
    await nia?.close();
    await server?.close();
  });

  /** How far the log could still be scrolled down, in pixels. */
  function pixelsBelow(): Promise<number> {
    return nia.chat.evaluate(
      ({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight,
    );
  }

  /** Layouts are scrolled and observed with the next frame. */
  async function nextFrames(): Promise<void> {
    await nia.page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    );
  }

  async function resize(size: typeof WIDE): Promise<void> {
    await nia.page.setViewportSize(size);
    await nextFrames();
  }

  it('stays in sight of whoever reads it, whatever size the window gets', async () => {
    for (const size of [NARROW, WIDE, { width: 480, height: 640 }, NARROW]) {
      await resize(size);
      await nia.until('the end', async () => (await pixelsBelow()) < 2);
      const before = (await nia.chatLines()).length;
      await nia.type('whoami');
      await nia.until('another line', async () => (await nia.chatLines()).length > before);
      expect(await pixelsBelow()).toBeLessThan(2);
    }
  });

  it('does not come to whoever reads what was before', async () => {
    await resize(WIDE);
    await nia.chat.evaluate((log) => {
      log.scrollTop = 40;
    });
    // Nobody scrolls within the frame in which the window changes.
    await nextFrames();
    await resize(NARROW);
    const before = (await nia.chatLines()).length;
    await nia.type('whoami');
    await nia.until('another line', async () => (await nia.chatLines()).length > before);
    expect(await pixelsBelow()).toBeGreaterThan(100);
  });
});
