import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ElectronApp, launchElectronApp } from '../../electron-host/launch';
import { AppDriver } from '../../helpers/app-driver';
import { type AppServer, startAppServer } from '../../helpers/app-server';
import { PATIENCE_MS } from '../../helpers/browser';

/** The app of somebody who presses one key, and two people on the web: verified, and not. */
describe('a kiosk', () => {
  let folder: string;
  let server: AppServer;
  let kiosk: ElectronApp;
  let ann: AppDriver;
  let eve: AppDriver;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'webcrt-kiosk-'));
    server = await startAppServer();
    [ann, eve] = await AppDriver.openAll([
      { serverUrl: server.url, user: 'ann' },
      { serverUrl: server.url, user: 'eve' },
    ]);
    kiosk = await launchElectronApp({
      userDataDir: folder,
      argv: ['--kiosk', '--server', server.url.replace(/^http/, 'ws'), '--user', 'gran'],
    });
    await verify('ann', await keyOf(ann));
  });

  afterAll(async () => {
    await kiosk?.close();
    await ann?.close();
    await eve?.close();
    await server?.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function keyOf(driver: AppDriver): Promise<string> {
    await driver.type('identity');
    await driver.waitForChat(/in full [0-9a-f]{64}/);
    return /in full ([0-9a-f]{64})/.exec((await driver.chatLines()).join('\n'))?.[1] ?? '';
  }

  /** As the book has it after both have compared; told to the window, which is loaded again. */
  async function verify(name: string, key: string): Promise<void> {
    const at = server.url.replace(/^http/, 'ws').replace(/\/$/, '');
    await kiosk.window.evaluate(
      async (person) => {
        await window.webcrt!.settings.update({ contacts: ['ann'] });
        await new Promise<void>((resolve, reject) => {
          const opening = indexedDB.open('webcrt');
          opening.onerror = () => {
            reject(new Error('no storage'));
          };
          opening.onsuccess = () => {
            const change = opening.result.transaction('kept', 'readwrite');
            change.objectStore('kept').put([person], 'identities');
            change.oncomplete = () => {
              resolve();
            };
          };
        });
      },
      { server: at, name, keys: [{ key, trust: 'verified' }], refused: [] },
    );
    await kiosk.window.reload();
    await says(/1 calls ann/);
  }

  async function says(what: RegExp): Promise<void> {
    await kiosk.window
      .getByRole('region', { name: 'call', exact: true })
      .filter({ hasText: what })
      .waitFor({ timeout: PATIENCE_MS });
  }

  it('fills the screen, and has nothing to type into', async () => {
    expect((await kiosk.windowRecord()).isFullScreen).toBe(true);
    expect(await kiosk.window.getByRole('textbox').count()).toBe(0);
    expect(await kiosk.window.getByRole('log').count()).toBe(0);
  });

  it('does not ring for somebody who is not verified, who hears it ring', async () => {
    await eve.type('call gran');
    await eve.waitForStatus(/ringing/i);
    await says(/Ready for a call/);
    await eve.press('Alt+h');
    await eve.waitForStatus(/no call/);
  });

  it('answers and hangs up by one key', async () => {
    await ann.type('call gran');
    await says(/ann is calling.*Press SPACE to answer/s);
    // A hand that shakes.
    await kiosk.window.keyboard.press('Space');
    await kiosk.window.keyboard.press('Space');
    await ann.waitForStatus(/in call with gran/);
    await says(/ann.*Press SPACE to hang up/s);
    await ann.expectPicture('gran');
    // Once that is not taken for the same press any more.
    await ann.until('the end of the call', async () => {
      await kiosk.window.keyboard.press('Enter');
      return (await ann.statusText()).includes('no call');
    });
    await says(/Ready for a call/);
  });

  it('calls those who are verified by a digit, and hangs up when the machine sleeps', async () => {
    await kiosk.window.keyboard.press('1');
    await ann.page.getByRole('alertdialog', { name: 'incoming call' }).waitFor();
    await says(/Calling ann/);
    await ann.type('answer');
    await ann.waitForStatus(/in call with gran/);
    await ann.expectPicture('gran');
    await kiosk.power('suspend');
    await ann.waitForStatus(/no call/);
    await kiosk.power('resume');
    await says(/Ready for a call/);
  });

  it('comes back when its page crashes', async () => {
    await kiosk.crash();
    await says(/1 calls ann/);
  });
});
