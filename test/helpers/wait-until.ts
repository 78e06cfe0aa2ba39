import type { Page } from 'playwright-core';
import { vi } from 'vitest';

/** How long a condition may take on a busy machine before it counts as never. */
const PATIENCE_MS = 30_000;

/** Waits until the page says yes. (`waitForFunction` takes a promise itself for a yes.) */
export async function waitUntil(
  page: Page,
  holds: () => boolean | Promise<boolean>,
): Promise<void> {
  await vi.waitFor(
    async () => {
      if (!(await page.evaluate(holds))) throw new Error(`waited in vain for ${holds.toString()}`);
    },
    { timeout: PATIENCE_MS },
  );
}
