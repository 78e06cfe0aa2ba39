import type { Server as HttpServer } from 'node:http';
import { CONNECTIONS_PER_ADDRESS, MAX_OPEN_PER_ADDRESS } from '../shared/protocol/limits';
import { PROTOCOL_VERSION } from '../shared/protocol/version';
import { WatchGate } from './broadcast/watch-gate';
import { createWatchHandler } from './broadcast/watch-http';
import { serveWatchSockets } from './broadcast/watch-socket';
import { type AddressOf, createAddressOf, createIsSecure, createIsTrusted } from './client-address';
import { type ConnectingClient, createReadClient } from './connecting-client';
import type { Counters } from './counters';
import { Dispatcher } from './dispatcher';
import { EngineSockets } from './engine-guard';
import { HandshakeGate } from './handshake-gate';
import { HTTP_SERVER_OPTIONS } from './http-options';
import { type SignallingComponents, SignallingHub } from './hub';
import { OpenConnections } from './open-connections';
import { type GatewayStatus, type OpenGateways, openGateways } from './open-gateways';
import type { PoolClient, PoolVisit } from './pool-client';
import { RawSockets } from './raw-sockets';
import { createRoomsControl, type RoomsControl } from './rooms/rooms-control';
import { describeRequest, maySeeRequest } from './seen-request';
import { createServeSocket } from './serve-sockets';
import type { SignallingServerOptions } from './signalling-server-options';
import { slimSocket } from './slim-socket';
import { SocketConnection } from './socket-connection';
import { createSocketServer, type RawSocket, type SocketServer } from './socket-server';
import { takeHandlers } from './take-handlers';
import { createHttpHandler } from './web-client';

/** How many there are now, and what has happened so far. */
export type ServerStatus = Readonly<Counters> & {
  readonly people: number;
  readonly calls: number;
  readonly rooms: number;
  readonly broadcasts: number;
  readonly viewers: number;
  readonly openSockets: number;
  /** Of each gateway that is open. */
  readonly gateways: GatewayStatus;
};

export interface SignallingServer {
  readonly rooms: RoomsControl;
  /** For other ways to broadcasts than HTTP. */
  readonly watch: WatchControl;
  status(): ServerStatus;
  /**
   * Takes in a program on rtcpool that came over a connection of the caller's own; `rtcpool` has to
   * be one of the `gateways`. Rejects where it is not.
   */
  takePoolClient(client: PoolClient): Promise<PoolVisit>;
  /**
   * Tells the clients to come back later, stops accepting and closes what is open, `httpServer`
   * included. Never rejects; every call returns the same promise.
   */
  close(): Promise<void>;
}

/** Who may watch what is broadcast, for a program that shows it in yet another way. */
export interface WatchControl {
  readonly gate: WatchGate;
  /** Tells people where `ssh` shows it. */
  setSshPort(port: number): void;
}

/**
 * How long clients have to take the goodbye, and then to close their side, before they are cut off.
 */
const DRAIN_TIMEOUT_MS = 1_000;

/** The parts of a server, each made once, in the order in which they hear of what comes. */
class ComposedServer implements SignallingServer {
  readonly rooms: RoomsControl;
  readonly watch: WatchControl;
  private readonly hub: SignallingHub;
  private readonly rawSockets: RawSockets;
  private readonly openConnections: OpenConnections;
  private readonly handshakeGate: HandshakeGate;
  private readonly engineSockets: EngineSockets<ConnectingClient>;
  private readonly io: SocketServer;
  private readonly gateways: OpenGateways;
  private closing: Promise<void> | undefined;

  constructor(
    private readonly httpServer: HttpServer,
    private readonly components: SignallingComponents,
    private readonly options: SignallingServerOptions,
  ) {
    const { allowedOrigins = [], gateways = [], isAlone = false } = options;
    const hub = new SignallingHub(components, options);
    this.hub = hub;
    this.rawSockets = new RawSockets(httpServer);
    const isTrusted = createIsTrusted(options.trustedProxies ?? []);
    const addressOf = createAddressOf(isTrusted);
    this.openConnections = new OpenConnections(
      options.maxOpenPerAddress ?? MAX_OPEN_PER_ADDRESS,
      components.clock,
    );
    hub.onKicked(({ addressKey }) => {
      this.openConnections.makeWait(addressKey);
    });
    this.handshakeGate = this.createGate(addressOf);
    const watchGate = new WatchGate(hub.broadcasts, components.clock);
    this.watch = this.openWatch(watchGate);
    serveWatchSockets(httpServer, watchGate, addressOf);
    // Before socket.io, which takes its own path and passes on the rest.
    this.serveHttp(watchGate, addressOf, createIsSecure(isTrusted));
    this.engineSockets = new EngineSockets({
      handleFlood: (client) => {
        this.handleFlood(client);
      },
      handleClosed: ({ addressKey }) => {
        this.openConnections.remove(addressKey);
      },
    });
    this.io = createSocketServer(httpServer, this.handshakeGate, allowedOrigins);
    const dispatcher = new Dispatcher(hub, options.rateLimits);
    this.gateways = openGateways(
      httpServer,
      { gateways, isAlone },
      {
        hub,
        dispatcher,
        handshakeGate: this.handshakeGate,
        openConnections: this.openConnections,
        addressOf,
        handleFlood: (client) => {
          this.handleFlood(client);
        },
      },
    );
    this.listen(createReadClient(addressOf, gateways), dispatcher);
    this.rooms = createRoomsControl(hub);
  }

  status(): ServerStatus {
    const { hub } = this;
    return {
      ...hub.counters,
      people: hub.people.size,
      calls: hub.calls.size,
      rooms: hub.rooms.size,
      broadcasts: hub.broadcasts.size,
      viewers: hub.broadcasts.viewers,
      openSockets: this.rawSockets.size,
      gateways: this.gateways.status(),
    };
  }

  takePoolClient(client: PoolClient): Promise<PoolVisit> {
    return this.gateways.takePoolClient(client);
  }

  close(): Promise<void> {
    return (this.closing ??= this.drain());
  }

  private createGate(addressOf: AddressOf): HandshakeGate {
    const { allowedOrigins = [], connectionsPerAddress = CONNECTIONS_PER_ADDRESS } = this.options;
    const { openConnections, hub } = this;
    const { clock, logger } = this.components;
    return new HandshakeGate(
      {
        addressOf,
        allowedOrigins,
        connectionsPerAddress,
        openConnections,
        clock,
        nameAddress: (address) => this.nameAddress(address),
      },
      hub.counters,
      logger,
    );
  }

  private openWatch(gate: WatchGate): WatchControl {
    const { broadcasts } = this.hub;
    broadcasts.isOffered = true;
    return {
      gate,
      setSshPort: (port) => {
        broadcasts.sshPort = port;
      },
    };
  }

  private serveHttp(
    watchGate: WatchGate,
    addressOf: AddressOf,
    isSecure: ReturnType<typeof createIsSecure>,
  ): void {
    const { httpServer, hub, options } = this;
    httpServer.headersTimeout = HTTP_SERVER_OPTIONS.headersTimeout;
    httpServer.requestTimeout = HTTP_SERVER_OPTIONS.requestTimeout;
    const handle = createHttpHandler({
      webRoot: options.webRoot ?? null,
      serverCommand: options.serverCommand ?? 'webcrt-server',
      allowedOrigins: options.allowedOrigins ?? [],
      isReady: () => this.closing === undefined,
      isSecure,
      createWatch: (page) => createWatchHandler({ gate: watchGate, addressOf, page }),
      seenOf: (request) =>
        maySeeRequest(request.headers, hub.sealer, this.components.clock.nowMs())
          ? describeRequest(request, {
              address: addressOf(request),
              isSecure: isSecure(request),
              version: PROTOCOL_VERSION,
            })
          : null,
      otherwise: takeHandlers(httpServer),
    });
    httpServer.on('request', handle);
  }

  private listen(readClient: ReturnType<typeof createReadClient>, dispatcher: Dispatcher): void {
    const { io, engineSockets, openConnections } = this;
    io.engine.on('connection', (socket: RawSocket) => {
      const client = readClient(socket.request);
      // Nobody asks for it again, and it would stay in memory for as long as the connection.
      (socket as { request: unknown }).request = null;
      // Of many that come at once, more pass the door than there is place for.
      const isOneTooMany = openConnections.isFull(client.addressKey);
      openConnections.add(client.addressKey);
      engineSockets.add(socket, client);
      if (isOneTooMany) socket.close(true);
    });
    const serveSocket = createServeSocket(this.hub, dispatcher);
    io.on('connection', (socket) => {
      slimSocket(socket);
      serveSocket(new SocketConnection(socket, engineSockets.clientOf(socket.conn)));
    });
  }

  private handleFlood({
    address,
    addressKey,
  }: Pick<ConnectingClient, 'address' | 'addressKey'>): void {
    this.hub.counters.kicked += 1;
    const from = this.nameAddress(address);
    this.components.logger.log('warn', 'closing a connection', { from, why: 'too many packets' });
    this.openConnections.makeWait(addressKey);
  }

  /** What an address is called in the log, which says nothing of it to anybody else. */
  private nameAddress(address: string): string {
    return this.hub.sealer.digest('logged address', address);
  }

  private async drain(): Promise<void> {
    const { hub, rawSockets } = this;
    this.components.logger.log('info', 'stopping', { people: hub.people.size });
    this.handshakeGate.shut();
    hub.stop();
    // A client that polls takes its goodbye with its next request.
    await this.engineSockets.whenEmpty(DRAIN_TIMEOUT_MS);
    const cut = setTimeout(() => {
      rawSockets.destroyAll();
    }, DRAIN_TIMEOUT_MS);
    await this.io.close();
    await hub.claims.flush();
    await this.gateways.whenLoaded;
    clearTimeout(cut);
    rawSockets.dispose();
    hub.dispose();
  }
}

/**
 * Puts a signalling server on `httpServer`, which the caller makes (with HTTP_SERVER_OPTIONS) and
 * lets listen, and which the signalling server closes.
 *
 * ```ts
 * const httpServer = createServer(HTTP_SERVER_OPTIONS);
 * const components = { logger, clock: SYSTEM_CLOCK, random: CRYPTO_RANDOM };
 * const signalling = createSignallingServer(httpServer, components, { webRoot });
 * httpServer.listen(0, '127.0.0.1');
 * // ...
 * await signalling.close();
 * ```
 */
export function createSignallingServer(
  httpServer: HttpServer,
  components: SignallingComponents,
  options: SignallingServerOptions = {},
): SignallingServer {
  return new ComposedServer(httpServer, components, options);
}
