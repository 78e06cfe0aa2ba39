import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { toDisposable } from '../../shared/base/lifecycle';
import { MAX_MESSAGE_BYTES } from '../../shared/protocol/limits';
import type { RawWebSocket } from '../bounded-web-sockets';
import { addressKeyOf, type AddressOf } from '../client-address';
import type { Dispatcher } from '../dispatcher';
import type { GatewayName, GatewayOption } from '../gateway-option';
import type { HandshakeGate } from '../handshake-gate';
import type { SignallingHub } from '../hub';
import type { OpenConnections } from '../open-connections';
import { isFromWebPage } from '../origin';
import type { PoolClient, PoolVisit } from '../pool-client';
import { refuseUpgrade } from '../refuse-upgrade';
import { ClivrtGateway } from './clivrt/clivrt-gateway';
import { FlitterGateway } from './flitter/flitter-gateway';
import type { Conversation, Gateway } from './gateway';
import { GatewayClient, type GatewayClientFacts, type GatewayTransport } from './gateway-client';
import { createGatewayCounters, type GatewayCounters } from './gateway-counters';
import { createUpgrader, GatewaySocket } from './gateway-socket';
import { PacketBudget } from '../packet-budget';
import { RtcChatGateway } from './rtc-chat/rtc-chat-gateway';
import { POOL_PATH, RtcpoolGateway } from './rtcpool/rtcpool-gateway';

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

  /**
   * A client over a connection that is not the server's own.
   * @throws {Error} when it comes by a gateway that is not open
   */
  take({ address, name = '', send, close }: PoolClient): PoolVisit {
    const path = name === '' ? POOL_PATH : `${POOL_PATH}/${encodeURIComponent(name)}`;
    const begin = this.gateways.find((gateway) => gateway.name === 'rtcpool')?.open(path);
    if (!begin) throw new Error('rtcpool is not among the gateways of this server.');
    const isOneTooMany = this.parts.openConnections.isFull(addressKeyOf(address));
    const budget = new PacketBudget(() => this.parts.hub.components.clock.monotonicMs());
    const arrival = { address, isGuest: true, host: undefined };
    const visit = this.open('rtcpool', begin, arrival, { send, close });
    if (isOneTooMany) close();
    return {
      receive: (text) => {
        if (isOneTooMany) return;
        if (budget.take() && text.length <= MAX_MESSAGE_BYTES) visit.client.receive(text);
        else {
          visit.client.refuse();
          close();
        }
      },
      end: visit.end,
    };
  }

  private serve(
    name: GatewayName,
    begin: Begin,
    request: IncomingMessage,
    socket: RawWebSocket,
  ): void {
    const { hub, addressOf, handleFlood } = this.parts;
    const address = addressOf(request);
    const { origin, host } = request.headers;
    const transport = new GatewaySocket(socket, hub.components.clock, {
      handleText: (text) => {
        client.receive(text);
      },
      handleBytes: () => {
        client.refuse();
      },
      handleFlood: () => {
        handleFlood({ address, addressKey: addressKeyOf(address) });
      },
      handleClosed: () => {
        end();
      },
    });
    const arrival = { address, isGuest: isFromWebPage(origin), host };
    const { client, end } = this.open(name, begin, arrival, transport);
  }

  private open(
    name: GatewayName,
    begin: Begin,
    arrival: Pick<GatewayClientFacts, 'address' | 'isGuest' | 'host'>,
    transport: GatewayTransport,
  ): { readonly client: GatewayClient; readonly end: () => void } {
    const { hub, dispatcher, openConnections } = this.parts;
    const counters = this.counters.get(name) ?? createGatewayCounters();
    const addressKey = addressKeyOf(arrival.address);
    openConnections.add(addressKey);
    counters.open += 1;
    counters.connections += 1;
    const facts = { ...arrival, id: hub.components.random.id(), addressKey };
    const client = new GatewayClient(name, facts, { hub, dispatcher }, transport, counters, begin);
    const gone = toDisposable(() => {
      counters.open -= 1;
      openConnections.remove(addressKey);
      client.handleSocketClosed();
    });
    const end = (): void => {
      gone.dispose();
    };
    return { client, end };
  }
}

function createGateways(options: readonly GatewayOption[], hub: SignallingHub): Gateway[] {
  const { clock, random } = hub.components;
  const rooms = options.flatMap(({ name, room }) => (name === 'flitter' && room ? [room] : []));
  // Whoever speaks WebCRT's own signalling comes by its path.
  const create: Partial<Record<GatewayName, () => Gateway>> = {
    clivrt: () => new ClivrtGateway(),
    flitter: () => new FlitterGateway(rooms, clock),
    rtcpool: () => new RtcpoolGateway(random),
    'rtc-chat': () => new RtcChatGateway(),
  };
  const names = new Set(options.map(({ name }) => name));
  return [...names].flatMap((name) => create[name]?.() ?? []);
}
