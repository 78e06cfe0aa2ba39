import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ElectronApp, launchElectronApp } from '../../electron-host/launch';
import { AppDriver } from '../../helpers/app-driver';
import { capturedPage } from '../../helpers/captured-screens';
import { HEAD_CLIP } from '../../helpers/fake-camera';
import { openSharedPage, SHARED_TITLE } from '../../helpers/shared-page';

const NOTES_ID = 'window:73400321:0';

/**
 * The real app, whose system shows a screen and two windows; only Electron itself is a stand-in.
 */
describe('a screen that is shared from the desktop app', () => {
  let app: ElectronApp;
  let ann: AppDriver;
  let notes: Page;
  let picker: Locator;
  let choices: Locator;

  beforeAll(async () => {
    app = await launchElectronApp({
      clip: HEAD_CLIP,
      argv: ['--port', '0', '--user', 'ann'],
      env: { XDG_SESSION_TYPE: 'x11' },
      sharesTab: SHARED_TITLE,
      prepare: async (context) => {
        notes = await openSharedPage(context);
      },
    });
    await app.setScreens([
      await capturedPage(notes, NOTES_ID, `${SHARED_TITLE}\u202e \u001b[31m`),
      await capturedPage(app.window, 'screen:0:0', 'Entire screen'),
      { id: 'window:7:0', name: 'Minimised', widthPx: 0, heightPx: 0, rgba: new Uint8Array() },
    ]);
    ann = new AppDriver({
      page: app.window,
      savedBy: () => Promise.reject(new Error('nothing is saved here')),
      close: () => app.close(),
    });
    picker = ann.page.getByRole('dialog', { name: 'share a screen' });
    choices = picker.getByRole('option');
    await ann.waitForStatus(/signed in as ann/);
    await ann.type('call echo');
    await ann.waitForStatus(/in call with echo/);
  });

  afterAll(() => app?.close());

  const selected = async (): Promise<string> =>
    picker.locator('[aria-selected=true] .name').innerText();
  const hasFocus = (locator: Locator): Promise<boolean> =>
    locator.evaluate((node) => node === document.activeElement);

  it('is chosen from a list of them, each drawn as text', async () => {
    await ann.type('/share');
    await picker.waitFor();
    const names = await picker.locator('.name').allInnerTexts();
    expect(names).toEqual(['Entire screen', `${SHARED_TITLE} [31m`, 'Minimised']);
    const thumbnail = choices.nth(1).locator('.thumbnail');
    const lines = (await thumbnail.innerText()).split('\n').filter((line) => line !== '');
    expect(lines).toHaveLength(15);
    // The notes are letters on a dark ground, with a margin around them.
    const ink = lines.map((line) => line.replace(/\s/g, '').length);
    expect(Math.max(...ink)).toBeGreaterThan(20);
    const colours = await thumbnail
      .locator('span')
      .evaluateAll((spans) => [...new Set(spans.map((span) => (span as HTMLElement).style.color))]);
    expect(colours.length).toBeGreaterThan(3);
    expect(await choices.nth(2).innerText()).toContain('no picture');
  });

  it('is moved to by arrows and numbers', async () => {
    expect(await selected()).toBe('Entire screen');
    await ann.press('ArrowRight');
    expect(await selected()).toContain(SHARED_TITLE);
    await ann.press('3');
    expect(await selected()).toBe('Minimised');
    await ann.press('Home');
    expect(await selected()).toBe('Entire screen');
  });

  it('is none after Esc, and one types on', async () => {
    await ann.press('Escape');
    await picker.waitFor({ state: 'hidden' });
    await ann.waitForChat(/Nothing was chosen. No screen is shared/);
    expect(await hasFocus(ann.command)).toBe(true);
    expect((await app.records()).displayGrants).toEqual([]);
  });

  it('is the one on which Enter is pressed', async () => {
    await ann.type('/share window');
    await picker.waitFor();
    // Windows first.
    expect(await selected()).toContain(SHARED_TITLE);
    await ann.press('Enter');
    await picker.waitFor({ state: 'hidden' });
    await ann.waitForStatus(/sharing your screen/);
    await ann.page.getByRole('img', { name: 'screen of echo', exact: true }).waitFor();
    expect((await app.records()).displayGrants).toEqual([{ id: NOTES_ID, hasSound: false }]);
    expect(await hasFocus(ann.command)).toBe(true);
    await ann.type('/share off');
    await ann.waitForChat(/shared no longer/);
  });

  it('is given to nobody who did not ask the user', async () => {
    const attempt = ann.page.evaluate(async () => {
      await navigator.mediaDevices.getDisplayMedia({ video: true });
    });
    await expect(attempt).rejects.toThrow(/Permission denied/);
  });

  it('is not chosen for a call that has ended', async () => {
    await ann.type('/share');
    await picker.waitFor();
    await ann.press('Alt+h');
    await ann.waitForStatus(/no call/);
    await picker.waitFor({ state: 'hidden' });
    expect((await app.records()).displayGrants).toHaveLength(2);
    expect(await ann.statusText()).not.toMatch(/sharing/);
  });

  it('logs nothing as an error', () => {
    expect(app.pageErrors).toEqual([]);
  });
});
