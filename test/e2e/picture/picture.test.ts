import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clipFrames, HEAD_CLIP, type LumaFrame } from '../../helpers/fake-camera';
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

describe('a picture of the camera', () => {
  let server: HarnessServer;
  let opened: PicturePage | undefined;
  let frames: LumaFrame[];

  beforeAll(async () => {
    server = await startHarness();
    frames = await clipFrames(HEAD_CLIP, 4);
  });
  afterAll(async () => {
    await opened?.close();
    await server.close();
  });

  /** One browser for the tests that can share a page; each starts with a fresh load. */
  async function openPicture(
    options: Parameters<typeof window.harness.show>[0] = {},
    initScript?: () => void,
  ): Promise<PicturePage> {
    await opened?.close();
    opened = await openHarness(server, {}, async (page) => {
      if (initScript) await page.addInitScript(initScript);
    });
    await opened.page.evaluate((given) => window.harness.show(given), options);
    await waitForPlaying(opened.page);
    return opened;
  }

  async function matchOf({ page }: PicturePage): Promise<number> {
    const text = await page.evaluate(() => window.harness.text());
    return bestTextMatch(text ?? '', frames, inkOfStyle('just-ascii'));
  }

  it('plays, looks like the clip, and keeps its aspect', async () => {
    const picture = await openPicture();
    expect(await matchOf(picture)).toBeGreaterThanOrEqual(0.9);
    const { canvas } = await picture.page.evaluate(() => window.harness.rects());
    expect(canvas.width / canvas.height).toBeCloseTo(4 / 3, 1);
    const name = { name: 'video of camera', exact: true };
    expect(await picture.page.getByRole('img', name).isVisible()).toBe(true);
  });

  it('is the other way round as a mirror, also when mirrored while it plays', async () => {
    const picture = await openPicture();
    const upright = await matchOf(picture);
    await picture.page.evaluate(() => {
      window.harness.picture?.setMirror(true);
    });
    const flip = (text: string): string =>
      text
        .split('\n')
        .map((line) => Array.from(line).reverse().join(''))
        .join('\n');
    await expect
      .poll(async () => {
        const text = (await picture.page.evaluate(() => window.harness.text())) ?? '';
        return bestTextMatch(flip(text), frames, inkOfStyle('just-ascii'));
      })
      .toBeGreaterThanOrEqual(0.9);
    expect(await matchOf(picture)).toBeLessThan(upright - 0.1);
  });

  it('changes its style while it plays', async () => {
    const { page } = await openPicture();
    for (const style of ['ascii-color', 'filled-ascii', 'just-ascii'] as const) {
      await page.evaluate((given) => window.harness.picture?.setStyle(given), style);
      await expect
        .poll(async () => (await page.evaluate(() => window.harness.colours()))?.style)
        .toBe(style);
      const colours = await page.evaluate(() => window.harness.colours());
      if (style === 'just-ascii') expect(colours?.foregrounds).toBe(1);
      else expect(colours?.foregrounds).toBeGreaterThan(100);
      if (style === 'filled-ascii') expect(colours?.backgrounds).toBeGreaterThan(100);
      else expect(colours?.backgrounds).toBe(1);
    }
  });

  it('keeps its picture through changes of size and density', async () => {
    const { page } = await openPicture({ style: 'filled-ascii' });
    // Asked right after each change: whatever is on the canvas then must be a picture.
    const shares = await page.evaluate(async () => {
      const { harness } = window;
      const { picture, surface } = harness;
      const found = [];
      for (const density of [1, 2, 0.5, 1.5]) {
        for (const cols of [20, 40, surface.cols]) {
          picture?.setDensity(density);
          picture?.setRect({ col: 0, row: 0, cols, rows: surface.rows });
          found.push((await harness.inkOfPng())?.share ?? 0);
        }
      }
      return found;
    });
    expect(Math.min(...shares)).toBeGreaterThan(0.3);
  });

  it('saves a PNG of one pixel per device pixel', async () => {
    const { page } = await openPicture();
    const rects = await page.evaluate(() => window.harness.rects());
    const png = await page.evaluate(() => window.harness.inkOfPng());
    expect(png).toMatchObject({ width: rects.canvasWidth, height: rects.canvasHeight });
    expect(png?.share).toBeGreaterThan(0.02);
  });

  it('forgets the picture with its track, and shows the next one', async () => {
    const { page } = await openPicture();
    await page.evaluate(() => window.harness.picture?.setTrack(null));
    const image = page.getByRole('img', { name: 'video of camera' });
    await image.waitFor({ state: 'hidden' });
    await waitUntil(page, async () => (await window.harness.text()) === null);
    expect(await page.evaluate(() => window.harness.states.at(-1))).toBe('waiting');
    await page.evaluate(() => window.harness.picture?.setTrack(window.harness.track));
    await waitForPlaying(page);
    await image.waitFor();
  });

  it('says that it stalls when its track ends', async () => {
    const { page } = await openPicture();
    await page.evaluate(() => window.harness.track?.stop());
    await page.waitForFunction(() => window.harness.states.at(-1) === 'stalled');
    expect(await page.evaluate(() => window.harness.text())).not.toBeNull();
  });

  it('draws one frame of three when told so', async () => {
    const { page } = await openPicture({ frameInterval: 3 });
    await page.waitForFunction(() => window.harness.stats.length >= 4);
    const rates = await page.evaluate(() => window.harness.stats.slice(1).map((s) => s.paintedFps));
    expect(Math.max(...rates)).toBeLessThan(12);
    expect(Math.max(...rates)).toBeGreaterThan(1);
  });

  it('plays where the browser has no MediaStreamTrackProcessor', async () => {
    const picture = await openPicture({}, () => {
      Reflect.deleteProperty(globalThis, 'MediaStreamTrackProcessor');
    });
    const { page } = picture;
    expect(await page.evaluate(() => 'MediaStreamTrackProcessor' in window)).toBe(false);
    await page.waitForFunction(() => (window.harness.stats.at(-1)?.paintedFps ?? 0) > 1);
    expect(await matchOf(picture)).toBeGreaterThanOrEqual(0.9);
    const { frameWidth, frameHeight } = await page.evaluate(() => window.harness.stats.at(-1)!);
    expect([frameWidth, frameHeight]).toEqual([640, 480]);
    await page.evaluate(() => {
      window.harness.picture?.dispose();
    });
    expect(await page.locator('video').count()).toBe(0);
  });
});
