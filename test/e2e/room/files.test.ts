import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppDriver } from '../../helpers/app-driver';
import { type AppServer, startAppServer } from '../../helpers/app-server';
import { smallClip } from '../../helpers/fake-camera';
import { bytesOf, chooseFiles, sha256 } from '../../helpers/file-choosing';
import { cutConnections } from '../../helpers/page-probes';

const VIEWPORT = { width: 900, height: 640 };

describe('files in a room of three', () => {
  let server: AppServer;
  let ann: AppDriver;
  let bob: AppDriver;
  let carol: AppDriver;
  let folder: string;

  beforeAll(async () => {
    server = await startAppServer();
    folder = await mkdtemp(join(tmpdir(), 'webcrt-files-'));
    const open = async (user: string): Promise<AppDriver> => {
      const camera = user === 'carol' ? { clip: smallClip(1) } : ({ camera: 'none' } as const);
      const options = { serverUrl: server.url, user, viewport: VIEWPORT, ...camera };
      const person = await AppDriver.open(options);
      await person.waitForStatus(new RegExp(`signed in as ${user}`));
      return person;
    };
    [ann, bob, carol] = [await open('ann'), await open('bob'), await open('carol')];
    sign = ann.page.getByRole('status', { name: 'drop' });
    await ann.type('room create garden');
    await ann.waitForStatus(/in room garden/);
    for (const person of [bob, carol]) {
      await person.type('join garden');
      await person.waitForStatus(/in room garden/);
    }
    for (const person of [ann, bob, carol]) await person.waitForStatus(/in room garden \(3\)/);
  });

  afterAll(async () => {
    for (const person of [ann, bob, carol]) await person?.close();
    await server?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const question = (person: AppDriver): Locator =>
    person.page.getByRole('alertdialog', { name: 'incoming file' });
  const bar = (person: AppDriver, name: string): Locator =>
    person.page.getByRole('progressbar', { name });

  let sign: Locator;

  async function put(name: string, bytes: Buffer): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, bytes);
    return path;
  }

  /** Types `line`, which opens the browser's own window, and chooses there. */
  async function send(line: string, ...paths: string[]): Promise<void> {
    await chooseFiles(ann, line, paths);
  }

  async function accept(person: AppDriver, patienceMs?: number): Promise<Buffer> {
    const [download] = await Promise.all([
      person.page.waitForEvent('download', { timeout: patienceMs }),
      person.type('/accept'),
    ]);
    return bytesOf(download);
  }

  /** Holds a file over a point of ann's window, or drops it there. */
  async function drag(type: 'dragover' | 'drop', name: string, at: Locator | null): Promise<void> {
    const box = await at?.boundingBox();
    const point = box
      ? { clientX: box.x + box.width / 2, clientY: box.y + box.height / 2 }
      : { clientX: 1, clientY: 1 };
    const dataTransfer = await ann.page.evaluateHandle((text) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], text));
      return transfer;
    }, name);
    await ann.page.dispatchEvent('main', type, { dataTransfer, ...point });
  }

  it('go to one by name, which Tab completes among those in the room', async () => {
    const bytes = randomBytes(300_000);
    const path = await put('photo.jpg', bytes);
    // Before the keys: the browser has to be told first that nobody sits before its own window.
    const choosing = ann.page.waitForEvent('filechooser');
    choosing.catch(() => undefined);
    await ann.command.click();
    await ann.command.fill('/send b');
    await ann.press('Tab');
    expect(await ann.command.inputValue()).toMatch(/^\/send bob ?$/);
    await ann.press('Enter');
    await (await choosing).setFiles([path]);
    await ann.waitForChat('photo.jpg (300.0 kB) is offered to bob.');
    await question(bob).waitFor();
    expect(await question(bob).innerText()).toContain('ann wants to send you photo.jpg');
    expect(sha256(await accept(bob))).toBe(sha256(bytes));
    await ann.waitForChat('photo.jpg has arrived at bob, whole.');
    expect((await carol.chatLines()).join('\n')).not.toContain('photo.jpg');
  });

  it('go to everybody, one of whom declines', async () => {
    const bytes = randomBytes(2_000_000);
    await send('/send', await put('minutes.pdf', bytes));
    await ann.waitForChat('minutes.pdf (2.0 MB) is offered to bob and carol.');
    await question(bob).waitFor();
    await question(carol).waitFor();
    await ann.type('/files');
    await ann.waitForChat(/1 {2}↑ minutes\.pdf to bob .*undecided\n.*2 {2}↑ minutes\.pdf to carol/);
    await question(carol).getByRole('button', { name: 'Refuse' }).click();
    await ann.waitForChat('carol does not want minutes.pdf.');
    expect(await question(bob).isVisible()).toBe(true);
    expect(sha256(await accept(bob))).toBe(sha256(bytes));
    await ann.waitForChat('minutes.pdf has arrived at bob, whole.');
    expect((await ann.chatLines()).join('\n')).not.toContain('minutes.pdf has arrived at carol');
  });

  it('go to everybody who takes them, across a break with one of them', async () => {
    const bytes = randomBytes(20_000_000);
    await send('/send', await put('clip.bin', bytes));
    await question(bob).waitFor();
    await question(carol).waitFor();
    const arrivals = [bob, carol].map((person) => accept(person, 120_000));
    for (const arrival of arrivals) arrival.catch(() => undefined);
    const toCarol = bar(ann, 'clip.bin to carol');
    await toCarol.waitFor();
    const endCut = await cutConnections(carol.page);
    await ann.until('the bar to say so', async () =>
      (await toCarol.innerText()).includes('waits for the connection'),
    );
    expect(sha256(await arrivals[0])).toBe(sha256(bytes));
    await ann.waitForChat('clip.bin has arrived at bob, whole.');
    expect(Number(await toCarol.getAttribute('aria-valuenow'))).toBeLessThan(100);
    await endCut();
    expect(sha256(await arrivals[1])).toBe(sha256(bytes));
    await ann.waitForChat('clip.bin has arrived at carol, whole.');
  });

  it('are dropped on the window for everybody', async () => {
    await drag('dragover', 'for-all.txt', null);
    expect(await sign.innerText()).toBe('Drop it to offer it to everybody: bob and carol');
    await drag('drop', 'for-all.txt', null);
    expect(await sign.isVisible()).toBe(false);
    for (const person of [bob, carol]) {
      await question(person).waitFor();
      expect((await accept(person)).toString()).toBe('for-all.txt');
    }
  });

  it('are dropped on somebody’s tile for them alone', async () => {
    await ann.expectPicture('carol');
    await drag('dragover', 'for-carol.txt', ann.picture('carol'));
    expect(await sign.innerText()).toBe('Drop it to offer it to carol');
    await drag('drop', 'for-carol.txt', ann.picture('carol'));
    await ann.waitForChat('for-carol.txt (13 bytes) is offered to carol.');
    await question(carol).waitFor();
    expect((await accept(carol)).toString()).toBe('for-carol.txt');
    await ann.waitForChat('for-carol.txt has arrived at carol, whole.');
    expect(await question(bob).isVisible()).toBe(false);
    expect((await bob.chatLines()).join('\n')).not.toContain('for-carol.txt');
  });

  it('cannot be sent to whom is not there, and the sentence says what to do', async () => {
    await ann.type('/send dan');
    await ann.waitForChat('dan is not in this room. send NAME is for somebody who is, send alone');
    await ann.type('/send ann');
    await ann.waitForChat('That is you.');
  });

  it('end with the stay of whoever was to get them', async () => {
    await send('/send carol', await put('late.txt', Buffer.from('late')));
    await question(carol).waitFor();
    await carol.type('/leave');
    await ann.waitForChat('late.txt did not get through: you and carol are no longer in one room.');
    await carol.waitForChat('late.txt did not get through: you and ann are no longer in one room.');
    await question(carol).waitFor({ state: 'hidden' });
    await bob.type('/leave');
    await ann.waitForStatus(/in room garden \(1\)/);
    await ann.type('/send');
    await ann.waitForChat('You are alone in this room');
  });
});
