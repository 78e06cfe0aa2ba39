import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clipFrames, HEAD_CLIP } from '../../helpers/fake-camera';
import { inkOfStyle } from '../../helpers/picture-brightness';
import { bestTextMatch } from '../../helpers/picture-match';
import type {} from './harness';
import { waitUntil } from '../../helpers/wait-until';
import {
  type HarnessServer,
  openHarness,
  type PicturePage,
  startHarness,
  waitForPlaying,
} from './picture-page';

describe('a picture as real video', () => {
  let server: HarnessServer;
  let opened: PicturePage;

  beforeAll(async () => {
    server = await startHarness();
    opened = await openHarness(server);
    await opened.page.evaluate(() => window.harness.show({ style: 'ascii-color' }));
    await waitForPlaying(opened.page);
  });
  afterAll(async () => {
    await opened.close();
    await server.close();
  });

  it('takes the place and the name of the cells, and plays', async () => {
    const { page } = opened;
    const before = await page.evaluate(() => window.harness.rects());
    await page.evaluate(() => window.harness.picture?.setPixels(true));
    const shown = page.getByRole('img', { name: 'video of camera' });
    await expect.poll(() => shown.count()).toBe(1);
    expect(await shown.locator('video').count()).toBe(1);
    await waitUntil(page, () => (document.querySelector('video')?.currentTime ?? 0) > 0);
    // The cells are not seen; the video lies where they lay, and not over the text beside them.
    expect((await page.evaluate(() => window.harness.rects())).canvas.width).toBe(0);
    const box = await shown.boundingBox();
    expect(box?.x).toBeCloseTo(before.canvas.left, 1);
    expect(box?.y).toBeCloseTo(before.canvas.top, 1);
    expect(box?.width).toBeCloseTo(before.canvas.width, 1);
    expect(box?.height).toBeCloseTo(before.canvas.height, 1);
  });

  it('is saved as it is, while its text is that of the cells', async () => {
    const { page } = opened;
    const size = await page.evaluate(async () => {
      const blob = await window.harness.picture?.png();
      const bitmap = blob ? await createImageBitmap(blob) : null;
      return [bitmap?.width, bitmap?.height];
    });
    expect(size).toEqual([640, 480]);
    const frames = await clipFrames(HEAD_CLIP, 4);
    await expect
      .poll(async () => {
        const text = await page.evaluate(() => window.harness.text());
        return bestTextMatch(text ?? '', frames, inkOfStyle('ascii-color'));
      })
      .toBeGreaterThan(0.9);
  });

  it('is cells again when told so, and nothing without a track', async () => {
    const { page } = opened;
    await page.evaluate(() => window.harness.picture?.setPixels(false));
    const shown = page.getByRole('img', { name: 'video of camera' });
    await expect
      .poll(() => shown.evaluateAll((all) => all.map(({ tagName }) => tagName)))
      .toEqual(['CANVAS']);
    await page.evaluate(() => {
      window.harness.picture?.setPixels(true);
      window.harness.picture?.setTrack(null);
    });
    await expect.poll(() => shown.count()).toBe(0);
  });
});
