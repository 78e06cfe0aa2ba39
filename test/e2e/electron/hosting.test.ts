import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ElectronApp, launchElectronApp } from '../../electron-host/launch';
import { AppDriver } from '../../helpers/app-driver';
import { launchPerson, type Person } from '../../helpers/browser';
import { installPageProbes } from '../../helpers/page-probes';
import { readQrCode } from '../../helpers/read-qr-code';
import { freePort } from '../../../scripts/lib/free-port.mjs';

/** The desktop app as the host of others on its network, with nobody else's server. */
describe('host on', () => {
  let annsApp: ElectronApp;
  let carolsApp: ElectronApp;
  let guest: Person;
  let ann: AppDriver;
  let carol: AppDriver;
  let bob: AppDriver;
  /** As the QR code says it. */
  let url = '';

  async function open(user: string): Promise<[ElectronApp, AppDriver]> {
    const app = await launchElectronApp({
      argv: ['--port', String(await freePort(0, '127.0.0.1')), '--user', user],
      prepare: installPageProbes,
    });
    const driver = new AppDriver({
      page: app.window,
      savedBy: () => Promise.reject(new Error('nothing is saved here')),
      close: () => app.close(),
    });
    await driver.waitForStatus(new RegExp(`signed in as ${user}`));
    return [app, driver];
  }

  beforeAll(async () => {
    [annsApp, ann] = await open('ann');
    await ann.type('config lan_interface lo');
    await ann.type(`config host_port ${await freePort(0, '127.0.0.1')}`);
    [carolsApp, carol] = await open('carol');
  });

  afterAll(async () => {
    await guest?.close();
    await carol?.close();
    await ann?.close();
  });

  it('shows the address as text and as a QR code, and says what browsers ask', async () => {
    await ann.type('host on');
    const said = await ann.waitForChat(/can come to your own server now/);
    expect(said).toMatch(/A browser will warn/);
    await ann.until('a camera to read the QR code', async () => {
      url = (await readQrCode(ann.page)) ?? '';
      return url !== '';
    });
    expect(url).toMatch(/^https:\/\/127\.0\.0\.1:\d+\/#sha256=[0-9A-F]{64}$/);
    expect(said).toContain(url);
    await ann.press('Escape');
  });

  it('lets a browser that trusts nothing into a call by that address', async () => {
    guest = await launchPerson();
    await installPageProbes(guest.context);
    await expect(guest.page.goto(url)).rejects.toThrow('ERR_CERT_AUTHORITY_INVALID');
    // As the sentence says.
    await guest.page.click('#details-button');
    await guest.page.click('#proceed-link');
    bob = new AppDriver({
      page: guest.page,
      savedBy: () => Promise.reject(new Error('nothing is saved here')),
      close: () => guest.close(),
    });
    await bob.waitForStatus(/signed in as/);
    await bob.type('login --user bob');
    await bob.waitForStatus(/signed in as bob/);
    await bob.type('call ann');
    await ann.waitForStatus(/bob is calling/);
    await ann.type('answer');
    await ann.expectPicture('bob');
    await bob.expectPicture('ann');
    await bob.type('/hangup');
    await ann.waitForStatus(/no call/);
  });

  it('is known by its certificate to apps, which go to no other', async () => {
    await carol.type(`login --server ${url}`);
    await carol.waitForChat(/Signed in as carol/i);
    // Signed in as carol she was before, at her own server.
    await ann.until('carol to be here', async () => {
      await ann.type('lookup');
      return /carol\S* +available/.test((await ann.chatLines()).at(-1) ?? '');
    });
    // Somebody else at that address has another certificate.
    await ann.type('host off');
    await ann.waitForChat(/closed to the network again/);
    await rm(join(annsApp.userDataDir, 'host-certificate.json'));
    await ann.type('host on');
    await ann.until('another address', async () => {
      const lines = await ann.chatLines();
      return lines.some((line) => line.includes('#sha256=') && !line.includes(url));
    });
    const { host } = new URL(url);
    await carol.type(`login --server wss://${host}`);
    await carol.waitForChat(/DANGER: .* shows another certificate than the one that you trust/);
    expect(carolsApp.userDataDir).not.toBe(annsApp.userDataDir);
  });
});
