import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppDriver } from '../../helpers/app-driver';
import { type AppServer, startAppServer } from '../../helpers/app-server';
import { HEAD_CLIP, patternClip } from '../../helpers/fake-camera';

/** What a page sends of its camera, as its encoder has it. */
interface Sent {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly codec: string;
  readonly maxKbps: number;
}

/** Of the cameras of both. */
const CAMERA_WIDTH_PX = 640;

async function sentBy({ page }: AppDriver): Promise<Sent> {
  return page.evaluate(async () => {
    const made = (globalThis as { probedConnections?: RTCPeerConnection[] }).probedConnections;
    const connection = made!.find(({ connectionState }) => connectionState === 'connected')!;
    const sender = connection.getSenders().find(({ track }) => track?.kind === 'video')!;
    // Of the camera's sender alone: there is another one, for a screen.
    const entries = [...((await sender.getStats()) as Map<string, Record<string, never>>).values()];
    const video = entries.find(({ type }) => type === 'outbound-rtp')!;
    return {
      widthPx: video.frameWidth,
      heightPx: video.frameHeight,
      codec: entries.find(({ id }) => id === video.codecId)!.mimeType,
      maxKbps: (sender.getParameters().encodings[0].maxBitrate ?? Infinity) / 1_000,
    };
  });
}

describe('what two people send each other', () => {
  /** What was opened, to be closed also when the rest could not be. */
  const opened: Pick<AppServer, 'close'>[] = [];
  let ann: AppDriver;
  let bob: AppDriver;

  beforeAll(async () => {
    const server = await startAppServer();
    opened.push(server);
    [ann, bob] = await AppDriver.openAll([
      { serverUrl: server.url, user: 'ann', clip: HEAD_CLIP },
      { serverUrl: server.url, user: 'bob', clip: patternClip() },
    ]);
    opened.push(ann, bob);
    await ann.waitForStatus(/signed in as ann/);
    await bob.waitForStatus(/signed in as bob/);
    await ann.type('call bob');
    await bob.page.getByRole('alertdialog', { name: 'incoming call' }).waitFor();
    await bob.type('answer');
    await ann.expectPicture('bob');
  });

  afterAll(async () => {
    for (const each of opened.reverse()) await each.close();
  });

  it('is less than the camera sees where the window shows less, in the thriftiest codec', async () => {
    // Small enough to need no more than half of the camera's width.
    await bob.page.setViewportSize({ width: 900, height: 480 });
    let sent = await sentBy(ann);
    // The first second goes by another codec, and an encoder that has just begun has no size yet.
    await ann.until('a smaller picture sent, by AV1', async () => {
      sent = await sentBy(ann);
      return sent.codec === 'video/AV1' && sent.widthPx <= CAMERA_WIDTH_PX / 2;
    });
    expect(sent.widthPx / sent.heightPx).toBeCloseTo(4 / 3);
    expect(sent.maxKbps).toBeLessThanOrEqual(300);
  });

  it('grows with the window', async () => {
    const before = (await sentBy(ann)).widthPx;
    await bob.page.setViewportSize({ width: 1_800, height: 1_100 });
    await ann.until('a larger picture sent', async () => (await sentBy(ann)).widthPx > before);
  });

  it('costs no more than the command says', async () => {
    await ann.type('/bandwidth 60');
    await ann.until('the new limit', async () => (await sentBy(ann)).maxKbps === 60);
  });
});
