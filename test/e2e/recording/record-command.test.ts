import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseAsciicast } from '../../helpers/asciicast';
import { AppDriver } from '../../helpers/app-driver';
import { startAppServer, type AppServer } from '../../helpers/app-server';
import { HEAD_CLIP } from '../../helpers/fake-camera';

describe('recording a call', () => {
  let server: AppServer;
  let ann: AppDriver;
  let bob: AppDriver;

  beforeAll(async () => {
    server = await startAppServer();
    ann = await AppDriver.open({ serverUrl: server.url, user: 'ann', clip: HEAD_CLIP });
    bob = await AppDriver.open({ serverUrl: server.url, user: 'bob', clip: HEAD_CLIP });
    await ann.waitForStatus(/signed in as ann/);
    await bob.waitForStatus(/signed in as bob/);
    await ann.type('call bob');
    await bob.page.getByRole('alertdialog', { name: 'incoming call' }).waitFor();
    await bob.type('answer');
    await ann.expectPicture('bob');
    await bob.waitForStatus(/in call with ann/);
  });

  afterAll(async () => {
    await ann?.close();
    await bob?.close();
    await server?.close();
  });

  it('marks every screen for as long as it lasts, and tells the other end', async () => {
    await ann.type('/record start');
    await ann.waitForStatus(/● recording/);
    await bob.waitForStatus(/● ann records this/);
    await bob.waitForChat(/ann records this call/);
  });

  it('is saved as an asciicast that holds the picture', async () => {
    const file = await ann.savedBy('/record stop');
    const cast = parseAsciicast(file);
    expect(cast.header.version).toBe(3);
    expect(cast.events.length).toBeGreaterThan(0);
    await ann.until('the mark to go', async () => !(await ann.statusText()).includes('recording'));
    await bob.until('the mark to go', async () => !(await bob.statusText()).includes('records'));
  });

  it('says so when there is nothing to stop', async () => {
    await ann.type('/record stop');
    await ann.waitForChat(/Nothing is being recorded/);
  });

  it('goes on after the call, which is said', async () => {
    await ann.type('/record start --v2');
    await ann.waitForStatus(/● recording/);
    await bob.type('/hangup');
    await ann.waitForChat('The recording goes on. record stop ends it.');
    const { header, events } = parseAsciicast(await ann.savedBy('record stop'));
    expect(header.version).toBe(2);
    expect(events.length).toBeGreaterThan(0);
  });
});
