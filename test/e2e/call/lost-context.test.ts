import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppDriver } from '../../helpers/app-driver';
import { type AppServer, startAppServer } from '../../helpers/app-server';
import { clipFrames, HEAD_CLIP, patternClip } from '../../helpers/fake-camera';
import { inkOfStyle } from '../../helpers/picture-brightness';
import { bestTextMatch } from '../../helpers/picture-match';
import { loseContext, pretendGpu } from '../../helpers/webgl-context';

const RECOGNISABLE_R = 0.9;
/** Looks at the stage from before the loss to well after it. */
const LOOKS = 15;

describe('a call in which WebGL loses its context', () => {
  let server: AppServer;
  let ann: AppDriver;
  let bob: AppDriver;

  beforeAll(async () => {
    server = await startAppServer();
    const serverUrl = server.url;
    [ann, bob] = await AppDriver.openAll([
      { serverUrl, user: 'ann', clip: patternClip(), prepare: pretendGpu },
      { serverUrl, user: 'bob', clip: HEAD_CLIP },
    ]);
    await ann.waitForStatus(/signed in as ann/);
    await bob.waitForStatus(/signed in as bob/);
    await ann.type('/style filled-ascii');
    await ann.type('/selfview hidden');
    await ann.type('call bob');
    await bob.page.getByRole('alertdialog', { name: 'incoming call' }).waitFor();
    await bob.type('answer');
    await ann.expectPicture('bob');
  });

  afterAll(async () => {
    await ann?.close();
    await bob?.close();
    await server?.close();
  });

  /** Pixels of the picture, as they are on the screen, that are not as dark as an empty one. */
  async function inkOnScreen(): Promise<number> {
    const png = (await ann.picture('bob').screenshot()).toString('base64');
    return ann.page.evaluate(async (base64) => {
      const EMPTY_LEVEL = 40;
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
      if (!context) throw new Error('no 2D canvas');
      context.drawImage(bitmap, 0, 0);
      const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
      let inked = 0;
      for (let at = 0; at < data.length; at += 4) if (data[at + 1] > EMPTY_LEVEL) inked++;
      return inked / (bitmap.width * bitmap.height);
    }, png);
  }

  async function expectBob(): Promise<void> {
    const frames = await clipFrames(HEAD_CLIP, 4);
    const ink = inkOfStyle('filled-ascii');
    await ann.until('bob to be recognised', async () => {
      return bestTextMatch(await ann.snapshotText(), frames, ink) >= RECOGNISABLE_R;
    });
  }

  it('keeps the picture, at every moment, and plays on', async () => {
    await expectBob();
    const workers = ann.page.workers().filter((each) => each.url().includes('picture-worker'));
    expect(workers.length).toBeGreaterThan(0);
    // Of whichever of them paints: that of a picture that is put away does not.
    const lost = Promise.race(workers.map((each) => loseContext(each)));
    const looks: number[] = [await inkOnScreen()];
    await lost;
    while (looks.length < LOOKS) looks.push(await inkOnScreen());
    expect(Math.min(...looks)).toBeGreaterThan(0.8 * looks[0]);
    expect(looks[0]).toBeGreaterThan(0.3);
    const before = await ann.snapshotText();
    await ann.until('the picture to move', async () => (await ann.snapshotText()) !== before);
    await expectBob();
    expect((await ann.chatLines()).join('\n')).not.toMatch(/fail|cannot|could not/i);
  });
});
