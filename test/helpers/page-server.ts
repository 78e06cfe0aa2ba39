import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { createHttpHandler } from '../../src/server/web-client';

const WEB_ROOT = fileURLToPath(new URL('../../out/renderer', import.meta.url));

/** The built web client on a free port of this machine, and no signalling whatever. */
export interface PageServer {
  /** http://127.0.0.1:PORT/ */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the pages alone: whoever opens them can sign in nowhere. */
export async function startPageServer(): Promise<PageServer> {
  const server = createServer(
    createHttpHandler({
      webRoot: WEB_ROOT,
      serverCommand: 'webcrt-server',
      allowedOrigins: [],
      isReady: () => true,
      isSecure: () => false,
      createWatch: () => (_request, response) => response.writeHead(404).end(),
      seenOf: () => null,
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
