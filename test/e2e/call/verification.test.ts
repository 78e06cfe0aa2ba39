import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppDriver } from '../../helpers/app-driver';
import { type AppServer, startAppServer } from '../../helpers/app-server';
import { readQrCode } from '../../helpers/read-qr-code';

const panelOf = (who: AppDriver): Locator =>
  who.page.getByRole('alertdialog', { name: /^Compare with / });
const button = (who: AppDriver, name: string): Locator =>
  panelOf(who).getByRole('button', { name });

async function names(who: AppDriver): Promise<string[]> {
  const list = panelOf(who).getByRole('list', { name: 'seven emoji' });
  await list.waitFor();
  return list.getByRole('listitem').locator('span:last-child').allInnerTexts();
}

async function call(caller: AppDriver, callee: AppDriver): Promise<void> {
  await caller.type('/call bob');
  await callee.page.getByRole('alertdialog', { name: 'incoming call' }).waitFor();
  await callee.type('answer');
  await caller.waitForStatus(/in call with bob/);
  await callee.waitForStatus(/in call with ann/);
}

describe('two people who compare', () => {
  let server: AppServer;
  let ann: AppDriver;
  let bob: AppDriver;

  beforeAll(async () => {
    server = await startAppServer();
    [ann, bob] = await AppDriver.openAll(
      ['ann', 'bob'].map((user) => ({ serverUrl: server.url, user, camera: 'none' as const })),
    );
    await ann.waitForStatus(/signed in as ann/);
    await bob.waitForStatus(/signed in as bob/);
    await call(ann, bob);
  });

  afterAll(async () => {
    await ann?.close();
    await bob?.close();
    await server?.close();
  });

  it('see the same safety number', async () => {
    const shown: string[] = [];
    for (const [who, other] of [
      [ann, 'bob'],
      [bob, 'ann'],
    ] as const) {
      await who.type(`/safety ${other}`);
      const help = who.page.getByRole('dialog', { name: 'help' });
      await help
        .getByText(/^(\d{5} ){3}\d{5}$/)
        .first()
        .waitFor();
      shown.push((await help.innerText()).match(/\d{5}/g)?.join(' ') ?? '');
      await who.press('Escape');
    }
    expect(shown[0]).toMatch(/^(\d{5} ){11}\d{5}$/);
    expect(shown[1]).toBe(shown[0]);
  });

  it('show a new device to a camera by a QR code, in a window of any size but the smallest', async () => {
    const { page } = ann;
    await ann.type('/device code bob');
    const said = await ann.waitForChat(/The code is [\w-]+\./);
    const code = /The code is ([\w-]+)\./.exec(said)?.[1];
    const panel = page.getByRole('dialog', { name: 'Link this device' });
    await panel.getByText(`device link ${code}`).waitFor();
    const usual = page.viewportSize()!;
    for (const [width, height] of [
      [1280, 800],
      [480, 320],
      [390, 700],
    ]) {
      await page.setViewportSize({ width, height });
      await ann.until(`a code that can be read at ${width}x${height}`, async () => {
        return (await readQrCode(page)) === code;
      });
    }
    await page.setViewportSize({ width: 200, height: 160 });
    await panel.getByText(/The window is too small for the QR code/).waitFor();
    await page.setViewportSize(usual);
    await ann.press('Escape');
    await panel.waitFor({ state: 'hidden' });
  });

  it('see the same seven emoji, with no button chosen, and stop by Esc', async () => {
    await ann.type('/verify bob');
    const words = await names(ann);
    expect(words).toHaveLength(7);
    expect(await names(bob)).toEqual(words);
    await bob.waitForChat(/ann wants to make sure that nobody is between you/);
    expect(
      await panelOf(ann)
        .getByRole('img', { name: /^picture of the key of / })
        .count(),
    ).toBe(2);
    for (const who of [ann, bob]) {
      expect(await who.page.evaluate(() => document.activeElement?.tagName)).not.toBe('BUTTON');
    }
    await ann.press('Escape');
    await bob.waitForChat(/ann is not comparing now: nothing has changed/);
    await panelOf(ann).waitFor({ state: 'hidden' });
    await panelOf(bob).waitFor({ state: 'hidden' });
  });

  it('are verified once both have said that they match, by key or by hand', async () => {
    await bob.type('/verify ann');
    expect(await names(ann)).toEqual(await names(bob));
    await bob.page.keyboard.press('Tab');
    while (!(await button(bob, 'They match').evaluate((node) => node === document.activeElement))) {
      await bob.page.keyboard.press('Tab');
    }
    await bob.press('Enter');
    await panelOf(bob).getByText('You say that they match. Waiting for ann.').waitFor();
    await button(ann, 'They match').click();
    await ann.waitForChat(/bob is verified/);
    await bob.waitForChat(/ann is verified/);
    await panelOf(ann).waitFor({ state: 'hidden' });
  });

  it('part when one says that they differ, and remember the key', async () => {
    await ann.type('/verify bob');
    await names(bob);
    await button(bob, 'They differ').click();
    await bob.waitForChat(/Somebody is between you and ann\. The call was ended/);
    await ann.waitForChat(/bob says that the emoji differ/);
    await ann.waitForStatus(/no call/);
    await bob.waitForStatus(/no call/);
    await ann.type('call bob');
    await ann.waitForChat(/contact forget bob/);
  });
});

/**
 * A server that tells each of two strangers a key of its own for the other, and sits in between: to
 * ann it is bob, and to bob it is ann. What ann and bob are told is the same as by two servers with
 * one person at both.
 */
describe('two strangers with somebody between them', () => {
  const servers: AppServer[] = [];
  let ann: AppDriver;
  let falseBob: AppDriver;
  let falseAnn: AppDriver;
  let bob: AppDriver;
  let all: AppDriver[] = [];

  beforeAll(async () => {
    servers.push(await startAppServer(), await startAppServer());
    all = await AppDriver.openAll(
      ['ann', 'bob', 'ann', 'bob'].map((user, index) => ({
        serverUrl: servers[Math.floor(index / 2)].url,
        user,
        camera: 'none' as const,
      })),
    );
    [ann, falseBob, falseAnn, bob] = all;
    for (const each of all) await each.waitForStatus(/signed in as/);
    await call(ann, falseBob);
    await call(falseAnn, bob);
  });

  afterAll(async () => {
    for (const each of all) await each.close();
    for (const each of servers) await each.close();
  });

  it('see emoji that differ, and what to do then, whatever the one between them says', async () => {
    await ann.type('/verify bob');
    await bob.type('/verify ann');
    const words = await names(ann);
    expect(words).toHaveLength(7);
    expect(await names(falseBob)).toEqual(words);
    expect(await names(falseAnn)).toEqual(await names(bob));
    expect(await names(bob)).not.toEqual(words);
    await button(falseBob, 'They match').click();
    await button(falseAnn, 'They match').click();
    await button(ann, 'They differ').click();
    await ann.waitForChat(/Somebody is between you and bob\. The call was ended/);
    await ann.waitForStatus(/no call/);
    expect((await bob.chatLines()).filter((line) => line.includes('is verified'))).toEqual([]);
  });

  it('have no call with that key again', async () => {
    await ann.type('call bob');
    await ann.waitForChat(/contact forget bob/);
    await button(bob, 'They differ').click();
    await bob.waitForChat(/Somebody is between you and ann\. The call was ended/);
    for (const each of [bob, falseAnn]) await each.waitForStatus(/no call/);
    // Told that they differ, an honest window would not call either.
    await falseAnn.type('contact forget bob');
    // Who calls with a key that was refused only rings, marked as such.
    await falseAnn.type('call bob');
    const ring = bob.page.getByRole('alertdialog', { name: 'incoming call' });
    await ring.waitFor();
    expect(await ring.innerText()).toMatch(/key/i);
  });
});
