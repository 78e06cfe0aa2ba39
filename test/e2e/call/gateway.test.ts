import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AppDriver } from '../../helpers/app-driver';
import { startAppServer, type AppServer } from '../../helpers/app-server';
import { ClivrtPeer } from '../../helpers/clivrt-peer';
import { clipFrames, type LumaFrame, patternClip } from '../../helpers/fake-camera';
import { inkOfStyle } from '../../helpers/picture-brightness';
import { bestTextMatch } from '../../helpers/picture-match';
import { whyNoAiortc } from '../../helpers/plain/aiortc-client';
import { PrintedProgram } from '../../helpers/plain/printed-program';
import { PlainClient } from '../../helpers/plain/plain-client';
import { createWeriftEnd } from '../../helpers/plain/werift-end';

const STYLE = 'ascii-color';
const CLIP = patternClip();

describe('a call with a terminal that runs clivrt', () => {
  const errors: string[] = [];
  let server: AppServer;
  let ann: AppDriver;
  let clive: ClivrtPeer;
  let frames: readonly LumaFrame[];

  beforeAll(async () => {
    frames = await clipFrames(CLIP, 3);
    const names = ['clivrt', 'webrtc'] as const;
    server = await startAppServer({ gateways: names.map((name) => ({ name, room: null })) });
    ann = await AppDriver.open({ serverUrl: server.url, user: 'ann', style: STYLE, clip: CLIP });
    ann.page.on('pageerror', ({ message }) => errors.push(message));
    await ann.waitForStatus(/signed in as ann/);
    clive = await ClivrtPeer.open(server.url, 'clive');
  });

  afterEach(() => {
    expect(errors).toEqual([]);
  });

  afterAll(async () => {
    await clive?.dispose();
    await ann?.close();
    await server?.close();
  });

  /** It sends back what it gets: whoever sees it sees themselves. */
  async function seesOwnPicture(name = 'clive'): Promise<void> {
    await ann.expectPicture(name);
    await ann.until(`the picture of ${name}`, async () => {
      return bestTextMatch(await ann.snapshotText(), frames, inkOfStyle(STYLE)) > 0.9;
    });
  }

  it('is placed from WebCRT, says what it lacks, and ends when the terminal hangs up', async () => {
    await ann.type('lookup');
    await ann.waitForChat(/clive.*via clivrt/);
    await ann.type('call clive');
    await ann.waitForChat(/clive is here by clivrt, whose program may answer by itself/);
    await seesOwnPicture();
    await ann.waitForChat(/Nothing proves who it is/);
    await ann.type('/verify clive');
    await ann.waitForChat(/whose program has no key/);
    await ann.type('/send clive');
    await ann.waitForChat(/whose program takes no files/);
    await clive.hangUp();
    await ann.waitForStatus(/no call/);
  });

  it('rings from the terminal, is marked, and may be repeated', async () => {
    await clive.call('ann');
    const ring = ann.page.getByRole('alertdialog', { name: 'incoming call' });
    await ring.getByText(/clive.*via clivrt/).waitFor();
    await ann.type('/answer');
    await seesOwnPicture();
    await ann.type('/record start');
    await ann.waitForChat(/clive is here by clivrt, whose program does not show that you record/);
    await ann.type('/hangup');
    await ann.waitForStatus(/no call/);
  });

  it.skipIf(whyNoAiortc() !== null)('is the mirror that docs/gateways.md prints', async () => {
    const mirror = PrintedProgram.start(server.url);
    try {
      await ann.until('the mirror', async () => {
        await ann.type('/lookup');
        return (await ann.chatLines()).some((line) => /robot.*via webrtc/.test(line));
      });
      await ann.type('/call robot');
      await seesOwnPicture('robot');
      await ann.type('/hangup');
      await ann.waitForStatus(/no call/);
    } finally {
      await mirror.stop();
    }
  });

  it('is met in a room, where it only waits, by a program of one’s own', async () => {
    const robin = await PlainClient.signIn(server.url, 'robin', createWeriftEnd);
    await robin.create('den', 'both');
    await ann.type('/join den');
    await ann.waitForStatus(/in room den \(2\)/);
    await seesOwnPicture('robin');
    await ann.until('its sound', async () => (await ann.receivedMedia()).audioEnergy > 0);
    await robin.leave();
    await ann.waitForStatus(/in room den \(1\)/);
    await robin.dispose();
  });
});
