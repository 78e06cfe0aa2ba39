import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AppDriver } from '../../helpers/app-driver';
import { startAppServer, type AppServer } from '../../helpers/app-server';
import { inkOfStyle } from '../../helpers/picture-brightness';
import { bestTextMatch } from '../../helpers/picture-match';
import { type PageHabits, pageEnds } from '../../helpers/plain/page-end';
import { PlainClient } from '../../helpers/plain/plain-client';
import { strangeEnds, type StrangeWords } from '../../helpers/plain/strange-end';
import { PLAIN_PICTURE, PlainPeer } from '../../helpers/plain-peer';

const STYLE = 'ascii-color';

describe('a WebRTC client of another make', () => {
  const errors: string[] = [];
  let server: AppServer;
  let ann: AppDriver;
  let peer: PlainPeer;

  beforeAll(async () => {
    server = await startAppServer({ gateways: [{ name: 'webrtc', room: null }] });
    ann = await AppDriver.open({ serverUrl: server.url, user: 'ann', style: STYLE });
    ann.page.on('pageerror', ({ message }) => errors.push(message));
    await ann.waitForStatus(/signed in as ann/);
    const page = await ann.page.context().newPage();
    await ann.page.bringToFront();
    peer = await PlainPeer.signIn(page, server.url, 'plain');
  });

  afterEach(() => {
    expect(errors).toEqual([]);
  });

  afterAll(async () => {
    peer?.dispose();
    await ann?.close();
    await server?.close();
  });

  async function seesPeer(name = 'plain'): Promise<void> {
    await ann.expectPicture(name);
    await ann.until(`the picture of ${name}`, async () => {
      const text = await ann.snapshotText();
      return bestTextMatch(text, [PLAIN_PICTURE], inkOfStyle(STYLE)) > 0.9;
    });
  }

  it('calls with a picture and no word, and is seen for as long as it sends', async () => {
    const calling = peer.call('ann');
    await ann.page.getByRole('alertdialog', { name: 'incoming call' }).waitFor();
    await ann.type('answer');
    await calling;
    await seesPeer();
    await peer.turnOff();
    await ann.expectNoPicture('plain');
    await ann.waitForChat(/plain turned the camera off/);
    expect(await ann.statusText()).toMatch(/in call with plain/);
    await peer.hangUp();
    await ann.waitForStatus(/no call/);
  });

  async function strangeClient(
    name: string,
    habits: PageHabits,
    words: StrangeWords = [],
  ): Promise<PlainClient> {
    const ends = pageEnds(ann.page.context(), { isPolite: false, isWhole: true, habits });
    return PlainClient.signIn(server.url, name, strangeEnds(ends, words));
  }

  it('finds no address at first, and is met with another connection', async () => {
    const [deaf, well] = [{ findsNothing: true }, {}].map((habits) =>
      pageEnds(ann.page.context(), { isPolite: true, habits }),
    );
    let count = 0;
    const late = await PlainClient.signIn(server.url, 'late', (media, say) => {
      count += 1;
      return (count === 1 ? deaf : well)(media, say);
    });
    const answering = late.answer('both');
    await ann.type('call late');
    await answering;
    await ann.page.bringToFront();
    await seesPeer('late');
    expect(count).toBe(2);
    await ann.type('/hangup');
    await ann.waitForStatus(/no call/);
    await late.dispose();
  });

  it('calls with H.264 alone, no bundle and a fixed role, and is seen', async () => {
    const odd = await strangeClient('odd', { codec: 'video/H264' }, [
      [/^a=group:BUNDLE .*\r\n/m, ''],
      [/^a=setup:actpass/gm, 'a=setup:passive'],
    ]);
    const calling = odd.call('ann', 'both');
    await ann.page.getByRole('alertdialog', { name: 'incoming call' }).waitFor();
    await ann.type('answer');
    await calling;
    await ann.page.bringToFront();
    await seesPeer('odd');
    await odd.hangUp();
    await ann.waitForStatus(/no call/);
    await odd.dispose();
  });

  it('never stops offering, three pictures at a time, and is seen and heard all the same', async () => {
    const eager = await strangeClient('eager', { morePictures: 2, offersEveryMs: 200 });
    const answering = eager.answer('both');
    await ann.type('call eager');
    await answering;
    await ann.page.bringToFront();
    await seesPeer('eager');
    await ann.until('its sound', async () => (await ann.receivedMedia()).audioEnergy > 0);
    await ann.until('what it has of ours', async () => {
      const { frames, soundPackets } = await eager.figures();
      return frames > 0 && soundPackets > 0;
    });
    await ann.type('/hangup');
    await ann.waitForStatus(/no call/);
    await eager.dispose();
  });

  it('knows no codec that is known here, and that is said', async () => {
    const old = await strangeClient('old', {}, [[/(VP8|VP9|AV1|H264|H265)\/90000/g, 'H261/90000']]);
    const calling = old.call('ann', 'video');
    await ann.page.getByRole('alertdialog', { name: 'incoming call' }).waitFor();
    await ann.type('answer');
    await calling;
    await ann.page.bringToFront();
    await ann.waitForChat(/program of old and WebCRT have no codec in common/);
    await ann.waitForStatus(/no call/);
    await old.dispose();
  });

  it('is called, and is seen', async () => {
    const answering = peer.answer();
    await ann.type('call plain');
    await answering;
    await seesPeer();
    await ann.type('/hangup');
    await ann.waitForStatus(/no call/);
  });
});
