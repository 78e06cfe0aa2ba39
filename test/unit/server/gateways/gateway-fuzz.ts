import type * as v from 'valibot';
import { Dispatcher } from '../../../../src/server/dispatcher';
import type { GatewayName } from '../../../../src/server/gateway-option';
import type { Gateway } from '../../../../src/server/gateways/gateway';
import { GatewayClient } from '../../../../src/server/gateways/gateway-client';
import { createGatewayCounters } from '../../../../src/server/gateways/gateway-counters';
import { SignallingHub } from '../../../../src/server/hub';
import { CRYPTO_RANDOM } from '../../../../src/server/random';
import { SILENT_LOGGER } from '../../../../src/shared/base/logger';
import type { Push } from '../../../../src/shared/protocol/events';
import { PROTOCOL_VERSION } from '../../../../src/shared/protocol/version';
import { FakeClock } from '../../../helpers/fake-clock';
import type { FuzzRun } from '../../../helpers/fuzz';
import { HeapBar } from '../../../helpers/heap-bar';
import { checkLags, LoopLag } from '../../../helpers/loop-lag';
import { payloadOf, pick, randomPayload, seededRandom } from '../../../helpers/random-payload';

/** Of the long form. */
export const INPUT_COUNT = 50_000;
const ROUNDS = 10;
const PASS_MS = 1_000;
const SDP = 'v=0\r\nm=video 9\r\na=ice-ufrag:zoe\r\na=sendrecv\r\n';

/** How messages of chance come at a gateway. */
export interface GatewayFlow {
  readonly name: GatewayName;
  readonly schema: v.GenericSchema;
  create(clock: FakeClock): Gateway;
  pathOf(name: string): string;
  /** What a client says to be there. */
  greetings(name: string): readonly object[];
  /** What an honest client says. `to`: somebody who is there. */
  honest(to: string): object;
  /** What members of a room are addressed as; left out: there are no rooms. */
  addressOf?(memberId: string): readonly string[];
}

const ROOM = 'studio';
/** Names that are there, so that some of the nonsense reaches somebody. */
const NAMES = ['eve', 'bob', 'zoe', 'echo', 'BOB'];

/** Field names under which somebody is addressed. */
const ADDRESSES = ['target', 'to', 'id', 'for', 'receiver'];

/** One fuzzed server: a gateway, a client that is honest, one that is not, and one of our own. */
class FuzzedGateway {
  readonly clock = new FakeClock();
  readonly counters = createGatewayCounters();
  readonly hub: SignallingHub;
  private readonly dispatcher: Dispatcher;
  private readonly gateway: Gateway;
  /** Ids of members of the room, as they are addressed. */
  private readonly addresses = new Set<string>();

  constructor(private readonly flow: GatewayFlow) {
    const components = { logger: SILENT_LOGGER, clock: this.clock, random: CRYPTO_RANDOM };
    this.hub = new SignallingHub(components, { rooms: { pools: 'auto' } });
    this.dispatcher = new Dispatcher(this.hub);
    this.gateway = flow.create(this.clock);
  }

  open(name: string): FuzzedClient {
    let isOpen = true;
    const facts = { ...this.facts(), id: CRYPTO_RANDOM.id() };
    const transport = {
      send: (text: string) => {
        JSON.parse(text);
      },
      close: () => (isOpen = false),
    };
    const begin = this.gateway.open(this.flow.pathOf(name))!;
    const { hub, dispatcher } = this;
    const parts = { hub, dispatcher };
    const via = this.flow.name;
    const client = new GatewayClient(via, facts, parts, transport, this.counters, begin);
    for (const each of this.flow.greetings(name)) client.receive(JSON.stringify(each));
    return { client, isOpen: () => isOpen };
  }

  /** Somebody of WebCRT's own, who offers, answers and makes connections anew. */
  openOwn(random: () => number): void {
    const connection = {
      ...this.facts(),
      id: CRYPTO_RANDOM.id(),
      via: null,
      knowsVia: true,
      push: (push: Push) => {
        const to = memberOf(push);
        if (to === null || random() < 0.2) return;
        const generation = random() < 0.1 ? 1 : 0;
        const type = random() < 0.5 ? 'offer' : 'answer';
        const signal = { kind: 'description', generation, type, sdp: SDP } as const;
        queueMicrotask(() => {
          ask('room:signal', { to, signal });
        });
      },
      close: () => undefined,
    };
    const session = this.hub.open(connection);
    const ask = (name: string, payload: object): void => {
      this.dispatcher.receive(session, [name, payload, () => undefined]);
    };
    ask('session:sign-in', { name: 'zoe', version: PROTOCOL_VERSION, presence: 'available' });
    if (this.flow.addressOf !== undefined) ask('room:join', { slug: ROOM });
  }

  /** Whom a client may address now. */
  addressees(): readonly string[] {
    const { flow } = this;
    if (flow.addressOf === undefined) return NAMES;
    const room = this.hub.rooms.find(ROOM);
    for (const { id } of room?.members ?? []) {
      for (const address of flow.addressOf(id)) this.addresses.add(address);
    }
    // Some of them are of those who have gone.
    if (this.addresses.size > 40) this.addresses.clear();
    return this.addresses.size === 0 ? NAMES : [...this.addresses];
  }

  private facts() {
    return { address: '192.0.2.1', addressKey: null, isGuest: false, host: undefined };
  }
}

interface FuzzedClient {
  readonly client: GatewayClient;
  isOpen(): boolean;
}

function memberOf(push: Push): string | null {
  if (push.name === 'room:joined') return push.payload.member.id;
  return push.name === 'room:signal' ? push.payload.from : null;
}

/** Sets each address in it to somebody who may be there. */
function address(value: unknown, random: () => number, addressees: readonly string[]): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, field] of Object.entries(value)) {
    if (ADDRESSES.includes(key) && random() < 0.8) {
      (value as Record<string, unknown>)[key] = pick(random, addressees);
    } else address(field, random, addressees);
  }
}

/** A text of a client: nonsense, or nearly what the gateway's messages are like, cut or not. */
function randomText(
  random: () => number,
  schema: v.GenericSchema,
  addressees: readonly string[],
): string {
  if (random() < 0.2) return JSON.stringify(randomPayload(random));
  const message = payloadOf(schema, random);
  if (typeof message !== 'object' || message === null) return JSON.stringify(message);
  address(message, random, addressees);
  const fields = message as Record<string, unknown>;
  if ('room' in fields && random() < 0.8) fields.room = ROOM;
  if (fields.type === 'rtc:join' && random() < 0.8) fields.data = { pool: ROOM };
  if (fields.type === 'profile' && random() < 0.8) fields.data = { username: 'eve' };
  if (random() < 0.1) fields[pick(random, ['from', 'name', '__proto__', 'type'])] = 'bob';
  const text = JSON.stringify(fields);
  return random() < 0.05 ? text.slice(0, Math.floor(random() * text.length)) : text;
}

/**
 * Sends a gateway messages of chance.
 * @throws {Error} when somebody else is put out, a handler fails, or anything is kept of it
 */
export async function fuzzGateway({ numRuns, seed }: FuzzRun, flow: GatewayFlow): Promise<void> {
  const title = `gateway ${flow.name}`;
  const random = seededRandom(seed);
  const fuzzed = new FuzzedGateway(flow);
  const { clock, hub, counters } = fuzzed;
  const heap = new HeapBar(title, numRuns);
  const lag = new LoopLag();
  const bob = fuzzed.open('bob');
  fuzzed.openOwn(random);
  let eve = fuzzed.open('eve');
  let count = 0;
  // A turn of the loop for each message, as when they come over a socket.
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const beHostile = async (): Promise<void> => {
    const end = count + numRuns / ROUNDS;
    for (; count < end; count += 1) {
      eve.client.receive(randomText(random, flow.schema, fuzzed.addressees()));
      await turn();
      if (!eve.isOpen() || random() < 0.01) {
        eve.client.handleSocketClosed();
        eve = fuzzed.open('eve');
      }
      if (count % 10 === 0) clock.pass(PASS_MS);
      if (!bob.isOpen()) throw new Error('somebody else was put out');
      heap.add();
    }
  };
  const beHonest = async (): Promise<void> => {
    for (let one = 0; one < numRuns / ROUNDS; one += 1) {
      bob.client.receive(JSON.stringify(flow.honest(pick(random, fuzzed.addressees()))));
      await turn();
      clock.pass(PASS_MS);
    }
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    await lag.during('hostile', beHostile);
    await lag.during('honest', beHonest);
  }
  eve.client.handleSocketClosed();
  heap.check();
  // The short form is over before there is anything to compare on a busy machine.
  if (numRuns === INPUT_COUNT) checkLags(title, lag.read());
  const { internalErrors } = hub.counters;
  process.stdout.write(
    `fuzz ${title}: ${counters.messages} messages, ${counters.refused} refused, ${internalErrors} failures\n`,
  );
  if (internalErrors > 0 || counters.refused === 0) throw new Error('a handler failed');
  if (!bob.isOpen() || hub.people.isHeld('bob')) throw new Error('somebody else was put out');
  hub.dispose();
}
