import type { Page } from 'playwright-core';

/** Kills the process that a page runs in, as when a tab crashes: nothing of it says goodbye. */
export async function crashPage(page: Page): Promise<void> {
  const crashed = page.waitForEvent('crash');
  // Never answered, as there is nobody left to.
  page.goto('chrome://crash').catch(() => undefined);
  await crashed;
}
