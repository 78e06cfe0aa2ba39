import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { type DefaultEventsMap, type DisconnectReason, Server, type Socket } from 'socket.io';
import type { Push, ServerToClientEvents } from '../shared/protocol/events';
import {
  CONNECTIONS_PER_ADDRESS,
  HEARTBEAT_INTERVAL_MS,
  HEARTBEAT_TIMEOUT_MS,
  MAX_MESSAGE_BYTES,
  MAX_OPEN_PER_ADDRESS,
  PUT_OUT_WAIT_MS,
  SIGN_IN_TIMEOUT_MS,
} from '../shared/protocol/limits';
import { PROTOCOL_VERSION } from '../shared/protocol/version';
import { HandshakeGate } from './handshake-gate';
import { BoundedWebSockets } from './bounded-web-sockets';
import { createWatchHandler } from './broadcast/watch-http';
import { WatchGate } from './broadcast/watch-gate';
import { serveWatchSockets } from './broadcast/watch-socket';
import { addressKeyOf, createAddressOf, createIsSecure, createIsTrusted } from './client-address';
import type { Connection } from './connection';
import type { Counters } from './counters';
import { Dispatcher } from './dispatcher';
import { HTTP_SERVER_OPTIONS } from './http-options';
import { type SignallingComponents, SignallingHub } from './hub';
import { EngineSockets } from './engine-guard';
import type { ClaimStore } from './identity/claim-store';
import { type GatewayOption, PLAIN_GATEWAY } from './gateway-option';
import { isKnownTo, isPlain, withoutVia } from './known-fields';
import type { HeldNames } from './name-tokens';
import { OpenConnections } from './open-connections';
import { type GatewayOptions, type GatewayStatus, openGateways } from './open-gateways';
import { isFromWebPage } from './origin';
import type { PoolClient, PoolVisit } from './pool-client';
import type { RateLimit, RateLimits } from './rate-limits';
import { RawSockets } from './raw-sockets';
import type { RosterSetting } from './roster/roster-mode';
import { refuseUpgrade } from './refuse-upgrade';
import { describeRequest, maySeeRequest } from './seen-request';
import type { RoomOptions } from './rooms/room-options';
import { createRoomsControl, type RoomsControl } from './rooms/rooms-control';
import type { Session } from './session';
import { hearAll, slimSocket } from './slim-socket';
import type { TurnOptions } from './turn/turn-accounts';
import { createHttpHandler, type HttpHandler } from './web-client';

export { ClientHub, type HubClient, type HubClientEvents, type HubVisitor } from './client-hub';
export { GATEWAY_NAMES, type GatewayName, type GatewayOption } from './gateway-option';
export { createConsoleLogger } from './console-logger';
export { HTTP_SERVER_OPTIONS } from './http-options';
export { HeldNamesFile } from './held-names-file';
export { ClaimFile, ClaimFileError } from './identity/claim-file';
export type { ClaimStore, KeptClaim } from './identity/claim-store';
export type { SignallingComponents } from './hub';
export type { HeldNames } from './name-tokens';
export { CRYPTO_RANDOM, type RandomSource } from './random';
export { FileRoomStore, RoomStoreError } from './rooms/file-room-store';
export { openSecret } from './secret-file';
export { SYSTEM_CLOCK, type ServerClock } from './system-clock';
export { readTurnOptions, readTurnSecret } from './turn/read-turn-secret';
export { TurnOptionsError, type TurnOptions } from './turn/turn-accounts';

export interface SignallingServerOptions {
  /** Exact origins of pages that may connect, besides the server's own and the desktop app's. */
  readonly allowedOrigins?: readonly string[];
  /**
   * Proxies in front: their addresses, ranges such as `10.0.0.0/8`, or `loopback`. Limits by
   * address then hold for whom they name in `X-Forwarded-For`, not for the proxy.
   */
  readonly trustedProxies?: readonly string[];
  /** The folder of the built web client, served at `/`; `null`: none. */
  readonly webRoot?: string | null;
  /**
   * What starts a server like this one, options left out: the web client names it to whoever asks
   * how to have one that friends reach. `webcrt-server`, the program of the package, unless said
   * otherwise.
   */
  readonly serverCommand?: string;
  /** New connections; for those that are open, there is `maxOpenPerAddress`. */
  readonly connectionsPerAddress?: RateLimit;
  /**
   * Connections open at the same time from one address (IPv6: from one /64), this machine excepted;
   * 20 unless said otherwise, 0: any number.
   */
  readonly maxOpenPerAddress?: number;
  /** Per person, in place of what `RATE_LIMITS` says. */
  readonly rateLimits?: Partial<RateLimits>;
  readonly rooms?: RoomOptions;
  /**
   * 32 bytes of chance that outlive the process, and that nobody else knows. With the same ones as
   * before, the server takes people back into the rooms that they were in; without, rooms that are
   * not kept end with the server.
   */
  readonly restartSecret?: Buffer;
  /**
   * Where the names in use are written down: a server that is restarted, with the same secret,
   * keeps each for whoever had it. Left out: names are anybody's then.
   */
  readonly heldNames?: HeldNames;
  /**
   * Where it is written down which names are for which keys; left out: the server forgets it when
   * it stops.
   */
  readonly claimedNames?: ClaimStore;
  /**
   * After so long without a sign-in by one of its keys a name is anybody's; `null`: never. 180 days
   * unless said otherwise.
   */
  readonly keepNamesMs?: number | null;
  /**
   * How clients reach this server, such as `https://calls.example`: they sign for what they
   * dialled, and nobody can pass on here what they signed for another server. Left out, whatever
   * host a request is for will do.
   */
  readonly publicUrls?: readonly string[];
  /**
   * Who is told that somebody comes or goes, and whether one may say something to all. `everybody`;
   * `contacts`: those who watch them; `auto` (the default): everybody, as long as there are few.
   */
  readonly roster?: RosterSetting;
  /**
   * The TURN server whose accounts people who are signed in get, one for each connection that they
   * make; left out: none. What cannot be used throws a TurnOptionsError.
   */
  readonly turn?: TurnOptions;
  /**
   * Ways in for programs that are not WebCRT; none unless said otherwise, and nothing of them is
   * loaded then.
   */
  readonly gateways?: readonly GatewayOption[];
  /**
   * Whether nobody else takes upgrades on `httpServer`: those to paths that are nobody's are then
   * answered with 404. Left out: somebody else has a second to write to them, and then they are
   * closed.
   */
  readonly isAlone?: boolean;
}

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

/** What follows it comes before anything is read; `queueMicrotask` makes more of it. */
const NEXT_STEP = Promise.resolve();

type RawSocket = ClientSocket['conn'];
/** What is known of a client from its first request on. */
type Client = Pick<Connection, 'address' | 'addressKey' | 'isGuest' | 'host' | 'via' | 'knowsVia'>;
type ClientSocket = Socket<DefaultEventsMap, ServerToClientEvents, DefaultEventsMap, Session>;
type SocketServer = Server<DefaultEventsMap, ServerToClientEvents, DefaultEventsMap, Session>;

/**
 * How long clients have to take the goodbye, and then to close their side, before they are cut off.
 */
const DRAIN_TIMEOUT_MS = 1_000;

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
  const hub = new SignallingHub(components, options);
  const rawSockets = new RawSockets(httpServer);
  const allowedOrigins = options.allowedOrigins ?? [];
  const isTrusted = createIsTrusted(options.trustedProxies ?? []);
  const addressOf = createAddressOf(isTrusted);
  const openConnections = new OpenConnections(options.maxOpenPerAddress ?? MAX_OPEN_PER_ADDRESS);
  const { clock } = components;
  const nameAddress = (address: string): string => hub.sealer.digest('logged address', address);
  let closing: Promise<void> | undefined;
  const isSecure = createIsSecure(isTrusted);
  const handshakeGate = new HandshakeGate(
    {
      addressOf,
      allowedOrigins,
      connectionsPerAddress: options.connectionsPerAddress ?? CONNECTIONS_PER_ADDRESS,
      openConnections,
      clock,
      nameAddress,
    },
    hub.counters,
    components.logger,
  );
  const watchGate = new WatchGate(hub.broadcasts, clock);
  hub.broadcasts.isOffered = true;
  serveWatchSockets(httpServer, watchGate, addressOf);
  httpServer.headersTimeout = HTTP_SERVER_OPTIONS.headersTimeout;
  httpServer.requestTimeout = HTTP_SERVER_OPTIONS.requestTimeout;
  // Before socket.io, which takes its own path and passes on the rest.
  httpServer.on(
    'request',
    createHttpHandler({
      webRoot: options.webRoot ?? null,
      serverCommand: options.serverCommand ?? 'webcrt-server',
      allowedOrigins,
      isReady: () => closing === undefined,
      isSecure,
      createWatch: (page) => createWatchHandler({ gate: watchGate, addressOf, page }),
      seenOf: (request) =>
        maySeeRequest(request.headers, hub.sealer, clock.nowMs())
          ? describeRequest(request, {
              address: addressOf(request),
              isSecure: isSecure(request),
              version: PROTOCOL_VERSION,
            })
          : null,
      otherwise: takeHandlers(httpServer),
    }),
  );
  const io = createSocketServer(httpServer, handshakeGate, allowedOrigins);
  const makeWait = (addressKey: string | null): void => {
    openConnections.makeWait(addressKey, clock.nowMs(), PUT_OUT_WAIT_MS);
  };
  hub.onKicked(({ addressKey }) => {
    makeWait(addressKey);
  });
  const handleFlood = ({ address, addressKey }: Pick<Client, 'address' | 'addressKey'>): void => {
    hub.counters.kicked += 1;
    const from = nameAddress(address);
    components.logger.log('warn', 'closing a connection', { from, why: 'too many packets' });
    makeWait(addressKey);
  };
  const engineSockets = new EngineSockets<Client>({
    handleFlood,
    handleClosed: ({ addressKey }) => {
      openConnections.remove(addressKey);
    },
  });
  const { gateways: asked = [] } = options;
  const hasGateways = asked.length > 0;
  const takesPlain = asked.some(({ name }) => name === PLAIN_GATEWAY);
  io.engine.on('connection', (socket: RawSocket) => {
    const address = addressOf(socket.request);
    const addressKey = addressKeyOf(address);
    const { origin, host } = socket.request.headers;
    // Where there are no gateways, there is nobody to say it of.
    const knowsVia = !hasGateways || isKnownTo(socket.request.url, 'via');
    const via = takesPlain && isPlain(socket.request.url) ? PLAIN_GATEWAY : null;
    // Nobody asks for it again, and it would stay in memory for as long as the connection.
    (socket as { request: IncomingMessage | null }).request = null;
    // Of many that come at once, more pass the door than there is place for.
    const isOneTooMany = openConnections.isFull(addressKey);
    openConnections.add(addressKey);
    engineSockets.add(socket, {
      address,
      addressKey,
      isGuest: isFromWebPage(origin),
      host,
      via,
      knowsVia,
    });
    if (isOneTooMany) socket.close(true);
  });
  const dispatcher = new Dispatcher(hub, options.rateLimits);
  const gateways = openGateways(httpServer, readGatewayOptions(options), {
    hub,
    dispatcher,
    handshakeGate,
    openConnections,
    addressOf,
    handleFlood,
  });
  const serveSocket = createServeSocket(hub, dispatcher);
  io.on('connection', (socket) => {
    slimSocket(socket);
    serveSocket(new SocketConnection(socket, engineSockets.clientOf(socket.conn)));
  });
  async function drain(): Promise<void> {
    components.logger.log('info', 'stopping', { people: hub.people.size });
    handshakeGate.shut();
    hub.stop();
    // A client that polls takes its goodbye with its next request.
    await engineSockets.whenEmpty(DRAIN_TIMEOUT_MS);
    const cut = setTimeout(() => {
      rawSockets.destroyAll();
    }, DRAIN_TIMEOUT_MS);
    await io.close();
    await hub.claims.flush();
    await gateways.whenLoaded;
    clearTimeout(cut);
    rawSockets.dispose();
    hub.dispose();
  }

  return {
    rooms: createRoomsControl(hub),
    watch: {
      gate: watchGate,
      setSshPort: (port) => {
        hub.broadcasts.sshPort = port;
      },
    },
    status: () => ({
      ...hub.counters,
      people: hub.people.size,
      calls: hub.calls.size,
      rooms: hub.rooms.size,
      broadcasts: hub.broadcasts.size,
      viewers: hub.broadcasts.viewers,
      openSockets: rawSockets.size,
      gateways: gateways.status(),
    }),
    takePoolClient: (client) => gateways.takePoolClient(client),
    close: () => (closing ??= drain()),
  };
}

/** Whoever answered requests so far does so from now on where this server has no answer. */
function takeHandlers(httpServer: HttpServer): HttpHandler | null {
  const handlers = httpServer.listeners('request') as HttpHandler[];
  httpServer.removeAllListeners('request');
  if (handlers.length === 0) return null;
  return (request, response) => {
    for (const handle of handlers) handle.call(httpServer, request, response);
  };
}

function readGatewayOptions({
  gateways = [],
  isAlone = false,
}: SignallingServerOptions): GatewayOptions {
  return { gateways, isAlone };
}

function createSocketServer(
  httpServer: HttpServer,
  handshakeGate: HandshakeGate,
  allowedOrigins: readonly string[],
): SocketServer {
  const io: SocketServer = new Server(httpServer, {
    transports: ['websocket', 'polling'],
    pingInterval: HEARTBEAT_INTERVAL_MS,
    pingTimeout: HEARTBEAT_TIMEOUT_MS,
    connectTimeout: SIGN_IN_TIMEOUT_MS,
    maxHttpBufferSize: MAX_MESSAGE_BYTES,
    wsEngine: BoundedWebSockets,
    httpCompression: false,
    serveClient: false,
    // For reading the answers of polling; who may ask at all is decided in allowRequest. Where
    // nobody else may, there is nothing to say.
    ...(allowedOrigins.length === 0 ? {} : { cors: { origin: [...allowedOrigins] } }),
    allowRequest: (request, answer) => {
      const admission = handshakeGate.admit(request);
      // engine.io listens one step after it took a websocket, and would miss what came along with
      // the request.
      if (admission.ok) {
        void NEXT_STEP.then(() => {
          answer(null, true);
        });
      } else if (request.headers.upgrade === undefined) answer(admission.message, false);
      else {
        // engine.io would answer with 400, which says that the client is at fault.
        refuseUpgrade(request.socket, admission);
      }
    },
  });
  // Each socket would be in a room of its own, through which others could broadcast to it.
  io.of('/').adapter.addAll = () => undefined;
  return io;
}

class SocketConnection implements Connection {
  readonly id: string;

  constructor(
    readonly socket: ClientSocket,
    private readonly client: Client,
  ) {
    this.id = socket.id;
  }

  get address(): string {
    return this.client.address;
  }

  get addressKey(): string | null {
    return this.client.addressKey;
  }

  get isGuest(): boolean {
    return this.client.isGuest;
  }

  get via(): string | null {
    return this.client.via;
  }

  get knowsVia(): boolean {
    return this.client.knowsVia;
  }

  get host(): string | undefined {
    return this.client.host;
  }

  push({ name, payload }: Push): void {
    // One call per push name would say the same thing thirteen times.
    (this.socket.emit as (name: string, payload: unknown) => boolean).call(
      this.socket,
      name,
      this.knowsVia ? payload : withoutVia(payload),
    );
  }

  close(): void {
    this.socket.disconnect(true);
  }
}

/**
 * Hears what a client says, and that it is gone, by two functions for all of them: closures of its
 * own would stay in memory for as long as each is here.
 */
function createServeSocket(
  hub: SignallingHub,
  dispatcher: Dispatcher,
): (connection: SocketConnection) => void {
  function handleEvent(this: ClientSocket, message: readonly unknown[]): void {
    dispatcher.receive(this.data, message);
  }
  function handleDisconnect(this: ClientSocket, reason: DisconnectReason): void {
    hub.components.logger.log('debug', 'a connection ended', { id: this.id, reason });
    hub.close(this.data, reason === 'client namespace disconnect' ? 'left' : 'broken');
    // There is no way back in over this one, and nothing would ever end it.
    this.conn.close();
  }
  return (connection) => {
    const { socket } = connection;
    socket.data = hub.open(connection);
    hearAll(socket, handleEvent);
    socket.on('disconnect', handleDisconnect);
  };
}
