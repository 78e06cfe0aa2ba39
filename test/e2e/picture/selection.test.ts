import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { textInRect } from '../../../src/shared/ascii/cells-in-rect';
import type {} from './harness';
import { waitUntil } from '../../helpers/wait-until';
import { type HarnessServer, openHarness, type PicturePage, startHarness } from './picture-page';

const NOTHING = 'what was copied before';

describe('selecting over a picture', () => {
  let server: HarnessServer;
  let opened: PicturePage;

  beforeAll(async () => {
    server = await startHarness();
  });
  afterEach(() => opened.close());
  afterAll(() => server.close());

  /** A picture that stands still, so that what is selected stays what it is. */
  async function openStill(): Promise<Page> {
    opened = await openHarness(server);
    const { page } = opened;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.evaluate(() => window.harness.showStill({ style: 'duotone' }));
    await waitUntil(page, async () => (await window.harness.text()) !== null);
    await page.locator('#typing').focus();
    return page;
  }

  it('copies the text of its cells with the copy key, and shows them inverted', async () => {
    const page = await openStill();
    const before = await page.evaluate(() => window.harness.cellColour(12, 6));
    await dragOverCells(page, [5, 3], [24, 9]);
    await expect.poll(() => copied(page)).toBe(await textOf(page, 5, 3, 20, 7));
    const mark = page.locator('.picture-selection');
    expect(await mark.isVisible()).toBe(true);
    const after = await screenColourAt(page, 12, 6);
    after.forEach((level, channel) => {
      expect(Math.abs(level + before[channel] - 255)).toBeLessThan(3);
    });
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('typing');
  });

  it('takes whichever corner the mouse started from, and keeps to the picture', async () => {
    const page = await openStill();
    const { cols, rows } = await page.evaluate(() => window.harness.grid());
    await dragOverCells(page, [cols - 3, rows - 2], [-9, -9]);
    await expect.poll(() => copied(page)).toBe(await textOf(page, 0, 0, cols - 2, rows - 1));
  });

  it('ends with a press elsewhere, with a click, and with cells of another size', async () => {
    const page = await openStill();
    const mark = page.locator('.picture-selection');
    const select = async (): Promise<void> => {
      await dragOverCells(page, [5, 3], [24, 9]);
      await expect.poll(() => copied(page)).not.toBe(NOTHING);
    };
    await select();
    const { screen } = await page.evaluate(() => window.harness.rects());
    await page.mouse.click(screen.left + screen.width - 4, screen.top + screen.height / 2);
    expect(await mark.isVisible()).toBe(false);
    expect(await copied(page)).toBe(NOTHING);
    await select();
    await dragOverCells(page, [7, 7], [7, 7]);
    expect(await mark.isVisible()).toBe(false);
    expect(await copied(page)).toBe(NOTHING);
    await select();
    await page.evaluate(() => window.harness.picture?.setDensity(0.7));
    await mark.waitFor({ state: 'hidden' });
    expect(await copied(page)).toBe(NOTHING);
  });

  it('stays while the same place is told again', async () => {
    const page = await openStill();
    await dragOverCells(page, [5, 3], [24, 9]);
    await expect.poll(() => copied(page)).not.toBe(NOTHING);
    await page.evaluate(() => {
      window.harness.picture?.setRect(window.harness.stillRect());
    });
    expect(await page.locator('.picture-selection').isVisible()).toBe(true);
  });

  it("takes turns with the terminal's own", async () => {
    const page = await openStill();
    await page.evaluate(async () => {
      window.harness.surface.drawText([{ col: 0, row: 0, text: 'plain text', style: 'plain' }]);
      await window.harness.surface.whenDrawn();
    });
    const { screen } = await page.evaluate(() => window.harness.rects());
    const dragText = async (): Promise<void> => {
      await page.mouse.move(screen.left + 1, screen.top + 8);
      await page.mouse.down();
      await page.mouse.move(screen.left + (screen.width / 2) * 0.9, screen.top + 8, { steps: 5 });
      await page.mouse.up();
    };
    await dragText();
    await expect.poll(() => copied(page)).toBe('plain text');
    await dragOverCells(page, [5, 3], [24, 9]);
    await expect.poll(() => copied(page)).toBe(await textOf(page, 5, 3, 20, 7));
    await dragText();
    await expect.poll(() => copied(page)).toBe('plain text');
    expect(await page.locator('.picture-selection').isVisible()).toBe(false);
  });
});

/** Presses the copy key, and gives what is in the clipboard then. */
async function copied(page: Page): Promise<string> {
  await page.evaluate((text) => navigator.clipboard.writeText(text), NOTHING);
  await page.keyboard.press('ControlOrMeta+c');
  return page.evaluate(() => navigator.clipboard.readText());
}

async function textOf(
  page: Page,
  col: number,
  row: number,
  cols: number,
  rows: number,
): Promise<string> {
  const { glyphs, ...size } = await page.evaluate(() => window.harness.glyphs());
  const none = new Uint32Array(0);
  const cells = { foreground: none, background: none, dirty: new Uint8Array(0) };
  return textInRect(
    { ...size, ...cells, glyphs: Uint16Array.from(glyphs) },
    { col, row, cols, rows },
  );
}

async function centreOf(page: Page, [col, row]: [number, number]): Promise<[number, number]> {
  const { canvas } = await page.evaluate(() => window.harness.rects());
  const grid = await page.evaluate(() => window.harness.grid());
  return [
    canvas.left + ((col + 0.5) * canvas.width) / grid.cols,
    canvas.top + ((row + 0.5) * canvas.height) / grid.rows,
  ];
}

async function dragOverCells(
  page: Page,
  from: [number, number],
  to: [number, number],
): Promise<void> {
  await page.mouse.move(...(await centreOf(page, from)));
  await page.mouse.down();
  await page.mouse.move(...(await centreOf(page, to)), { steps: 5 });
  await page.mouse.up();
}

/** Mean colour of a cell as the screen shows it. */
async function screenColourAt(page: Page, col: number, row: number): Promise<number[]> {
  const { canvas } = await page.evaluate(() => window.harness.rects());
  const grid = await page.evaluate(() => window.harness.grid());
  const width = canvas.width / grid.cols;
  const height = canvas.height / grid.rows;
  const clip = { x: canvas.left + col * width, y: canvas.top + row * height, width, height };
  const png = await page.screenshot({ clip });
  return page.evaluate((base64) => window.harness.meanColourOf(base64), png.toString('base64'));
}
