import type { CDPSession, Page } from 'playwright-core';

/**
 * What a page's main thread has computed so far, the browser's own work on it included; what it
 * spent waiting, for the GPU process for instance, does not count.
 */
export interface MainThreadTime {
  readonly allMs: number;
  readonly scriptMs: number;
}

export async function watchMainThread(page: Page): Promise<() => Promise<MainThreadTime>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return () => readTime(session);
}

async function readTime(session: CDPSession): Promise<MainThreadTime> {
  const { metrics } = await session.send('Performance.getMetrics');
  const msOf = (wanted: string): number =>
    (metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN) * 1000;
  return { allMs: msOf('TaskDuration'), scriptMs: msOf('ScriptDuration') };
}
