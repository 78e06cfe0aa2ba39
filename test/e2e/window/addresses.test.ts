import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppDriver } from '../../helpers/app-driver';
import { type AppServer, startAppServer } from '../../helpers/app-server';

const DISGUISED = 'https://exаmple.org/sign-in';

describe('an address in the chat', () => {
  let server: AppServer;
  let ann: AppDriver;
  let page: Page;
  const opened: string[] = [];

  beforeAll(async () => {
    server = await startAppServer();
    ann = await AppDriver.open({ serverUrl: server.url, camera: 'none', user: 'ann' });
    await ann.waitForStatus(/signed in as ann/);
    ({ page } = ann);
    // Nothing leaves this machine: what would be loaded is told, and answered here.
    await page.context().route(/^https:\/\/.*example\.org|^https:\/\/xn--/u, async (route) => {
      opened.push(route.request().url());
      await route.fulfill({
        contentType: 'text/html',
        body: '<script>document.title = String(window.opener) + document.referrer</script>',
      });
    });
    await ann.type('/msg echo look: https://example.org/a?q=1, and ftp://example.org/');
    await ann.waitForChat(/^.*echo to you: look: https/);
  });

  afterAll(async () => {
    await ann?.close();
    await server?.close();
  });

  const panel = () => page.getByRole('alertdialog', { name: 'open an address' });

  it('is a button, and nothing else that was said is', async () => {
    const buttons = await page
      .getByRole('log', { name: 'chat' })
      .getByRole('button')
      .allInnerTexts();
    expect(new Set(buttons)).toEqual(new Set(['https://example.org/a?q=1']));
  });

  it('is opened after a look at its host, in a tab that knows nothing of the call', async () => {
    await page.getByRole('button', { name: 'https://example.org/a?q=1' }).last().click();
    expect(await panel().innerText()).toMatch(/example\.org\s+https:\/\/example\.org\/a\?q=1/);
    expect(opened).toEqual([]);
    const [tab] = await Promise.all([
      page.context().waitForEvent('page'),
      panel().getByRole('button', { name: 'Open' }).click(),
    ]);
    await tab.waitForLoadState();
    expect(tab.url()).toBe('https://example.org/a?q=1');
    expect(await tab.title()).toBe('null');
    await tab.close();
    expect(await panel().isVisible()).toBe(false);
  });

  it('is asked about from the keyboard, says what its letters hide, and is left by Esc', async () => {
    await ann.type(`/msg echo ${DISGUISED}`);
    await ann.waitForChat(/echo to you: https:\/\/ex/);
    const before = opened.length;
    await ann.type('/open');
    const text = await panel().innerText();
    expect(text).toContain('xn--exmple-4nf.org');
    expect(text).toContain('may look like others');
    await ann.press('Escape');
    await panel().waitFor({ state: 'hidden' });
    expect(opened).toHaveLength(before);
    // The focus is back where one types.
    await page.keyboard.type('whoami');
    expect(await ann.command.inputValue()).toBe('whoami');
  });
});
