import type { Page, Worker } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { STYLE_NAMES } from '../../../src/shared/ascii/styles';
import { clipFrames, HEAD_CLIP } from '../../helpers/fake-camera';
import { inkOfStyle } from '../../helpers/picture-brightness';
import { bestTextMatch } from '../../helpers/picture-match';
import { loseContext } from '../../helpers/webgl-context';
import type {} from './harness';
import { waitUntil } from '../../helpers/wait-until';
import {
  type HarnessServer,
  openHarness,
  type PicturePage,
  startHarness,
  waitForPlaying,
} from './picture-page';

describe('the painters', () => {
  let server: HarnessServer;
  let opened: PicturePage;

  beforeAll(async () => {
    server = await startHarness();
  });
  afterEach(() => opened.close());
  afterAll(() => server.close());

  it('make the same picture of the same cells, in every style', async () => {
    opened = await openHarness(server);
    const { page } = opened;
    await page.evaluate(() => window.harness.showBothPaintings());
    await waitUntil(page, () => window.harness.paintersInUse().join() === 'webgl,raster');
    for (const style of STYLE_NAMES) {
      await page.evaluate((given) => {
        for (const picture of window.harness.paintings) picture.setStyle(given);
      }, style);
      await expect
        .poll(async () => (await page.evaluate(() => window.harness.comparePaintings()))?.cells)
        .toBe(0);
      const difference = await page.evaluate(() => window.harness.comparePaintings());
      expect(difference?.meanLevels, style).toBeLessThanOrEqual(2);
      expect(difference?.maxLevels, style).toBeLessThanOrEqual(4);
      expect(difference?.colours, style).toBeGreaterThan(50);
    }
  });

  it('are the raster where WebGL has no GPU behind it', async () => {
    opened = await openHarness(server);
    const { page } = opened;
    await page.evaluate(() => window.harness.show());
    await waitForPlaying(page);
    await waitForPainter(page, 'raster');
  });

  it('keep the picture when the WebGL context is lost while it plays', async () => {
    opened = await openHarness(server);
    const { page } = opened;
    await page.evaluate(() => window.harness.show({ painter: 'webgl', style: 'filled-ascii' }));
    await waitForPlaying(page);
    await waitForPainter(page, 'webgl');
    // Looked at as often as the screen changes: at no time may the picture be an empty one.
    const watched = page.evaluate(() => window.harness.watchInk());
    await loseContext(await onlyWorker(page));
    await waitForPainter(page, 'raster');
    await waitUntil(page, () => window.harness.looks > 5);
    await page.evaluate(() => {
      window.harness.watching.abort();
    });
    expect(await watched).toBeGreaterThan(0.3);
    const before = await page.evaluate(() => window.harness.stats.length);
    await page.waitForFunction((count) => window.harness.stats.length > count + 1, before);
    expect(await page.evaluate(() => window.harness.stats.at(-1)?.paintedFps)).toBeGreaterThan(5);
    const text = await page.evaluate(() => window.harness.text());
    const frames = await clipFrames(HEAD_CLIP, 4);
    const match = bestTextMatch(text ?? '', frames, inkOfStyle('filled-ascii'));
    expect(match).toBeGreaterThan(0.85);
    expect(opened.consoleLines.filter((line) => line.startsWith('uncaught'))).toEqual([]);
  });

  it('keep the picture of a source that stands still when the WebGL context is lost', async () => {
    opened = await openHarness(server);
    const { page } = opened;
    await page.evaluate(() => window.harness.showBothPaintings());
    await waitUntil(page, () => window.harness.paintersInUse().join() === 'webgl,raster');
    await expect
      .poll(async () => (await page.evaluate(() => window.harness.comparePaintings()))?.cells)
      .toBe(0);
    for (const worker of page.workers()) await loseContextAtNextPaint(worker);
    await page.evaluate(() => {
      // No more frames: what is asked for now is painted from the last one.
      window.harness.track?.stop();
      for (const picture of window.harness.paintings) picture.setMirror(true);
    });
    await waitUntil(page, () => window.harness.paintersInUse().join() === 'raster,raster');
    const difference = await page.evaluate(() => window.harness.comparePaintings());
    expect(difference).toMatchObject({ cells: 0, meanLevels: 0 });
    expect(difference?.colours).toBeGreaterThan(50);
  });
});

async function waitForPainter(page: Page, kind: 'webgl' | 'raster'): Promise<void> {
  await page.waitForFunction((wanted) => window.harness.stats.at(-1)?.painter === wanted, kind);
}

async function onlyWorker(page: Page): Promise<Worker> {
  await expect.poll(() => page.workers().length).toBe(1);
  return page.workers()[0];
}

/**
 * Takes the context away in the middle of the next paint: what that one painted is lost as well.
 */
function loseContextAtNextPaint(worker: Worker): Promise<void> {
  return worker.evaluate(() => {
    const { prototype } = WebGL2RenderingContext;
    const draw: typeof prototype.drawArrays = Reflect.get(prototype, 'drawArrays');
    prototype.drawArrays = function (this: WebGL2RenderingContext, ...args): void {
      prototype.drawArrays = draw;
      this.getExtension('WEBGL_lose_context')?.loseContext();
      draw.apply(this, args);
    };
  });
}
