import type { Page } from 'playwright-core';
import type { HarnessServer } from '../../e2e/picture/picture-page';
import { openBench } from './bench-page';
import { HeapMeter } from './heap-meter';
import { atLeast, atMost, type PainterBar } from './painter-bar';

const FRAMES = 10_000;
const WARM_UP_FRAMES = 300;
const GRID = { cols: 160, rows: 48 };
const STYLE = 'duotone';
const BYTES_PER_MB = 1e6;
const LOOK_EVERY_MS = 250;

/**
 * Noise, so that every frame has new pairs of colours: what kills a cache that keeps one entry for
 * each.
 */
export async function runSoakBars(server: HarnessServer): Promise<PainterBar[]> {
  const opened = await openBench(server);
  const { page, pageErrors } = opened;
  try {
    const meter = await HeapMeter.attach(page);
    await page.evaluate((given) => window.bench.startSoak(given), {
      ...GRID,
      style: STYLE,
    } as const);
    await waitForPaints(page, WARM_UP_FRAMES);
    const before = await meter.read();
    await waitForPaints(page, WARM_UP_FRAMES + FRAMES);
    const growth = (await meter.read()) - before;
    // A worker that is not seen would not be measured.
    const watched = `page and ${meter.workerCount} workers, ${(before / BYTES_PER_MB).toFixed(1)} MB at first`;
    const failures = await page.evaluate(() => window.bench.soakFailures);
    const errors = [...pageErrors, ...failures];
    const painted = (await paintsOf(page)) - WARM_UP_FRAMES;
    const soak = `of ${FRAMES} truecolour frames, ${STYLE} ${GRID.cols}x${GRID.rows}`;
    return [
      atLeast(FRAMES, {
        id: 'P5',
        what: `painted ${soak}`,
        value: Math.floor(painted),
        unit: 'frames',
      }),
      atMost(20, {
        id: 'P6',
        what: `heap growth in the course ${soak}`,
        value: growth / BYTES_PER_MB,
        unit: 'MB',
        note: watched,
      }),
      atMost(0, {
        id: 'P7',
        what: `errors in the course ${soak}`,
        value: errors.length,
        unit: 'errors',
        note: errors.slice(0, 3).join('; '),
      }),
    ];
  } finally {
    await opened.close();
  }
}

/**
 * Reports come once a second or a little later: their rates add up to no more than what was
 * painted.
 */
function paintsOf(page: Page): Promise<number> {
  return page.evaluate(() =>
    window.bench.soakStats.reduce((sum, { paintedFps }) => sum + paintedFps, 0),
  );
}

async function waitForPaints(page: Page, count: number): Promise<void> {
  for (;;) {
    const before = await paintsOf(page);
    if (before >= count) return;
    await page.waitForFunction(
      (reports) => window.bench.soakStats.length > reports,
      await page.evaluate(() => window.bench.soakStats.length),
      { polling: LOOK_EVERY_MS },
    );
  }
}
