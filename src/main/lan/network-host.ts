import type { Socket } from 'node:net';
import { createServer, type Server, type TLSSocket } from 'node:tls';
import type { Duplex } from 'node:stream';
import type { Logger } from '../../shared/base/logger';
import { errorCode } from '../../shared/base/error-code';
import type { HostingApi, HostingReport } from '../../shared/ipc/hosting-api';
import { hostUrl } from '../../shared/config/trusted-certificate';
import { UserError } from '../user-error';
import { ConnectionSlots } from './connection-slots';
import type { HostCertificate } from './host-certificate';
import { chooseNetwork, type NetworkInterfaces, noNetworkSentence } from './network-interfaces';

export interface NetworkHostPorts {
  /** The app's own server; `null`: it was started with another one. */
  readonly server: {
    readonly url: string;
    readonly embedded: { accept(socket: Duplex): void };
  } | null;
  interfaces(): NetworkInterfaces;
  /** The interface or address, and the port, as they are set at this moment. */
  wanted(): { readonly network: string | null; readonly port: number };
  certificate(): Promise<HostCertificate>;
  readonly logger: Logger;
}

/** A stranger who takes a connection and says nothing holds it for no longer. */
const HANDSHAKE_TIMEOUT_MS = 10_000;
/**
 * From everybody on the network together, and from one machine, before the server counts who has a
 * word to say to it.
 */
const MAX_CONNECTIONS = 200;
const MAX_CONNECTIONS_EACH = 40;

interface Listening {
  readonly tls: Server;
  readonly sockets: Set<TLSSocket>;
  readonly report: HostingReport;
}

/**
 * Lets others on the network come to the app's own server, by TLS: what comes in here is handed to
 * that very server, so that everybody meets there.
 */
export class NetworkHost implements HostingApi {
  private listening: Promise<Listening> | null = null;

  constructor(private readonly ports: NetworkHostPorts) {}

  async start(): Promise<HostingReport> {
    this.listening ??= this.listen();
    const { listening } = this;
    try {
      return (await listening).report;
    } catch (error) {
      if (this.listening === listening) this.listening = null;
      throw error;
    }
  }

  async stop(): Promise<boolean> {
    const { listening } = this;
    this.listening = null;
    const open = await listening?.catch(() => null);
    if (open === null || open === undefined) return false;
    await new Promise<void>((resolve) => {
      open.tls.close(() => {
        resolve();
      });
      for (const socket of open.sockets) socket.destroy();
    });
    this.ports.logger.log('info', 'no longer listening on the network');
    return true;
  }

  async report(): Promise<HostingReport | null> {
    const open = await this.listening?.catch(() => null);
    return open?.report ?? null;
  }

  private async listen(): Promise<Listening> {
    const { server, logger } = this.ports;
    if (server === null) {
      throw new UserError(
        'This app was started with --server and has no server of its own. Start it without, then type: host on',
      );
    }
    const { network, port } = this.ports.wanted();
    const place = chooseNetwork(this.ports.interfaces(), network);
    if (place === null) throw new UserError(noNetworkSentence(network));
    const { cert, key, fingerprint } = await this.ports.certificate();
    const sockets = new Set<TLSSocket>();
    const tls = createServer(
      { cert, key, minVersion: 'TLSv1.2', handshakeTimeout: HANDSHAKE_TIMEOUT_MS },
      (socket) => {
        sockets.add(socket);
        socket.on('close', () => sockets.delete(socket));
        socket.on('error', () => undefined);
        server.embedded.accept(socket);
      },
    );
    boundConnections(tls);
    const actual = await listenAt(tls, place.address, port);
    logger.log('info', 'listening on the network', { network: place.name, port: actual });
    const url = hostUrl(place.address, actual, fingerprint);
    const report = { url, fingerprint, network: place.name, ownServer: server.url };
    return { tls, sockets, report };
  }
}

function boundConnections(tls: Server): void {
  const slots = new ConnectionSlots({ all: MAX_CONNECTIONS, each: MAX_CONNECTIONS_EACH });
  tls.on('connection', (socket: Socket) => {
    const { remoteAddress = '' } = socket;
    if (!slots.open(remoteAddress)) socket.destroy();
    else {
      socket.once('close', () => {
        slots.close(remoteAddress);
      });
    }
  });
}

function listenAt(tls: Server, address: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    tls.once('error', (error) => {
      const isTaken = errorCode(error) === 'EADDRINUSE';
      const why = isTaken
        ? `Port ${port} of ${address} is taken by another program.`
        : `This machine does not let the app listen at port ${port} of ${address}.`;
      reject(new UserError(`${why} Choose another, as in: config host_port ${port + 1}`));
    });
    tls.listen(port, address, () => {
      const bound = tls.address();
      resolve(bound !== null && typeof bound === 'object' ? bound.port : port);
    });
  });
}
