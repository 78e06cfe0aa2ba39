import { createServer, type IncomingMessage, type Server as HttpServer } from 'node:http';
import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import { parseUrl } from '../../shared/base/parse-url';
import type { Counters } from '../counters';
import type { GatewayCounters } from '../gateways/gateway-counters';
import { HTTP_SERVER_OPTIONS } from '../http-options';
import type { ServerStatus } from '../index';
import { isRebound } from '../origin';

type Told = readonly [name: string, help: string];

/** What is only ever counted up: a name, and what it says to whoever looks at it. */
const COUNTED: Readonly<Record<keyof Counters, Told>> = {
  connections: ['webcrt_connections_total', 'Connections that were let in'],
  refusedConnections: ['webcrt_refused_connections_total', 'Connections that were not let in'],
  requests: ['webcrt_requests_total', 'Requests of clients'],
  badRequests: ['webcrt_bad_requests_total', 'Requests that were malformed'],
  unknownEvents: ['webcrt_unknown_events_total', 'Requests that this server does not know'],
  rateLimited: ['webcrt_rate_limited_total', 'Requests refused for being too many'],
  kicked: ['webcrt_kicked_total', 'Connections closed for breaking the rules'],
  internalErrors: ['webcrt_internal_errors_total', 'Requests that failed by a fault of the server'],
};

/** How many there are now. */
const PRESENT: Readonly<Record<Exclude<keyof ServerStatus, keyof Counters | 'gateways'>, Told>> = {
  people: ['webcrt_people', 'People who are signed in, or may come back to their name'],
  calls: ['webcrt_calls', 'Calls that ring or are up'],
  rooms: ['webcrt_rooms', 'Rooms that are open'],
  broadcasts: ['webcrt_broadcasts', 'Stages that are shown to whoever has their address'],
  viewers: ['webcrt_viewers', 'Terminals, browsers and players that show them'],
  openSockets: ['webcrt_open_sockets', 'Open connections of TCP'],
};

/** The same of each gateway, by its name. */
const AT_GATEWAYS: Readonly<Record<Exclude<keyof GatewayCounters, 'open'>, Told>> = {
  connections: ['webcrt_gateway_connections_total', 'Connections that came by a gateway'],
  messages: ['webcrt_gateway_messages_total', 'Messages of those who came by a gateway'],
  refused: ['webcrt_gateway_refused_total', 'Messages at a gateway that were not understood'],
};
const OPEN_AT_GATEWAYS: Told = ['webcrt_gateway_open', 'Connections by a gateway that are open'];

/** How the server and its process are, for Prometheus; numbers only, and nobody's name. */
export function createMetrics(status: () => ServerStatus): Registry {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  for (const [key, [name, help]] of entriesOf(COUNTED)) {
    new Counter({
      name,
      help,
      registers,
      collect() {
        this.reset();
        this.inc(status()[key]);
      },
    });
  }
  for (const [key, [name, help]] of entriesOf(PRESENT)) {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(status()[key]);
      },
    });
  }
  addGateways(registry, status);
  return registry;
}

function addGateways(registry: Registry, status: () => ServerStatus): void {
  const common = { registers: [registry], labelNames: ['gateway'] };
  for (const [key, [name, help]] of entriesOf(AT_GATEWAYS)) {
    new Counter({
      ...common,
      name,
      help,
      collect() {
        this.reset();
        for (const [gateway, counters] of status().gateways) this.inc({ gateway }, counters[key]);
      },
    });
  }
  const [name, help] = OPEN_AT_GATEWAYS;
  new Gauge({
    ...common,
    name,
    help,
    collect() {
      for (const [gateway, { open }] of status().gateways) this.set({ gateway }, open);
    },
  });
}

function entriesOf<K extends string, T>(record: Readonly<Record<K, T>>): [K, T][] {
  return Object.entries(record) as [K, T][];
}

/** A page whose name was made to point here would read along with whoever's browser it is in. */
function isFromElsewhere({ headers: { host }, socket }: IncomingMessage): boolean {
  const asked = parseUrl(`http://${host ?? ''}`);
  return asked === null || isRebound(asked.hostname, socket.localAddress ?? '');
}

/**
 * Answers `GET /metrics`, and nothing else: a server of its own, so that it can be kept inside. On
 * this machine's own address it has to be asked for by a name of this machine.
 *
 * @param registry `null`: there is nothing to tell yet.
 */
export function createMetricsServer(registry: () => Registry | null): HttpServer {
  return createServer(HTTP_SERVER_OPTIONS, (request, response) => {
    if (isFromElsewhere(request)) {
      response.writeHead(403).end();
      return;
    }
    const isAsked = request.url?.split('?')[0] === '/metrics';
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const metrics = registry();
    if (!isAsked || !isRead || metrics === null) {
      response.writeHead(!isAsked ? 404 : isRead ? 503 : 405).end();
      return;
    }
    void metrics.metrics().then((text) => {
      const headers = { 'Content-Type': metrics.contentType, 'Cache-Control': 'no-store' };
      response.writeHead(200, headers).end(text);
    });
  });
}
