import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {} from './harness';
import { waitUntil } from '../../helpers/wait-until';
import {
  type HarnessServer,
  openHarness,
  type PicturePage,
  startHarness,
  waitForPlaying,
  waitUntilSettled,
} from './picture-page';

/** The corner, where it is darkest, and the middle. */
const TEXT_ROWS = [0, 20];

describe('the look of a tube', () => {
  let server: HarnessServer;
  let opened: PicturePage;

  beforeAll(async () => {
    server = await startHarness();
    opened = await openHarness(server);
    await opened.page.evaluate(() => window.harness.show({ style: 'half' }));
    await waitForPlaying(opened.page);
    await waitUntilSettled(opened.page);
  });
  afterAll(async () => {
    await opened.close();
    await server.close();
  });

  it('leaves its picture on the cells, within the bulge, and gives the room back', async () => {
    const { page } = opened;
    const before = await page.evaluate(() => window.harness.rects());
    await setCrt(page, true);
    await page.waitForFunction((cols) => window.harness.surface.cols < cols, before.cols);
    await waitUntilSettled(page);
    const bulged = await page.evaluate(() => window.harness.rects());
    expect(bulged.screen.left - before.screen.left).toBeGreaterThanOrEqual(16);
    expect(bulged.screen.top - before.screen.top).toBeGreaterThanOrEqual(12);
    await setCrt(page, false);
    await page.waitForFunction((cols) => window.harness.surface.cols === cols, before.cols);
    await waitUntilSettled(page);
    expect(await page.evaluate(() => window.harness.rects())).toEqual(before);
  });

  it('keeps small text readable', async () => {
    const { page } = opened;
    await page.evaluate((rows) => {
      window.harness.picture?.dispose();
      const text = 'dim words in the corner';
      window.harness.surface.drawText(rows.map((row) => ({ col: 0, row, text, style: 'dim' })));
    }, TEXT_ROWS);
    for (const row of TEXT_ROWS) {
      const plain = await contrastOfRow(page, row);
      await setCrt(page, true);
      await waitUntilSettledText(page);
      const tube = await contrastOfRow(page, row);
      await setCrt(page, false);
      await waitUntilSettledText(page);
      // Lines and shade take some, but never so much that the faintest text is hard to read.
      expect(tube / plain).toBeGreaterThan(0.75);
    }
  });

  it('moves, but not for those who asked for less of it', async () => {
    const { page } = opened;
    const moving = (): Promise<number> => page.evaluate(() => document.getAnimations().length);
    expect(await moving()).toBe(0);
    await setCrt(page, true);
    await expect.poll(moving).toBe(1);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await expect.poll(moving).toBe(0);
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await expect.poll(moving).toBe(1);
    await setCrt(page, false);
    await expect.poll(moving).toBe(0);
  });
});

function setCrt(page: Page, on: boolean): Promise<void> {
  return page.evaluate((wanted) => {
    window.harness.surface.setCrt(wanted);
  }, on);
}

/** The text is drawn at the place that it has now. */
async function waitUntilSettledText(page: Page): Promise<void> {
  await waitUntil(page, () => {
    const { screen, cols } = window.harness.rects();
    const glass = document.querySelector('.terminal-glass')?.getBoundingClientRect();
    return !!glass && Math.abs(glass.width - screen.width) < screen.width / cols + 1;
  });
  await page.evaluate(() => window.harness.surface.whenDrawn());
}

/** Contrast (WCAG 2.2) of the letters in a row to their ground. */
async function contrastOfRow(page: Page, row: number): Promise<number> {
  const { screen, rows } = await page.evaluate(() => window.harness.rects());
  const height = screen.height / rows;
  const clip = { x: screen.left, y: screen.top + row * height, width: 180, height };
  const png = await page.screenshot({ clip });
  return page.evaluate((base64) => window.harness.contrastOf(base64), png.toString('base64'));
}
