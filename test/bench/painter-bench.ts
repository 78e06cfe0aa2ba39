import type { Page } from 'playwright-core';
import type { PictureStats } from '../../src/renderer/terminal/picture';
import type { StyleName } from '../../src/shared/ascii/styles';
import type {} from '../e2e/picture/harness';
import {
  type HarnessServer,
  openHarness,
  startHarness,
  waitForPlaying,
} from '../e2e/picture/picture-page';
import type { BenchSection } from './bench-bar';
import { serveBench } from './painter/bench-page';
import { runCallBars } from './painter/call-bars';
import { watchMainThread } from './painter/main-thread';
import type { PainterBar } from './painter/painter-bar';
import { runSoakBars } from './painter/soak-bars';

/** One line of the bench's table. */
export interface PainterBenchRow {
  readonly what: string;
  /** Cells, as in '120x36'. */
  readonly grid: string;
  readonly value: number;
  readonly unit: 'fps' | 'ms/frame';
  readonly note?: string;
}

const GRIDS = [
  [120, 36],
  [240, 72],
] as const;
const STYLES: readonly StyleName[] = ['ascii-color', 'filled-ascii'];

/** Large enough for the larger grid at full-size cells. */
const VIEWPORT = { width: 2000, height: 1240 };

/** The first reports cover the start; of the rest the median is taken. */
const WARM_UP_REPORTS = 2;
const REPORTS = 7;

export async function runPainterBench(): Promise<BenchSection> {
  return { rows: await runStyles(), bars: await runPainterBars() };
}

/**
 * Paints the head clip, 30 frames a second of a camera of 640 pixels' width, in Chromium, and
 * measures how many of them are painted, what one costs the worker, and what it costs the page.
 */
async function runStyles(): Promise<PainterBenchRow[]> {
  const server = await startHarness();
  try {
    const rows = [];
    for (const [cols, rowCount] of GRIDS) {
      for (const style of STYLES) rows.push(...(await measure(server, cols, rowCount, style)));
    }
    return rows;
  } finally {
    await server.close();
  }
}

/**
 * What the painter promises: P1 to P7, L1 and L2. A call in one page is painted in turn by the
 * layer and through the terminal, in rounds; then 10,000 frames of noise. Takes some minutes.
 */
async function runPainterBars(): Promise<PainterBar[]> {
  const server = await serveBench();
  try {
    return [...(await runCallBars(server)), ...(await runSoakBars(server))];
  } finally {
    await server.close();
  }
}

async function measure(
  server: HarnessServer,
  cols: number,
  rows: number,
  style: StyleName,
): Promise<PainterBenchRow[]> {
  const opened = await openHarness(server, { viewport: VIEWPORT });
  const { page } = opened;
  try {
    await page.evaluate(([c, r, s]) => window.harness.showGrid(c, r, s), [
      cols,
      rows,
      style,
    ] as const);
    await waitForPlaying(page);
    return await measurePage(page, `${cols}x${rows}`, style);
  } finally {
    await opened.close();
  }
}

async function measurePage(page: Page, grid: string, style: StyleName): Promise<PainterBenchRow[]> {
  const readTime = await watchMainThread(page);
  await waitForReports(page, WARM_UP_REPORTS);
  const before = await readTime();
  const from = await reportCount(page);
  await waitForReports(page, from + REPORTS);
  const after = await readTime();
  const stats = await page.evaluate((first) => window.harness.stats.slice(first), from);
  const { cols, rows } = stats[stats.length - 1];
  if (`${cols}x${rows}` !== grid) throw new Error(`painted ${cols}x${rows} cells, not ${grid}`);
  /** Reports come once a second, so that rates add up to counts. */
  const paints = stats.reduce((sum, { paintedFps }) => sum + paintedFps, 0);
  return [
    row('painted', grid, median(stats, 'paintedFps'), 'fps', style),
    row('engine and raster, in the worker', grid, median(stats, 'engineMs'), 'ms/frame', style),
    row('main thread', grid, (after.allMs - before.allMs) / paints, 'ms/frame', style),
    row('script on it', grid, (after.scriptMs - before.scriptMs) / paints, 'ms/frame', style),
  ];
}

function row(
  what: string,
  grid: string,
  value: number,
  unit: PainterBenchRow['unit'],
  note: string,
): PainterBenchRow {
  return { what: `${what} (Chromium)`, grid, value, unit, note };
}

function reportCount(page: Page): Promise<number> {
  return page.evaluate(() => window.harness.stats.length);
}

async function waitForReports(page: Page, count: number): Promise<void> {
  // Seldom: by default the page would be asked at every screen refresh, which costs what is
  // measured.
  const polling = 500;
  await page.waitForFunction((wanted) => window.harness.stats.length >= wanted, count, { polling });
}

function median(stats: readonly PictureStats[], key: 'paintedFps' | 'engineMs'): number {
  const values = stats.map((each) => each[key]).sort((a, b) => a - b);
  return values[values.length >> 1];
}
