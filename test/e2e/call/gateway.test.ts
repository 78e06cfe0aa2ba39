import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AppDriver } from '../../helpers/app-driver';
import { startAppServer, type AppServer } from '../../helpers/app-server';
import { ClivrtPeer } from '../../helpers/clivrt-peer';
import { clipFrames, type LumaFrame, patternClip } from '../../helpers/fake-camera';
import { FlitterPeer } from '../../helpers/flitter-peer';
import { inkOfStyle } from '../../helpers/picture-brightness';
import { bestTextMatch } from '../../helpers/picture-match';
import { whyNoAiortc } from '../../helpers/plain/aiortc-client';
import { PAGE_PICTURE, pageEnds } from '../../helpers/plain/page-end';
import { PrintedProgram } from '../../helpers/plain/printed-program';
import { PlainClient } from '../../helpers/plain/plain-client';
import type { PlainEndFactory } from '../../helpers/plain/plain-end';
import { createWeriftEnd } from '../../helpers/plain/werift-end';
import { RtcChatPeer } from '../../helpers/rtc-chat-peer';

const STYLE = 'ascii-color';
const CLIP = patternClip();
const LIGHTS = { room: 'studio', id: 'lights', partner: 'ann' };

describe('a program that comes by a gateway', () => {
  const errors: string[] = [];
  let server: AppServer;
  let ann: AppDriver;
  let clive: ClivrtPeer;
  let frames: readonly LumaFrame[];

  beforeAll(async () => {
    frames = await clipFrames(CLIP, 3);
    const names = ['clivrt', 'webrtc', 'rtc-chat'] as const;
    const gateways = names.map((name) => ({ name, room: null }));
    server = await startAppServer({
      gateways: [...gateways, { name: 'flitter', room: LIGHTS.room }],
    });
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

  async function sees(name: string, shown: readonly LumaFrame[]): Promise<void> {
    await ann.expectPicture(name);
    await ann.until(`the picture of ${name}`, async () => {
      return bestTextMatch(await ann.snapshotText(), shown, inkOfStyle(STYLE)) > 0.9;
    });
  }

  /** It sends back what it gets: whoever sees it sees themselves. */
  async function seesOwnPicture(name = 'clive'): Promise<void> {
    await sees(name, frames);
  }

  /** A page next to the app's, which stays in front. */
  function besideApp(isWhole: boolean): PlainEndFactory {
    const createEnd = pageEnds(ann.page.context(), { isPolite: true, isWhole });
    return async (media, say) => {
      const end = await createEnd(media, say);
      await ann.page.bringToFront();
      return end;
    };
  }

  it('is called at clivrt, says what it lacks, and hangs up', async () => {
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

  it('calls from clivrt, is marked, and hears that it is hung up on', async () => {
    await clive.call('ann');
    const ring = ann.page.getByRole('alertdialog', { name: 'incoming call' });
    await ring.getByText(/clive.*via clivrt/).waitFor();
    await ann.type('/answer');
    await seesOwnPicture();
    await ann.type('/record start');
    await ann.waitForChat(/clive is here by clivrt, whose program does not show that you record/);
    await ann.type('/hangup');
    await ann.waitForStatus(/no call/);
    await ann.until('the terminal to hear of it', () => Promise.resolve(!clive.isInCall));
  });

  it.skipIf(whyNoAiortc() !== null)(
    'is called as the mirror that docs/gateways.md prints',
    async () => {
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
    },
  );

  it('calls, as a node of flitter’s that leaves the server then, and is hung up on', async () => {
    const lights = await FlitterPeer.join(server.url, LIGHTS, createWeriftEnd);
    const ring = ann.page.getByRole('alertdialog', { name: 'incoming call' });
    await ring.getByText(/lights.*via flitter/).waitFor();
    await ann.type('/answer');
    await ann.until('the node to leave the server', () => Promise.resolve(lights.isAway));
    await seesOwnPicture('lights');
    await ann.type('/hangup');
    await ann.waitForStatus(/no call/);
    await lights.quit();
  });

  it('is called, as a node that may not call again, and ends the call by its going', async () => {
    const lights = await FlitterPeer.join(server.url, LIGHTS, besideApp(true));
    await ann.type('/call lights');
    await ann.waitForChat(/lights is here by flitter, whose program may answer by itself/);
    await sees('lights', [PAGE_PICTURE]);
    await ann.until('frames there', async () => (await lights.frames()) > 0);
    await lights.quit();
    await ann.waitForStatus(/no call/);
  });

  it('is a page like RTC-Chat’s in a room, seen, heard and read, whoever came first', async () => {
    await ann.type('/room create hall');
    await ann.waitForStatus(/in room hall \(1\)/);
    const eve = await RtcChatPeer.enter(server.url, 'hall', 'eve', besideApp(false));
    await sees('eve', [PAGE_PICTURE]);
    await ann.until('sound and picture at both ends', async () => {
      const { frames, soundPackets } = await eve.figures();
      return frames > 0 && soundPackets > 0 && (await ann.receivedMedia()).audioEnergy > 0;
    });
    eve.say('hello ann');
    await ann.waitForChat(/eve.*hello ann/);
    await ann.type('hello eve');
    await ann.until('the line there', () => Promise.resolve(eve.lines.includes('hello eve')));
    await ann.type('/leave');
    await ann.waitForStatus(/no call/);
    await ann.type('/join hall');
    await ann.waitForStatus(/in room hall \(2\)/);
    await sees('eve', [PAGE_PICTURE]);
    await eve.leave();
    await ann.waitForStatus(/in room hall \(1\)/);
    await ann.type('/leave');
    await ann.waitForStatus(/no call/);
    expect(eve.complaints).toEqual([]);
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
