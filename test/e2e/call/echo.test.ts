import { afterAll, beforeAll, describe, it } from 'vitest';
import { AppDriver } from '../../helpers/app-driver';
import { startAppServer, type AppServer } from '../../helpers/app-server';
import { clipFrames, HEAD_CLIP, type LumaFrame } from '../../helpers/fake-camera';
import { inkOfStyle } from '../../helpers/picture-brightness';
import { bestTextMatch } from '../../helpers/picture-match';

/** A style whose text alone tells how bright the picture is. */
const LOOK = { style: 'ascii-color' } as const;

describe('a newcomer alone', () => {
  let server: AppServer;
  let person: AppDriver;
  let frames: readonly LumaFrame[];

  beforeAll(async () => {
    server = await startAppServer();
    frames = await clipFrames(HEAD_CLIP, 6);
    person = await AppDriver.open({ ...LOOK, serverUrl: server.url, clip: HEAD_CLIP, user: 'nia' });
  });

  afterAll(async () => {
    await person?.close();
    await server?.close();
  });

  async function likeness(): Promise<number> {
    return bestTextMatch(await person.snapshotText(), frames, inkOfStyle(LOOK.style));
  }

  it('is signed in and sees a mirror of themselves as text', async () => {
    await person.waitForStatus(/signed in as nia/);
    await person.expectPicture('nia');
    // A mirror: left and right are swapped.
    const mirrored = frames.map((frame) => mirror(frame));
    await person.until('a mirror', async () => {
      const text = await person.snapshotText();
      return bestTextMatch(text, mirrored, inkOfStyle(LOOK.style)) >= 0.9;
    });
  });

  it('calls echo and gets their own picture and sound back', async () => {
    await person.type('call echo');
    await person.waitForStatus(/in call with echo/);
    await person.expectPicture('echo');
    await person.until('their own picture', async () => (await likeness()) >= 0.9);
    const before = (await person.receivedMedia()).audioEnergy;
    await person.until(
      'their own sound',
      async () => (await person.receivedMedia()).audioEnergy > before + 1e-6,
    );
  });

  it('gets a line back from echo', async () => {
    await person.type('is anybody there?');
    await person.waitForChat(/echo to you: is anybody there\?/);
  });

  it('hangs up and can call echo again', async () => {
    await person.press('Alt+h');
    await person.waitForStatus(/no call/);
    await person.type('call echo');
    await person.expectPicture('echo');
    await person.until('my own picture', async () => (await likeness()) >= 0.9);
    await person.type('/hangup');
    await person.waitForStatus(/no call/);
  });
});

function mirror(frame: LumaFrame): LumaFrame {
  const luma = new Uint8Array(frame.luma.length);
  for (let row = 0; row < frame.heightPx; row++) {
    const line = frame.luma.slice(row * frame.widthPx, (row + 1) * frame.widthPx);
    luma.set(line.reverse(), row * frame.widthPx);
  }
  return { ...frame, luma };
}
