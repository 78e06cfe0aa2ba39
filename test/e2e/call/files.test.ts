import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Locator } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AppDriver } from '../../helpers/app-driver';
import { startAppServer, type AppServer } from '../../helpers/app-server';
import { bytesOf, chooseFiles, sha256 } from '../../helpers/file-choosing';
import { cutConnections } from '../../helpers/page-probes';

const LARGE_BYTES = 50_000_000;
/** How long nothing passes between the two. */
const CUT_MS = 5_000;

describe('files in a call', () => {
  let server: AppServer;
  let ann: AppDriver;
  let bob: AppDriver;
  let folder: string;

  beforeAll(async () => {
    server = await startAppServer();
    folder = await mkdtemp(join(tmpdir(), 'webcrt-files-'));
    [ann, bob] = await AppDriver.openAll([
      { serverUrl: server.url, user: 'ann', camera: 'none' },
      { serverUrl: server.url, user: 'bob', camera: 'none' },
    ]);
    await ann.waitForStatus(/signed in as ann/);
    await bob.waitForStatus(/signed in as bob/);
  });

  beforeEach(async () => {
    if ((await ann.statusText()).includes('in call')) return;
    await ann.type('call bob');
    await bob.page.getByRole('alertdialog', { name: 'incoming call' }).waitFor();
    await bob.type('answer');
    await ann.waitForStatus(/in call with bob/);
  });

  afterAll(async () => {
    await ann?.close();
    await bob?.close();
    await server?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const question = (): Locator => bob.page.getByRole('alertdialog', { name: 'incoming file' });
  const bar = (driver: AppDriver): Locator => driver.page.getByRole('progressbar');

  async function put(name: string, bytes: Buffer): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, bytes);
    return path;
  }

  /** `send`, and what is chosen in the browser's own window. */
  async function send(line: string, ...paths: string[]): Promise<void> {
    await chooseFiles(ann, line, paths);
  }

  it('are offered, taken by a command, and arrive whole', async () => {
    const bytes = randomBytes(300_000);
    await send('/send', await put('photo.jpg', bytes));
    await question().waitFor();
    expect(await question().innerText()).toContain('ann wants to send you photo.jpg (300.0 kB)');
    await bob.waitForChat('ann wants to send you photo.jpg (300.0 kB). Type /accept, or /refuse.');
    const [download] = await Promise.all([bob.page.waitForEvent('download'), bob.type('/accept')]);
    expect(download.suggestedFilename()).toBe('photo.jpg');
    expect(sha256(await bytesOf(download))).toBe(sha256(bytes));
    await bob.waitForChat('photo.jpg is here, whole, and saved as photo.jpg.');
    await ann.waitForChat('photo.jpg has arrived at bob, whole.');
    expect(await question().isVisible()).toBe(false);
  });

  it('keep the end of the chat in sight where what becomes of them takes another row', async () => {
    await bob.page.setViewportSize({ width: 390, height: 500 });
    await send('/send', await put('the-sea-at-the-end-of-a-long-summer.jpg', randomBytes(300_000)));
    await question().waitFor();
    await Promise.all([bob.page.waitForEvent('download'), bob.type('/accept')]);
    await bob.waitForChat(/summer\.jpg is here, whole, and saved/);
    await bob.until('the end', () =>
      bob.chat.evaluate(
        ({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight < 2,
      ),
    );
    await bob.page.setViewportSize({ width: 1280, height: 800 });
  });

  it('are refused by a button, with the keyboard alone', async () => {
    await send('/send bob', await put('boring.txt', Buffer.from('boring')));
    await question().waitFor();
    // Also at 400 % zoom.
    const size = bob.page.viewportSize() ?? { width: 1280, height: 800 };
    await bob.page.setViewportSize({ width: 320, height: 256 });
    for (const name of ['Accept', 'Refuse']) {
      const box = await question().getByRole('button', { name }).boundingBox();
      if (box === null) throw new Error(`${name} is not to be seen`);
      expect(Math.min(box.x, box.y)).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(320);
      expect(box.y + box.height).toBeLessThanOrEqual(256);
    }
    await bob.page.setViewportSize(size);
    await question().getByRole('button', { name: 'Refuse' }).focus();
    await bob.press('Enter');
    await ann.waitForChat('bob does not want boring.txt.');
    await question().waitFor({ state: 'hidden' });
    expect(await bob.command.evaluate((node) => node === document.activeElement)).toBe(true);
  });

  it('that can run programs are offered with a warning, and others without', async () => {
    const warning = question().getByText(/can run a program/);
    await send('/send', await put('photo.jpg.exe', randomBytes(10)));
    await question().waitFor();
    expect(await warning.isVisible()).toBe(true);
    await bob.type('/refuse');
    await question().waitFor({ state: 'hidden' });
    await send('/send', await put('photo.jpg', randomBytes(10)));
    await question().waitFor();
    expect(await warning.isVisible()).toBe(false);
    await bob.type('/refuse');
    await question().waitFor({ state: 'hidden' });
  });

  it('are dropped on the window', async () => {
    const data = await ann.page.evaluateHandle(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(['dropped'], 'dropped.txt'));
      return transfer;
    });
    await ann.page.dispatchEvent('main', 'dragover', { dataTransfer: data });
    await ann.page.dispatchEvent('main', 'drop', { dataTransfer: data });
    await question().waitFor();
    const [download] = await Promise.all([
      bob.page.waitForEvent('download'),
      question().getByRole('button', { name: 'Accept' }).click(),
    ]);
    expect((await bytesOf(download)).toString()).toBe('dropped');
  });

  it('go straight to the disk where the browser can, and are still offered when nobody says where', async () => {
    const pick = async (isCancelled: boolean): Promise<void> => {
      await bob.page.evaluate((cancel) => {
        Object.assign(window, {
          showSaveFilePicker: async ({ suggestedName }: { suggestedName: string }) => {
            if (cancel) throw new DOMException('no', 'AbortError');
            const root = await navigator.storage.getDirectory();
            return root.getFileHandle(suggestedName, { create: true });
          },
        });
      }, isCancelled);
    };
    const bytes = randomBytes(2_000_000);
    const path = await put('clip.mp4', bytes);
    await pick(true);
    await send('/send', path);
    await question().waitFor();
    await bob.type('/accept');
    await bob.until('being asked again', async () => {
      const lines = await bob.chatLines();
      return lines.filter((line) => line.includes('wants to send you clip.mp4')).length === 2;
    });
    await question().waitFor();
    await pick(false);
    await bob.type('/accept');
    await bob.waitForChat('clip.mp4 is here, whole, and saved as clip.mp4.');
    const kept = await bob.page.evaluate(async () => {
      const root = await navigator.storage.getDirectory();
      const file = await (await root.getFileHandle('clip.mp4')).getFile();
      const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
      return [...new Uint8Array(digest)].map((each) => each.toString(16).padStart(2, '0')).join('');
    });
    expect(kept).toBe(sha256(bytes));
    await bob.page.evaluate(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
  });

  it('of 50 MB arrive whole across a cut of five seconds', async () => {
    const bytes = randomBytes(LARGE_BYTES);
    await send('/send', await put('large.bin', bytes));
    await question().waitFor();
    const arrival = bob.page.waitForEvent('download', { timeout: 120_000 });
    arrival.catch(() => undefined);
    await bob.type('/accept');
    const percent = async (): Promise<number> =>
      Number(await bar(ann).getAttribute('aria-valuenow'));
    await ann.until('a part to arrive', async () => (await percent()) >= 5);
    const endCut = await cutConnections(bob.page);
    await ann.until('the bar to say so', async () =>
      (await bar(ann).innerText()).includes('waits for the connection'),
    );
    const atCut = await percent();
    await bob.page.waitForTimeout(CUT_MS);
    expect(await percent()).toBe(atCut);
    expect(atCut).toBeLessThan(100);
    await endCut();
    const download = await arrival;
    expect(sha256(await bytesOf(download))).toBe(sha256(bytes));
    await ann.waitForChat('large.bin has arrived at bob, whole.');
    await ann.waitForStatus(/in call with bob/);
    expect(await bar(ann).count()).toBe(0);
  });

  it('of a hostile name are harmless', async () => {
    const dialogs: string[] = [];
    bob.page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    const name = '../../\u001b[2J\u009b31m\u202egpj.<img src=x onerror=alert(1)>con/.bashrc';
    const data = await ann.page.evaluateHandle((text) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(['harmless'], text));
      return transfer;
    }, name);
    await ann.page.dispatchEvent('main', 'drop', { dataTransfer: data });
    await question().waitFor();
    const [shown = ''] = (await question().innerText()).split('\n');
    expect(shown).not.toMatch(/[\p{C}/]/u);
    expect(await question().locator('img').count()).toBe(0);
    const [download] = await Promise.all([bob.page.waitForEvent('download'), bob.type('/accept')]);
    const saved = download.suggestedFilename();
    expect(saved).not.toMatch(/[\p{C}\\/:*?"<>|]|^\./u);
    expect(shown).toContain(saved);
    expect((await bytesOf(download)).toString()).toBe('harmless');
    expect(dialogs).toEqual([]);
  });

  it('that are on their way when the call ends are told of, and asked about no more', async () => {
    await send('/send', await put('late.txt', Buffer.from('late')));
    await question().waitFor();
    await ann.press('Alt+h');
    await bob.waitForChat('late.txt did not get through: the call is over.');
    await ann.waitForChat('late.txt did not get through: the call is over.');
    await question().waitFor({ state: 'hidden' });
    await ann.type('send');
    await ann.waitForChat('Files go to whom you are in a call or a room with.');
  });
});
