import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, preview } from 'vite';
import { chromium, type Page } from 'playwright-core';
import { buildWasm } from '../../../scripts/lib/build-wasm.mjs';
import {
  deviceFlags,
  launchPerson,
  requireBrowser,
  sandboxFlags,
  type PersonOptions,
} from '../../helpers/browser';
import { HEAD_CLIP } from '../../helpers/fake-camera';
import { isLostByBrowser } from '../../helpers/frame-warning';
import { waitUntil } from '../../helpers/wait-until';
import type {} from './harness';

const ROOT = fileURLToPath(new URL('.', import.meta.url));

export interface HarnessServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Builds the harness as the app is built (worker, font and styles bundled) and serves it. */
export function startHarness(): Promise<HarnessServer> {
  return servePage(ROOT, 'harness.html');
}

/** The same for any page: `name` in the folder `root`. */
export async function servePage(root: string, name: string): Promise<HarnessServer> {
  await buildWasm();
  const outDir = await mkdtemp(join(tmpdir(), 'webcrt-harness-'));
  const common = { root, configFile: false, logLevel: 'error' } as const;
  const worker = { format: 'es' } as const;
  const input = join(root, name);
  await build({ ...common, worker, build: { outDir, rollupOptions: { input }, minify: false } });
  const server = await preview({
    ...common,
    build: { outDir },
    preview: { host: '127.0.0.1', port: 0 },
  });
  const { port } = server.httpServer.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/${name}`,
    close: async () => {
      await server.close();
      await rm(outDir, { recursive: true, force: true });
    },
  };
}

export interface PicturePage {
  readonly page: Page;
  /** All that the page and its workers wrote to the console, and what nothing caught. */
  readonly consoleLines: readonly string[];
  close(): Promise<void>;
}

/**
 * Opens the harness with the clip of a head as its camera. `prepare` runs before the page's own
 * code.
 */
export async function openHarness(
  server: HarnessServer,
  options: PersonOptions = {},
  prepare?: (page: Page) => Promise<unknown>,
): Promise<PicturePage> {
  const person = await launchPerson({ clip: HEAD_CLIP, ...options });
  await prepare?.(person.page);
  return { ...(await load(person.page, server)), close: () => person.close() };
}

/**
 * Opens the harness in a browser with flags of its own. A scale of the screen is one of them: under
 * Playwright's emulated scale, `devicePixelContentBoxSize`, which xterm goes by, is wrong.
 */
export async function openHarnessWith(
  server: HarnessServer,
  flags: readonly string[],
): Promise<PicturePage> {
  const browser = await chromium.launch({
    executablePath: requireBrowser(),
    args: [...sandboxFlags(), ...deviceFlags({ clip: HEAD_CLIP }), ...flags],
  });
  const context = await browser.newContext({ viewport: null, permissions: ['camera'] });
  return { ...(await load(await context.newPage(), server)), close: () => browser.close() };
}

async function load(
  page: Page,
  server: HarnessServer,
): Promise<Pick<PicturePage, 'page' | 'consoleLines'>> {
  const consoleLines: string[] = [];
  page.on('console', (message) => {
    if (!isLostByBrowser(message)) consoleLines.push(message.text());
  });
  page.on('pageerror', (error) => consoleLines.push(`uncaught: ${error.message}`));
  await page.goto(server.url);
  await page.evaluate(() => window.harness.surface.ready);
  return { page, consoleLines };
}

/** Waits until the picture shows frames. */
export async function waitForPlaying(page: Page): Promise<void> {
  await waitUntil(page, async () => {
    const { harness } = window;
    return harness.states.at(-1) === 'playing' && (await harness.text()) !== null;
  });
}

/** Waits until surface and picture have taken their place. */
export async function waitUntilSettled(page: Page): Promise<void> {
  await waitUntil(page, () => window.harness.isSettled());
}
