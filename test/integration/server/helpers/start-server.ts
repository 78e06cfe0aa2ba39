import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  CRYPTO_RANDOM,
  createSignallingServer,
  HTTP_SERVER_OPTIONS,
  type RandomSource,
  type ServerClock,
  type SignallingServer,
  type SignallingServerOptions,
  SYSTEM_CLOCK,
} from '../../../../src/server/index';
import type { LogContext, Logger, LogLevel } from '../../../../src/shared/base/logger';
import { type ClientOptions, TestClient } from './test-client';

export interface LogLine {
  readonly level: LogLevel;
  readonly message: string;
  readonly context: LogContext;
}

export interface ServerUnderTest {
  readonly url: string;
  readonly port: number;
  readonly signalling: SignallingServer;
  readonly log: readonly LogLine[];
  /** Empties `log`. */
  forgetLog(): void;
  client(options?: ClientOptions): Promise<TestClient>;
  /** A client that is signed in. */
  person(name: string, options?: ClientOptions): Promise<TestClient>;
  close(): Promise<void>;
}

export interface StartOptions extends SignallingServerOptions {
  readonly clock?: ServerClock;
  readonly random?: RandomSource;
}

/** A real server on a free port; closing it closes the clients that it gave out. */
export async function startServer({
  clock = SYSTEM_CLOCK,
  random = CRYPTO_RANDOM,
  ...options
}: StartOptions = {}): Promise<ServerUnderTest> {
  const log: LogLine[] = [];
  const logger: Logger = {
    log: (level, message, context = {}) => log.push({ level, message, context }),
  };
  const httpServer = createServer(HTTP_SERVER_OPTIONS);
  const signalling = createSignallingServer(
    httpServer,
    { logger, clock, random },
    { connectionsPerAddress: { points: 100_000, windowMs: 60_000 }, ...options },
  );
  await new Promise<void>((resolve) => httpServer.listen(0, '127.0.0.1', resolve));
  const { port } = httpServer.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const clients: TestClient[] = [];
  const client = (clientOptions?: ClientOptions): Promise<TestClient> => {
    const made = new TestClient(url, clientOptions);
    clients.push(made);
    return made.connected();
  };
  return {
    url,
    port,
    signalling,
    log,
    forgetLog: () => {
      log.length = 0;
    },
    client,
    person: async (name, clientOptions) => {
      const made = await client(clientOptions);
      await made.signIn(name);
      return made;
    },
    close: async () => {
      for (const each of clients) each.dispose();
      await signalling.close();
    },
  };
}
