import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {} from './harness';
import {
  type HarnessServer,
  openHarness,
  type PicturePage,
  startHarness,
  waitForPlaying,
} from './picture-page';

describe('the density of a picture', () => {
  let server: HarnessServer;
  let opened: PicturePage;

  beforeAll(async () => {
    server = await startHarness();
    opened = await openHarness(server);
    await opened.page.evaluate(() => window.harness.show({ style: 'half' }));
    await waitForPlaying(opened.page);
  });
  afterAll(async () => {
    await opened.close();
    await server.close();
  });

  it('is wished for with Ctrl and the wheel, one step a notch, and not with the wheel alone', async () => {
    const { page } = opened;
    const { canvas } = await page.evaluate(() => window.harness.rects());
    await page.mouse.move(canvas.left + canvas.width / 2, canvas.top + canvas.height / 2);
    await page.evaluate(() => {
      const { picture, wishes } = window.harness;
      picture?.onDensityWish((factor) => wishes.push(factor));
    });
    await page.mouse.wheel(0, -100);
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -100);
    await page.mouse.wheel(0, 200);
    // A touchpad: two halves are one notch.
    await page.mouse.wheel(0, -50);
    await page.mouse.wheel(0, -50);
    await page.keyboard.up('Control');
    await page.waitForFunction(() => window.harness.wishes.length >= 3);
    const wishes = await page.evaluate(() => window.harness.wishes);
    const expected = [2 ** (1 / 3), 2 ** (-2 / 3), 2 ** (1 / 3)];
    expect(wishes.map((factor) => factor.toFixed(4))).toEqual(
      expected.map((factor) => factor.toFixed(4)),
    );
    expect(await page.evaluate(() => [devicePixelRatio, visualViewport?.scale])).toEqual([1, 1]);
  });

  it('changes the cells, tells how many there are, and leaves the text as it is', async () => {
    const { page } = opened;
    const before = await page.evaluate(() => {
      const { picture, surface, grids } = window.harness;
      picture?.onGrid((grid) => grids.push(grid));
      return { grid: picture?.grid, cols: surface.cols, rows: surface.rows };
    });
    await page.evaluate(() => window.harness.picture?.setDensity(2));
    await page.waitForFunction(() => window.harness.grids.length === 1);
    const after = await page.evaluate(() => {
      const { picture, surface, grids } = window.harness;
      return { grid: picture?.grid, cols: surface.cols, rows: surface.rows, told: grids };
    });
    expect(after).toMatchObject({ cols: before.cols, rows: before.rows, told: [after.grid] });
    expect((after.grid?.rows ?? 0) / (before.grid?.rows ?? 1)).toBeCloseTo(2, 0);
    expect(await page.evaluate(() => window.harness.grid())).toEqual(after.grid);
    await page.evaluate(() => window.harness.picture?.setTrack(null));
    expect(await page.evaluate(() => window.harness.picture?.grid)).toBeNull();
  });
});
