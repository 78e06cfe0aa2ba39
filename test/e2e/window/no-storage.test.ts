import { type BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppDriver } from '../../helpers/app-driver';
import { startAppServer, type AppServer } from '../../helpers/app-server';

/** What a page sees where the browser blocks cookies and all other site data. */
async function blockSiteData(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const refuse = (): never => {
      throw new DOMException('Access is denied for this document.', 'SecurityError');
    };
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, { get: refuse });
    }
    IDBFactory.prototype.open = refuse;
    Object.defineProperty(document, 'cookie', { get: refuse, set: refuse });
  });
}

describe('a page whose site data is blocked', () => {
  let server: AppServer;
  let ann: AppDriver;
  const errors: string[] = [];

  beforeAll(async () => {
    server = await startAppServer();
    ann = await AppDriver.open({ serverUrl: server.url, user: 'ann', prepare: blockSiteData });
    ann.page.on('pageerror', (error) => errors.push(String(error)));
  });

  afterAll(async () => {
    await ann?.close();
    await server?.close();
  });

  it('runs, and says once that nothing is kept', async () => {
    await ann.waitForStatus(/signed in as ann/);
    await ann.type('call echo');
    await ann.waitForStatus(/in call with echo/);
    await ann.type('nothing of this is kept');
    await ann.waitForChat(/ann to echo: nothing of this is kept/);
    await ann.press('Alt+h');
    await ann.waitForStatus(/no call/);
    const told = (await ann.chatLines()).filter((line) =>
      /keeps nothing|not kept on this device/.test(line),
    );
    expect(told).toEqual([expect.stringContaining('This browser keeps nothing')]);
  });

  it('has a key for this visit, and says so', async () => {
    await ann.waitForChat(/keeps no key for this page/);
    await ann.type('whoami');
    await ann.waitForChat(/Your key is [0-9A-F]{4}, .* It is kept nowhere/s);
  });

  it('answers history, and changes settings as long as it is open', async () => {
    await ann.type('history');
    await ann.waitForChat(/There were no calls yet/);
    await ann.type('history chat');
    await ann.waitForChat(/Nothing is kept/);
    await ann.type('config framerate 15');
    await ann.waitForChat('framerate is 15');
    await ann.type('config framerate');
    await ann.until('the setting to be told twice', async () => {
      const lines = await ann.chatLines();
      return lines.filter((line) => line === 'framerate is 15').length === 2;
    });
    expect(errors).toEqual([]);
  });
});
