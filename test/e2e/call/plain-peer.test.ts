import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AppDriver } from '../../helpers/app-driver';
import { startAppServer, type AppServer } from '../../helpers/app-server';
import { inkOfStyle } from '../../helpers/picture-brightness';
import { bestTextMatch } from '../../helpers/picture-match';
import { pageEnds } from '../../helpers/plain/page-end';
import { PlainClient } from '../../helpers/plain/plain-client';
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

  it('is called, and is seen', async () => {
    const answering = peer.answer();
    await ann.type('call plain');
    await answering;
    await seesPeer();
    await ann.type('/hangup');
    await ann.waitForStatus(/no call/);
  });
});
