import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppDriver } from '../../helpers/app-driver';
import { HEAD_CLIP, patternClip } from '../../helpers/fake-camera';
import { type PageServer, startPageServer } from '../../helpers/page-server';
import { receivedMedia } from '../../helpers/page-probes';
import { ScreenCamera } from '../../helpers/screen-camera';

const LOOK = { style: 'ascii-color' } as const;

/** What a person gets who copies the text of their pigeon. */
async function copiedText(person: AppDriver, slash = ''): Promise<string> {
  await person.page.getByRole('img', { name: 'QR code of your pigeon' }).waitFor();
  await person.type(`${slash}pigeon copy`);
  await person.waitForChat(/on your clipboard/);
  return person.page.evaluate(() => navigator.clipboard.readText());
}

describe('a call by pigeon, with no server to sign in to', () => {
  let pages: PageServer;
  let ann: AppDriver;
  let bob: AppDriver;

  beforeAll(async () => {
    pages = await startPageServer();
    const permissions = ['clipboard-read', 'clipboard-write', 'camera', 'microphone'];
    const prepare = (context: { grantPermissions(list: string[]): Promise<void> }) =>
      context.grantPermissions(permissions);
    [ann, bob] = await AppDriver.openAll([
      { ...LOOK, serverUrl: pages.url, user: 'ann', clip: HEAD_CLIP, prepare },
      { ...LOOK, serverUrl: pages.url, user: 'bob', clip: patternClip(), prepare },
    ]);
  });

  afterAll(async () => {
    await ann?.close();
    await bob?.close();
    await pages?.close();
  });

  it('says in a sentence what is wrong with a text', async () => {
    await bob.type('pigeon answer hello');
    await bob.waitForChat(/This is no pigeon/);
    await bob.type('pigeon done pigeon:AAAA');
    await bob.waitForChat(/You have no pigeon out/);
  });

  it('is made by two texts that are pasted, and shows each to the other', async () => {
    await ann.type('pigeon offer');
    await ann.waitForStatus(/a pigeon is out/);
    const offer = await copiedText(ann);
    expect(offer.length).toBeLessThan(1_500);
    await bob.type(`pigeon answer ${offer.slice(0, -9)}`);
    await bob.waitForChat(/The end of this pigeon is missing/);
    await bob.type(`pigeon answer ${offer}`);
    await bob.waitForChat(/This is ann’s pigeon/);
    const answer = await copiedText(bob, '/');
    expect(answer.length).toBeLessThan(1_500);
    await ann.type(`pigeon done ${answer}`);
    await ann.waitForStatus(/in call with bob/);
    await bob.waitForStatus(/in call with ann/);
    await ann.expectPicture('bob');
    await bob.expectPicture('ann');
    for (const person of [ann, bob]) {
      await person.until(
        'sound',
        async () => (await receivedMedia(person.page)).audioEnergy > 1e-6,
      );
    }
    expect(await ann.statusText()).not.toMatch(/signed in/);
  });

  it('carries chat, and what people compare', async () => {
    await ann.type('hello by pigeon');
    await bob.waitForChat(/hello by pigeon/);
    await bob.type('and back');
    await ann.waitForChat(/and back/);
    await ann.type('/verify bob');
    await bob.page.getByRole('alertdialog', { name: /ann/ }).getByRole('list').waitFor();
    for (const person of [ann, bob]) {
      await person.page.getByRole('button', { name: /they match/i }).click();
    }
    await ann.waitForStatus(/verified/);
  });

  it('is over when one of them hangs up, as the other sees at once', async () => {
    await bob.type('/hangup');
    await ann.waitForChat(/The call with bob is over/);
    await ann.waitForStatus(/no call/);
  });
});

describe('a call by pigeon, by two cameras', () => {
  let pages: PageServer;
  let ann: AppDriver;
  let bob: AppDriver;
  const annsCamera = new ScreenCamera();
  const bobsCamera = new ScreenCamera();

  beforeAll(async () => {
    pages = await startPageServer();
    [ann, bob] = await AppDriver.openAll([
      { ...LOOK, serverUrl: pages.url, user: 'ann', clip: annsCamera.clip },
      { ...LOOK, serverUrl: pages.url, user: 'bob', clip: bobsCamera.clip },
    ]);
  });

  afterAll(async () => {
    await ann?.close();
    await bob?.close();
    await pages?.close();
    annsCamera.dispose();
    bobsCamera.dispose();
  });

  /** What a camera sees that is held before the panel on somebody's screen. */
  async function shown(person: AppDriver): Promise<Buffer> {
    await person.page.getByRole('img', { name: 'QR code of your pigeon' }).waitFor();
    return person.page.locator('.panel.pigeon').screenshot({ type: 'jpeg', quality: 90 });
  }

  it('is made by each screen held before the other’s camera, and nothing typed but the start', async () => {
    await ann.type('pigeon offer');
    bobsCamera.hold(await shown(ann));
    await bob.type('pigeon scan');
    await bob.waitForChat(/This is ann’s pigeon/);
    annsCamera.hold(await shown(bob));
    await ann.waitForStatus(/in call with bob/);
    await bob.waitForStatus(/in call with ann/);
    await bob.expectPicture('ann');
  });
});
