import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import sirv from 'sirv';
import { build } from 'vite';

// Builds the laboratory page with Vite, as the product is built, and opens it in Chromium.

const PAGE_FOLDER = join(import.meta.dirname, 'page');
const FAR_HOST = 'far.example';
const FLAGS = [
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream=fps=20',
  '--autoplay-policy=no-user-gesture-required',
  '--allow-loopback-in-peer-connection',
  // A page that is not from this machine, as far as the browser knows.
  `--host-resolver-rules=MAP ${FAR_HOST} 127.0.0.1`,
];

async function buildPage(outDir: string): Promise<void> {
  await build({
    root: PAGE_FOLDER,
    configFile: false,
    logLevel: 'warn',
    build: { outDir, emptyOutDir: true, target: 'esnext', modulePreload: false },
  });
}

async function serve(folder: string): Promise<{ server: Server; port: number }> {
  const handle = sirv(folder);
  const server = createServer((request, response) => {
    // As a page is in a frame that was not allowed any device.
    if (request.url?.includes('denied')) {
      response.setHeader('Permissions-Policy', 'camera=(), microphone=()');
    }
    handle(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { server, port };
}

function cameraFlags(clip: string | undefined): readonly string[] {
  return clip === undefined ? [] : [`--use-file-for-fake-video-capture=${clip}`];
}

/** Keeps count of peer connections, to find those that nobody closed. */
function recordConnections(): void {
  window.connections = [];
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      window.connections.push(this);
    }
  };
}

export interface LabPage {
  readonly page: Page;
  /** Exceptions and rejections that nothing in the page caught. */
  readonly errors: readonly string[];
}

/** Changes the context of a page before that is loaded. */
export type Prepare = (context: BrowserContext) => Promise<void>;

export interface Lab {
  /** A fresh page: nothing of the test before is left in it. */
  open(where?: 'here' | 'denied' | 'far', prepare?: Prepare): Promise<LabPage>;
  close(): Promise<void>;
}

/**
 * @param cameraClip What the fake camera shows (.y4m, .mjpeg), 30 frames a second, over and over.
 */
export async function startLab(cameraClip?: string): Promise<Lab> {
  const folder = await mkdtemp(join(tmpdir(), 'webcrt-lab-'));
  await buildPage(folder);
  const { server, port } = await serve(folder);
  // Chromium will not start its sandbox for root.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser: Browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [...FLAGS, ...cameraFlags(cameraClip), ...sandbox],
  });
  return {
    async open(where = 'here', prepare) {
      const context = await browser.newContext();
      await prepare?.(context);
      const page = await context.newPage();
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(error.message));
      await page.addInitScript(recordConnections);
      const host = where === 'far' ? FAR_HOST : '127.0.0.1';
      await page.goto(`http://${host}:${port}/?${where}`);
      return { page, errors };
    },
    async close() {
      await browser.close();
      server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
