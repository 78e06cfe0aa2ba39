import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppDriver } from '../../helpers/app-driver';
import { type AppServer, startAppServer } from '../../helpers/app-server';
import { HEAD_CLIP, patternClip } from '../../helpers/fake-camera';
import { lumaOf } from '../../helpers/shared-page';

const VIEWPORT = { width: 900, height: 480 };
/** Of a name plate, of 255. */
const BRIGHT = 120;
/** So many pixels of it are looked at. */
const PLATE_PX = 20;

/** How wide ann's picture is sent, and whether it is limited. */
async function sentBy({ page }: AppDriver): Promise<{ widthPx: number; isLimited: boolean }> {
  return page.evaluate(async () => {
    const made = (globalThis as { probedConnections?: RTCPeerConnection[] }).probedConnections;
    const connection = made!.find(({ connectionState }) => connectionState === 'connected')!;
    const sender = connection.getSenders().find(({ track }) => track?.kind === 'video')!;
    const entries = (await sender.getStats()) as Map<string, Record<string, never>>;
    const video = [...entries.values()].find(({ type }) => type === 'outbound-rtp')!;
    const { maxBitrate } = sender.getParameters().encodings[0];
    return { widthPx: video.frameWidth, isLimited: maxBitrate !== undefined };
  });
}

describe('real video in a call', () => {
  /** What was opened, to be closed also when the rest could not be. */
  const opened: Pick<AppServer, 'close'>[] = [];
  let ann: AppDriver;
  let bob: AppDriver;

  beforeAll(async () => {
    const server = await startAppServer();
    opened.push(server);
    [ann, bob] = await AppDriver.openAll([
      { serverUrl: server.url, user: 'ann', clip: HEAD_CLIP },
      // Small enough to need no more than half of the camera's width as text.
      { serverUrl: server.url, user: 'bob', clip: patternClip(), viewport: VIEWPORT },
    ]);
    opened.push(ann, bob);
    await ann.waitForStatus(/signed in as ann/);
    await bob.waitForStatus(/signed in as bob/);
    await ann.type('call bob');
    await bob.page.getByRole('alertdialog', { name: 'incoming call' }).waitFor();
    await bob.type('answer');
    await bob.expectPicture('ann');
    await ann.until('a small picture sent', async () => (await sentBy(ann)).widthPx <= 320);
  });

  afterAll(async () => {
    for (const each of opened.reverse()) await each.close();
  });

  it('is shown in place of the text, under its name, and sent in full', async () => {
    await bob.type('/pixels ann');
    await bob.waitForChat('The picture of ann is real video.');
    await bob.picture('ann').locator('video').waitFor();
    expect(await bob.picture('ann').count()).toBe(1);
    await ann.until('all of the camera sent', async () => {
      const { widthPx, isLimited } = await sentBy(ann);
      return widthPx === 640 && !isLimited;
    });
  });

  it('leaves the name above it whole', async () => {
    const video = await bob.picture('ann').boundingBox();
    if (video === null) throw new Error('no video on the stage');
    // The last row of pixels of the plate, where its name begins.
    const [left, bottom] = [Math.round(video.x) + 2, Math.round(video.y) - 1];
    await bob.until('a plate above the video', async () => {
      const { luma } = await lumaOf(bob.page, await bob.page.screenshot());
      const from = bottom * VIEWPORT.width + left;
      return luma.subarray(from, from + PLATE_PX).every((value) => value > BRIGHT);
    });
  });

  it('can be saved, as it is and as text', async () => {
    // PNG has its width and height behind 16 bytes (RFC 2083, 11.2.2).
    const png = await bob.snapshot('png');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([640, 480]);
    expect((await bob.snapshotText()).split('\n').length).toBeGreaterThan(5);
  });

  it('goes with Esc, and costs no more than the text again', async () => {
    await bob.press('Escape');
    await bob.picture('ann').locator('video').waitFor({ state: 'detached' });
    expect(await bob.picture('ann').evaluate(({ tagName }) => tagName)).toBe('CANVAS');
    await ann.until('a small picture sent', async () => (await sentBy(ann)).isLimited);
  });

  it('is not there of somebody who is not', async () => {
    await bob.type('/pixels zoe');
    await bob.waitForChat('There is no picture of zoe on the stage.');
  });
});
