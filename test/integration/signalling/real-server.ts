import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import {
  createSignallingServer,
  CRYPTO_RANDOM,
  HTTP_SERVER_OPTIONS,
  type SignallingServer,
  SYSTEM_CLOCK,
} from '../../../src/server/index';
import { SILENT_LOGGER } from '../../../src/shared/base/logger';

/** The product's own server on a port, whose connections can be cut and which can be restarted. */
export class RealServer {
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly httpServer: HttpServer,
    readonly signalling: SignallingServer,
  ) {
    httpServer.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
  }

  static async start(port = 0): Promise<RealServer> {
    const httpServer = createServer(HTTP_SERVER_OPTIONS);
    const components = { logger: SILENT_LOGGER, clock: SYSTEM_CLOCK, random: CRYPTO_RANDOM };
    const signalling = createSignallingServer(httpServer, components);
    const server = new RealServer(httpServer, signalling);
    await new Promise<void>((resolve) => httpServer.listen(port, '127.0.0.1', resolve));
    return server;
  }

  get port(): number {
    return (this.httpServer.address() as AddressInfo).port;
  }

  get url(): string {
    return `ws://127.0.0.1:${this.port}`;
  }

  /** Breaks every connection, as a network does: without a word. */
  cut(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  /** Dies, as a process does: without telling anybody. */
  async kill(): Promise<void> {
    this.cut();
    await this.signalling.close();
  }
}
