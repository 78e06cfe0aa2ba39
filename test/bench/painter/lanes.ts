import type { Page } from 'playwright-core';
import type {} from './bench';
import type { LaneLog, PaintedFrame } from './lane-log';
import { probeLayer, takePainted } from './layer-probe';
import { watchMainThread } from './main-thread';

export interface Grid {
  readonly cols: number;
  readonly rows: number;
}

/** What the app starts with. */
const STYLE = 'duotone';

const WARM_UP_FRAMES = 20;
const MEASURED_MS = 5_000;
const LOOK_EVERY_MS = 100;
const PATIENCE_MS = 60_000;

/** The product's way: a worker paints on a layer above the terminal. */
export async function runLayer(page: Page, grid: Grid): Promise<LaneLog> {
  const before = new Set(page.workers());
  await page.evaluate((given) => window.bench.startLayer(given), {
    ...grid,
    style: STYLE,
  } as const);
  await until(page, () => window.bench.layerGrid() !== null);
  const shown = await page.evaluate(() => window.bench.layerGrid());
  if (shown?.cols !== grid.cols || shown.rows !== grid.rows) {
    throw new Error(`painted ${JSON.stringify(shown)} cells, not ${JSON.stringify(grid)}`);
  }
  const worker = page.workers().find((each) => !before.has(each));
  if (!worker) throw new Error("the picture's worker is not to be found");
  await probeLayer(worker);
  // The probe sees what a source reads first.
  return measure(page, () => takePainted(worker));
}

/** The other way: escape codes through xterm and its WebGL addon. */
export async function runWriting(page: Page, grid: Grid): Promise<LaneLog> {
  await page.evaluate(
    (given) => {
      window.bench.startWriting(given);
    },
    { ...grid, style: STYLE } as const,
  );
  return measure(page, () => page.evaluate(() => window.bench.writtenFrames()));
}

async function measure(page: Page, take: () => Promise<PaintedFrame[]>): Promise<LaneLog> {
  const readTime = await watchMainThread(page);
  await warmUp(page, take);
  await page.evaluate(() => window.bench.takeSeen());
  const startMs = Date.now();
  const startTime = await readTime();
  await take();
  await page.waitForTimeout(MEASURED_MS);
  const painted = await take();
  const endTime = await readTime();
  const seconds = (Date.now() - startMs) / 1000;
  const seen = await page.evaluate(() => window.bench.takeSeen());
  await page.evaluate(() => {
    window.bench.stopLane();
  });
  return { ...seen, painted, seconds, mainThreadMs: endTime.allMs - startTime.allMs };
}

async function warmUp(page: Page, take: () => Promise<PaintedFrame[]>): Promise<void> {
  const deadlineMs = Date.now() + PATIENCE_MS;
  for (let frames = 0; frames < WARM_UP_FRAMES; frames += (await take()).length) {
    if (Date.now() > deadlineMs) throw new Error(`painted ${frames} frames in a minute`);
    await page.waitForTimeout(LOOK_EVERY_MS);
  }
}

/** Seldom asked: by default the page would be at every refresh, which costs what is measured. */
async function until(page: Page, holds: () => boolean): Promise<void> {
  await page.waitForFunction(holds, undefined, { polling: LOOK_EVERY_MS });
}
