import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppDriver } from '../../helpers/app-driver';
import { startAppServer, type AppServer } from '../../helpers/app-server';
import { IS_ELECTRON } from '../../helpers/app-window';
import { crashPage } from '../../helpers/crash-page';
import { patternClip } from '../../helpers/fake-camera';

// In Electron another program holds the name, and the window that crashes is its business.
describe.skipIf(IS_ELECTRON)('a tab that crashes', () => {
  let server: AppServer;
  let ann: AppDriver;
  let bob: AppDriver;
  const url = (): string => `${server.url}#user=bob`;

  beforeAll(async () => {
    server = await startAppServer();
    const viewport = { width: 760, height: 600 };
    const shared = { serverUrl: server.url, clip: patternClip(), viewport };
    [ann, bob] = await AppDriver.openAll([
      { ...shared, user: 'ann' },
      { ...shared, user: 'bob' },
    ]);
    await ann.waitForStatus(/signed in as ann/);
    await bob.waitForStatus(/signed in as bob/);
  });

  afterAll(async () => {
    await ann?.close();
    await bob?.close();
    await server?.close();
  });

  async function seeEachOther(): Promise<void> {
    const sees = async (one: AppDriver, other: string): Promise<void> => {
      await one.expectPicture(other);
      const before = (await one.receivedMedia()).framesDecoded;
      await one.until(`frames of ${other}`, async () => {
        return (await one.receivedMedia()).framesDecoded > before + 10;
      });
    };
    await Promise.all([sees(ann, 'bob'), sees(bob, 'ann')]);
  }

  it('in a call is said to be gone, and is back in the call when it is opened again', async () => {
    await ann.type('call bob');
    await bob.page.getByRole('alertdialog', { name: 'incoming call' }).waitFor();
    await bob.type('answer');
    await seeEachOther();
    await crashPage(bob.page);
    await ann.waitForStatus(/bob is gone, waiting/);
    await ann.waitForChat(/bob is gone: their connection broke/);
    bob = await bob.openAgain(url());
    await bob.waitForChat(/going back into the call with ann. Press any key to be heard/);
    await bob.waitForStatus(/signed in as bob/);
    await bob.waitForStatus(/in call with ann/);
    await ann.waitForStatus(/in call with bob/);
    await seeEachOther();
    expect(await bob.statusText()).toMatch(/mic muted/);
    await bob.press('Shift');
    await bob.waitForStatus(/mic on/);
    expect((await ann.chatLines()).filter((line) => line.includes('certificate'))).toEqual([]);
    await bob.type('/hangup');
    await ann.waitForStatus(/no call/);
  });

  it('in a room is back in it, with the same people', async () => {
    await ann.type('room create den');
    await ann.waitForStatus(/in room den \(1\)/);
    await bob.type('join den');
    await seeEachOther();
    await crashPage(bob.page);
    bob = await bob.openAgain(url());
    await bob.waitForStatus(/in room den \(2\)/);
    await seeEachOther();
    const told = (await ann.chatLines()).filter((line) => /bob has (come in|left the)/.test(line));
    expect(told).toEqual(['bob has come in.']);
    await bob.type('/leave');
    await ann.waitForStatus(/in room den \(1\)/);
  });

  it('leaves its name alone to a tab that is alive', async () => {
    const other = await bob.page.context().newPage();
    await other.goto(url());
    await other.getByRole('log', { name: 'chat' }).getByText('The name bob is taken').waitFor();
    expect(await bob.statusText()).toMatch(/signed in as bob/);
    await other.close();
  });
});
