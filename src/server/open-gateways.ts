import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { WATCH_PATH } from './broadcast/watch-http';
import type { GatewayName, GatewayOption } from './gateway-option';
import type { GatewayCounters } from './gateways/gateway-counters';
import type { GatewayServer, GatewayServerParts } from './gateways/gateway-server';
import type { PoolClient, PoolVisit } from './pool-client';
import { refuseUpgrade } from './refuse-upgrade';

export type GatewayStatus = ReadonlyMap<GatewayName, Readonly<GatewayCounters>>;

const NO_GATEWAYS: GatewayStatus = new Map();
/** Paths at which somebody else of this server takes upgrades. */
const OTHERS = ['/socket.io/', WATCH_PATH];

export interface GatewayOptions {
  readonly gateways: readonly GatewayOption[];
  /** Whether nobody else takes upgrades on the HTTP server: those to other paths are refused. */
  readonly isAlone: boolean;
}

/** The gateways of a server, from when they are asked for: they may still be loading. */
export interface OpenGateways {
  status(): GatewayStatus;
  /**
   * Takes in a client over a connection that is not the server's own.
   * @throws {Error} when the gateway for it was not asked for
   */
  takePoolClient(client: PoolClient): Promise<PoolVisit>;
  /** Resolves when all that is asked for is loaded. */
  readonly whenLoaded: Promise<unknown>;
}

/**
 * Loads the gateways that are asked for, and hands them the upgrades to their paths; those that
 * come while they load wait for them. Where none is asked for, nothing is loaded.
 */
export function openGateways(
  httpServer: HttpServer,
  { gateways, isAlone }: GatewayOptions,
  parts: GatewayServerParts,
): OpenGateways {
  let server: GatewayServer | null = null;
  const loaded =
    gateways.length === 0
      ? null
      : import('./gateways/gateway-server').then(({ GatewayServer }) => {
          server = new GatewayServer(parts, gateways);
          return server;
        });
  const take = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const isTaken = server?.handleUpgrade(request, socket, head) ?? false;
    if (!isTaken && isAlone) refuseUpgrade(socket, { status: 404, message: 'Not found.\n' });
  };
  if (loaded !== null || isAlone) {
    httpServer.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      const { url = '' } = request;
      if (OTHERS.some((path) => url.startsWith(path))) return;
      // Until somebody has taken it, nobody else hears that it broke.
      socket.on('error', () => undefined);
      if (loaded === null || server !== null) take(request, socket, head);
      else {
        void loaded.then(() => {
          take(request, socket, head);
        });
      }
    });
  }
  return {
    status: () => server?.status() ?? NO_GATEWAYS,
    takePoolClient: async (client) => {
      const ready = await loaded;
      if (ready === null) throw new Error('This server has no gateways: name rtcpool among them.');
      return ready.take(client);
    },
    whenLoaded: Promise.resolve(loaded),
  };
}
