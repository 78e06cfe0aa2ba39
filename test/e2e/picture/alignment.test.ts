import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type {} from './harness';
import { waitUntil } from '../../helpers/wait-until';
import {
  type HarnessServer,
  openHarnessWith,
  type PicturePage,
  startHarness,
} from './picture-page';

/** The column in which a full block stands in the row of text above the picture. */
const BLOCK_COL = 30;

/** What changes while a picture plays, one after the other. */
const CHANGES: readonly (readonly [string, () => void])[] = [
  ['as it starts', () => undefined],
  [
    'the style',
    () => {
      const { picture } = window.harness;
      picture?.setStyle('filled-ascii');
    },
  ],
  [
    'the density',
    () => {
      window.harness.picture?.setDensity(0.7);
    },
  ],
  [
    'the grid',
    () => {
      const { surface, picture } = window.harness;
      picture?.setRect({ col: 3, row: 2, cols: surface.cols - 11, rows: surface.rows - 5 });
    },
  ],
  [
    'the size of the stage',
    () => {
      window.harness.resizeStage(613, 377);
      window.harness.picture?.setRect(window.harness.stillRect());
    },
  ],
];

describe('a picture and the text around it', () => {
  let server: HarnessServer;
  let opened: PicturePage;

  beforeAll(async () => {
    server = await startHarness();
  });
  afterEach(() => opened.close());
  afterAll(() => server.close());

  it.each([1, 1.25, 2])(
    'are on the same raster, to the pixel, at %s device pixels to one of CSS',
    async (scale) => {
      opened = await openHarnessWith(server, [`--force-device-scale-factor=${scale}`]);
      const { page } = opened;
      await page.evaluate(() => window.harness.showStill({ style: 'half' }));
      expect(await page.evaluate(() => devicePixelRatio)).toBe(scale);
      for (const [what, change] of CHANGES) {
        await page.evaluate(change);
        await drawBlock(page);
        await waitUntil(page, async () => (await window.harness.text()) !== null);
        // Pixel for pixel: no more than rounding, and clearly another picture one pixel beside.
        await expect
          .poll(async () => (await seen(page))?.inPlace ?? Infinity, { message: what })
          .toBeLessThan(0.2);
        expect((await seen(page))?.beside, what).toBeGreaterThan(1);
        await expectOnCells(page, scale, what);
      }
    },
  );
});

async function screenshot(page: Page): Promise<string> {
  return (await page.screenshot({ scale: 'device' })).toString('base64');
}

async function seen(page: Page): Promise<{ inPlace: number; beside: number } | null> {
  return page.evaluate((png) => window.harness.seeOn(png), await screenshot(page));
}

function drawBlock(page: Page): Promise<void> {
  return page.evaluate(async (col) => {
    const { surface } = window.harness;
    surface.drawText([{ col, row: 0, text: '█', style: 'title' }]);
    await surface.whenDrawn();
  }, BLOCK_COL);
}

/** The block of text is where the picture's layer takes its cells to be. */
async function expectOnCells(page: Page, scale: number, what: string): Promise<void> {
  const { screen, cols, rows } = await page.evaluate(() => window.harness.rects());
  const cellPx = (screen.width / cols) * scale;
  const rowPx = Math.round((screen.top + screen.height / rows / 2) * scale);
  const start = Math.round(screen.left * scale + BLOCK_COL * cellPx);
  await expect
    .poll(
      async () => {
        const png = await screenshot(page);
        return page.evaluate(([given, row]) => window.harness.blockOn(given, row), [
          png,
          rowPx,
        ] as const);
      },
      { message: what },
    )
    .toEqual({ start, end: start + Math.round(cellPx) });
}
