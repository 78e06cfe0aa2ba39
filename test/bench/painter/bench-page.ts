import type { Page } from 'playwright-core';
import { fileURLToPath } from 'node:url';
import { launchPerson } from '../../helpers/browser';
import { type HarnessServer, servePage } from '../../e2e/picture/picture-page';
import type {} from './bench';
import { stampedClip } from './stamped-clip';

const ROOT = fileURLToPath(new URL('.', import.meta.url));

/** Large enough for 240x72 cells. */
const VIEWPORT = { width: 2000, height: 1240 };

export function serveBench(): Promise<HarnessServer> {
  return servePage(ROOT, 'bench.html');
}

export interface PainterBenchPage {
  readonly page: Page;
  /** What nothing caught, and what was logged as an error. */
  readonly pageErrors: readonly string[];
  close(): Promise<void>;
}

/** The bench page in a browser of its own, whose camera shows the stamped clip. */
export async function openBench(server: HarnessServer): Promise<PainterBenchPage> {
  const person = await launchPerson({
    clip: stampedClip(),
    viewport: VIEWPORT,
  });
  const { page, pageErrors } = person;
  await page.goto(server.url);
  await page.waitForFunction(() => 'bench' in window);
  return { page, pageErrors, close: () => person.close() };
}
