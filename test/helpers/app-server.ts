import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Logger } from '../../src/shared/base/logger';
import {
  CRYPTO_RANDOM,
  HTTP_SERVER_OPTIONS,
  SYSTEM_CLOCK,
  createConsoleLogger,
  createSignallingServer,
  type ServerClock,
  type SignallingServer,
  type SignallingServerOptions,
} from '../../src/server/index';

const WEB_ROOT = fileURLToPath(new URL('../../out/renderer', import.meta.url));

export interface AppServer {
  /** Where the web client is: http://127.0.0.1:PORT/. */
  readonly url: string;
  readonly signalling: SignallingServer;
  /** Cuts every connection that is open now; new ones are welcome. */
  dropConnections(): void;
  close(): Promise<void>;
}

/** Starts a signalling server with the built web client; `port` 0: on a free one. */
export async function startAppServer(
  options: SignallingServerOptions = {},
  clock: ServerClock = SYSTEM_CLOCK,
  logger: Logger = createConsoleLogger({ threshold: 'error' }),
  port = 0,
): Promise<AppServer> {
  if (!existsSync(join(WEB_ROOT, 'web.html'))) {
    throw new Error('the web client has not been built: npm run build');
  }
  const httpServer = createServer(HTTP_SERVER_OPTIONS);
  const sockets = new Set<Socket>();
  httpServer.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const components = { logger, clock, random: CRYPTO_RANDOM };
  const signalling = createSignallingServer(httpServer, components, {
    webRoot: WEB_ROOT,
    ...options,
  });
  await new Promise<void>((resolve) => httpServer.listen(port, '127.0.0.1', resolve));
  const { port: bound } = httpServer.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${bound}/`,
    signalling,
    dropConnections: () => {
      for (const socket of sockets) socket.destroy();
    },
    close: () => signalling.close(),
  };
}
