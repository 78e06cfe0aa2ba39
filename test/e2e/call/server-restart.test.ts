import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RestartableServer } from '../../../scripts/faults/restartable-server.mjs';
import { AppDriver } from '../../helpers/app-driver';
import { patternClip } from '../../helpers/fake-camera';
import { connectionsMade } from '../../helpers/page-probes';
import { GAP_PRECISION_MS, watchPictures, worstGapMs } from '../../helpers/picture-gaps';

/** What a picture that flows brings in a few seconds, also on a busy machine. */
const SOME_FRAMES = 40;
/** What a busy machine takes is measured while nothing happens. */
const MOST_RESTING_GAPS = 5;
const LEAST_RESTING_GAP_MS = 2 * GAP_PRECISION_MS;

describe('pictures while the server is ended and started anew', () => {
  let server: RestartableServer;
  let ann: AppDriver;
  let bob: AppDriver;

  beforeAll(async () => {
    server = await RestartableServer.start();
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
    const seesOther = async (person: AppDriver): Promise<void> => {
      const before = (await person.receivedMedia()).framesDecoded;
      await person.until('frames', async () => {
        return (await person.receivedMedia()).framesDecoded > before + SOME_FRAMES;
      });
    };
    await Promise.all([ann, bob].map(seesOther));
  }

  /** The longest gaps of ann's and bob's pictures meanwhile, in milliseconds. */
  async function gapsDuring(act: () => Promise<void>): Promise<number[]> {
    for (const { page } of [ann, bob]) await watchPictures(page);
    await act();
    await seeEachOther();
    return Promise.all([ann, bob].map(({ page }) => worstGapMs(page)));
  }

  async function connectionCounts(): Promise<number[]> {
    return Promise.all([ann, bob].map(({ page }) => connectionsMade(page)));
  }

  async function expectUndisturbed(act: () => Promise<void>): Promise<void> {
    await seeEachOther();
    const resting = await gapsDuring(seeEachOther);
    const restingMs = Math.max(LEAST_RESTING_GAP_MS, ...resting);
    const made = await connectionCounts();
    const gaps = await gapsDuring(act);
    // One that takes the place of another begins without a gap.
    expect(await connectionCounts()).toEqual(made);
    expect(Math.max(...gaps) / restingMs).toBeLessThanOrEqual(MOST_RESTING_GAPS);
  }

  async function restart(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    await server.restart(signal);
    for (const person of [ann, bob]) {
      await person.waitForChat('The connection to the server is back.');
      await person.waitForStatus(/signed in as/);
    }
  }

  it('go on in a call over a crash of the server', async () => {
    await ann.type('call bob');
    await bob.page.getByRole('alertdialog', { name: 'incoming call' }).waitFor();
    await bob.type('answer');
    await ann.expectPicture('bob');
    await expectUndisturbed(() => restart('SIGKILL'));
    expect(await ann.statusText()).toMatch(/in call with bob/);
    await ann.type('/hangup');
    for (const person of [ann, bob]) await person.waitForStatus(/no call/);
  });

  it('go on in a room over a stop of the server, and so does the room', async () => {
    await ann.type('room create den');
    await ann.waitForStatus(/in room den \(1\)/);
    await bob.type('join den');
    await ann.expectPicture('bob');
    await expectUndisturbed(() => restart('SIGTERM'));
    for (const person of [ann, bob]) await person.waitForStatus(/in room den \(2\)/);
  });
});
