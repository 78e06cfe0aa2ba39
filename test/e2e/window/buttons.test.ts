import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppDriver } from '../../helpers/app-driver';
import { startAppServer, type AppServer } from '../../helpers/app-server';

let server: AppServer;

beforeAll(async () => {
  server = await startAppServer();
});

afterAll(async () => {
  await server?.close();
});

describe('with a mouse', () => {
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

  it('hangs up by the status bar', async () => {
    await mia.type('call echo');
    await mia.waitForStatus(/in call with echo/);
    await press('hang up');
    await mia.waitForStatus(/no call/);
    expect(await mia.command.evaluate((box) => box === document.activeElement)).toBe(true);
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
