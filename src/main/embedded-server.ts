import { createServer, type Server as HttpServer } from 'node:http';
import type { Duplex } from 'node:stream';
import type { AddressInfo } from 'node:net';
import type { Logger } from '../shared/base/logger';
import {
  createSignallingServer,
  CRYPTO_RANDOM,
  FileRoomStore,
  openSecret,
  type TurnOptions,
  HTTP_SERVER_OPTIONS,
  SYSTEM_CLOCK,
} from '../server/index';

export const EMBEDDED_HOST = '127.0.0.1';

/** The signalling server that came along, listening on this machine only. */
export interface EmbeddedServer {
  readonly port: number;
  /** Whether it listens where it was told to. */
  readonly isWantedPort: boolean;
  /** Serves somebody who came to another door than its own. */
  accept(socket: Duplex): void;
  close(): Promise<void>;
}

export interface EmbeddedServerOptions {
  /** 0: any that is free. */
  readonly port: number;
  /** The built web client. */
  readonly webRoot: string;
  /** What starts a server for friends, options left out. */
  readonly serverCommand: string;
  /** Where kept rooms are. */
  readonly dataFolder: string;
  /** The TURN server that it hands out accounts of; left out: none. */
  readonly turn?: TurnOptions | undefined;
  readonly logger: Logger;
}

/** Starts it on the port given, or on a free one when that is taken. */
export async function startEmbeddedServer({
  port,
  webRoot,
  serverCommand,
  dataFolder,
  turn,
  logger,
}: EmbeddedServerOptions): Promise<EmbeddedServer> {
  const httpServer = createServer(HTTP_SERVER_OPTIONS);
  const components = { logger, clock: SYSTEM_CLOCK, random: CRYPTO_RANDOM };
  const wanted = await listen(httpServer, port);
  const actual = wanted ?? (await listen(httpServer, 0));
  if (actual === null) throw new Error('No port of the loopback address is free.');
  const signalling = createSignallingServer(httpServer, components, {
    webRoot,
    serverCommand,
    rooms: openRooms(dataFolder, logger),
    ...secretOf(dataFolder, logger),
    ...(turn === undefined ? {} : { turn }),
  });
  return {
    port: actual,
    isWantedPort: wanted !== null,
    // As Node.js documents it: connections from elsewhere, TLS sockets among them.
    accept: (socket) => httpServer.emit('connection', socket),
    close: () => signalling.close(),
  };
}

/** The app must start whatever that folder holds: without it, rooms end with the app. */
function openRooms(dataFolder: string, logger: Logger): { readonly store?: FileRoomStore } {
  try {
    return { store: FileRoomStore.open(dataFolder) };
  } catch (error) {
    logger.log('error', 'kept rooms cannot be read, and none are kept', { error: String(error) });
    return {};
  }
}

/**
 * Without it, rooms that are not kept end with the app. Behind openRooms, which makes the folder.
 */
function secretOf(dataFolder: string, logger: Logger): { readonly restartSecret?: Buffer } {
  try {
    return { restartSecret: openSecret(dataFolder) };
  } catch (error) {
    logger.log('warn', 'rooms will not be taken up after a restart', { error: String(error) });
    return {};
  }
}

/** Resolves to the port, or to null when it is taken or forbidden. */
function listen(httpServer: HttpServer, port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const handleError = (): void => {
      httpServer.off('listening', handleListening);
      resolve(null);
    };
    const handleListening = (): void => {
      httpServer.off('error', handleError);
      resolve((httpServer.address() as AddressInfo).port);
    };
    httpServer.once('error', handleError);
    httpServer.once('listening', handleListening);
    httpServer.listen(port, EMBEDDED_HOST);
  });
}
