import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { addressKeyOf, type AddressOf } from '../client-address';
import type { Dispatcher } from '../dispatcher';
import type { GatewayName, GatewayOption } from '../gateway-option';
import type { HandshakeGate } from '../handshake-gate';
import type { SignallingHub } from '../hub';
import type { OpenConnections } from '../open-connections';
import { isFromWebPage } from '../origin';
import { refuseUpgrade } from '../refuse-upgrade';
import { ClivrtGateway } from './clivrt/clivrt-gateway';
import { FlitterGateway } from './flitter/flitter-gateway';
import type { Conversation, Gateway } from './gateway';
import { GatewayClient } from './gateway-client';
import { createGatewayCounters, type GatewayCounters } from './gateway-counters';
import { createUpgrader, GatewaySocket, type RawWebSocket } from './gateway-socket';

/** What the gateways share with the rest of the server. */
export interface GatewayServerParts {
  readonly hub: SignallingHub;
  readonly dispatcher: Dispatcher;
  readonly handshakeGate: HandshakeGate;
  readonly openConnections: OpenConnections;
  readonly addressOf: AddressOf;
  /** Somebody sent more than anybody has to say. */
  readonly handleFlood: (client: { address: string; addressKey: string | null }) => void;
}

type Begin = (client: GatewayClient) => Conversation;

/** The gateways that are open: takes the upgrades to their paths, and leaves all others alone. */
export class GatewayServer {
  private readonly gateways: readonly Gateway[];
  private readonly counters = new Map<GatewayName, GatewayCounters>();
  private readonly upgrader = createUpgrader();

  constructor(
    private readonly parts: GatewayServerParts,
    options: readonly GatewayOption[],
  ) {
    this.gateways = createGateways(options, parts.hub);
    for (const { name } of this.gateways) this.counters.set(name, createGatewayCounters());
  }

  /** What happened at each so far. */
  status(): ReadonlyMap<GatewayName, Readonly<GatewayCounters>> {
    return this.counters;
  }

  /** `false`: the path is nobody's here. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
    const path = request.url?.split('?')[0] ?? '';
    for (const gateway of this.gateways) {
      const begin = gateway.open(path);
      if (begin === null) continue;
      this.admit(gateway.name, begin, { request, socket, head });
      return true;
    }
    return false;
  }

  private admit(
    name: GatewayName,
    begin: Begin,
    { request, socket, head }: { request: IncomingMessage; socket: Duplex; head: Buffer },
  ): void {
    const admission = this.parts.handshakeGate.admit(request);
    if (!admission.ok) {
      refuseUpgrade(socket, admission);
      return;
    }
    this.upgrader.handleUpgrade(request, socket, head, (websocket) => {
      this.serve(name, begin, request, websocket);
    });
  }

  private serve(
    name: GatewayName,
    begin: Begin,
    request: IncomingMessage,
    socket: RawWebSocket,
  ): void {
    const { hub, dispatcher, openConnections, addressOf, handleFlood } = this.parts;
    const counters = this.counters.get(name) ?? createGatewayCounters();
    const address = addressOf(request);
    const addressKey = addressKeyOf(address);
    const { origin, host } = request.headers;
    openConnections.add(addressKey);
    counters.open += 1;
    counters.connections += 1;
    const transport = new GatewaySocket(socket, hub.components.clock, {
      handleText: (text) => {
        client.receive(text);
      },
      handleBytes: () => {
        client.refuse();
      },
      handleFlood: () => {
        handleFlood({ address, addressKey });
      },
      handleClosed: () => {
        counters.open -= 1;
        openConnections.remove(addressKey);
        client.handleSocketClosed();
      },
    });
    const id = hub.components.random.id();
    const facts = { id, address, addressKey, isGuest: isFromWebPage(origin), host };
    const client = new GatewayClient(name, facts, { hub, dispatcher }, transport, counters, begin);
  }
}

function createGateways(options: readonly GatewayOption[], hub: SignallingHub): Gateway[] {
  const gateways: Gateway[] = [];
  if (options.some(({ name }) => name === 'clivrt')) gateways.push(new ClivrtGateway());
  const rooms = options.flatMap(({ name, room }) => (name === 'flitter' && room ? [room] : []));
  if (rooms.length > 0) gateways.push(new FlitterGateway(rooms, hub.components.clock));
  return gateways;
}
