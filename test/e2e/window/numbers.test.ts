import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppDriver } from '../../helpers/app-driver';
import { startAppServer, type AppServer } from '../../helpers/app-server';

describe('the keys of numbers, while people are on the stage', () => {
  let server: AppServer;
  let ann: AppDriver;

  beforeAll(async () => {
    server = await startAppServer();
    ann = await AppDriver.open({ serverUrl: server.url, user: 'ann' });
    await ann.waitForStatus(/signed in as ann/);
    await ann.type('call echo');
    await ann.expectPicture('echo');
    await ann.type('/selfview tile');
    await ann.expectPicture('ann');
  });

  afterAll(async () => {
    await ann?.close();
    await server?.close();
  });

  /** How many times as wide as echo's picture mine is. */
  async function ratio(): Promise<number> {
    const widths = await Promise.all(
      ['ann', 'echo'].map(async (name) => (await ann.picture(name).boundingBox())?.width ?? NaN),
    );
    return widths[0] / widths[1];
  }

  it('make a person large, and all alike again', async () => {
    await ann.press('2');
    await ann.until('my picture to be large', async () => (await ratio()) > 1.5);
    expect(await ann.command.inputValue()).toBe('');
    await ann.press('Escape');
    await ann.until('both alike', async () => Math.abs((await ratio()) - 1) < 0.05);
  });

  it('begin a line when one goes on typing', async () => {
    await ann.page.keyboard.type('2 minutes, or 10?');
    expect(await ann.command.inputValue()).toBe('2 minutes, or 10?');
    await ann.until('both alike', async () => Math.abs((await ratio()) - 1) < 0.05);
    await ann.command.fill('');
    await ann.page.keyboard.type('12 people');
    expect(await ann.command.inputValue()).toBe('12 people');
  });
});
