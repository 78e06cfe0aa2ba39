import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import sirv from 'sirv';
import { build } from 'vite';
import type { PlainFigures } from './plain-end';
import type { RtcpoolProgram } from './rtcpool-page/program';

interface ProgramWindow {
  readonly program: RtcpoolProgram;
}

/** A site of somebody else's, whose page is an application on rtcpool. */
export interface RtcpoolSite {
  /** http://127.0.0.1:PORT */
  readonly origin: string;
  close(): Promise<void>;
}

export async function startRtcpoolSite(): Promise<RtcpoolSite> {
  const outDir = await mkdtemp(join(tmpdir(), 'webcrt-rtcpool-'));
  await build({
    root: join(import.meta.dirname, 'rtcpool-page'),
    configFile: false,
    logLevel: 'warn',
    build: { outDir, emptyOutDir: true, target: 'esnext', modulePreload: false },
  });
  const server = createServer(sirv(outDir));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(outDir, { recursive: true, force: true });
    },
  };
}

/** rtcpool itself in a page of its own, in one pool. */
export class RtcpoolVisitor {
  private constructor(private readonly page: Page) {}

  /** @param gateway the address of the gateway with the visitor's name, `ws:` */
  static async join(
    context: BrowserContext,
    site: RtcpoolSite,
    gateway: string,
    pool: string,
  ): Promise<RtcpoolVisitor> {
    const page = await context.newPage();
    await page.goto(site.origin);
    const args = [gateway, pool] as const;
    await page.evaluate(
      ([url, name]) => (window as unknown as ProgramWindow).program.join(url, name),
      args,
    );
    return new RtcpoolVisitor(page);
  }

  /** What arrived from each of the others so far. */
  async figures(): Promise<readonly PlainFigures[]> {
    return this.page.evaluate(() => (window as unknown as ProgramWindow).program.figures());
  }

  async leave(): Promise<void> {
    await this.page.evaluate(() => {
      (window as unknown as ProgramWindow).program.close();
    });
    await this.page.close();
  }
}
