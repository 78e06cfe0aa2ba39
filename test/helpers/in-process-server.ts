import { CRYPTO_RANDOM } from '../../src/server/index';
import type { Connection } from '../../src/server/connection';
import { Dispatcher } from '../../src/server/dispatcher';
import { type HubOptions, SignallingHub } from '../../src/server/hub';
import { createRoomsControl, type RoomsControl } from '../../src/server/rooms/rooms-control';
import type { Session } from '../../src/server/session';
import { SILENT_LOGGER } from '../../src/shared/base/logger';
import type { Push } from '../../src/shared/protocol/events';
import type { Signer } from '../../src/shared/identity/signer';
import type { AccountKeeper, KeptAccount } from '../../src/shared/signalling/account-keeper';
import type { RawSocket, SocketEvent } from '../../src/shared/signalling/server-connection';
import type {
  AppRequestName,
  SignallingApi,
  SignallingState,
} from '../../src/shared/signalling/signalling-api';
import { SignallingClient } from '../../src/shared/signalling/signalling-client';
import type { FakeClock } from './fake-clock';

/** How long a client that lost the server waits before each attempt to come back. */
const RETRY_MS = 1_000;

/** A server from its start to its end. */
interface Run {
  readonly hub: SignallingHub;
  readonly dispatcher: Dispatcher;
}

/** What a device keeps of sign-ins over the pages that are opened on it, by name. */
export type Device = Map<string, KeptAccount>;

/** As over a network: never within the call of whoever caused it, in order, and a copy. */
function later(payload: unknown, take: (copy: unknown) => void): void {
  const text = payload === undefined ? undefined : JSON.stringify(payload);
  queueMicrotask(() => {
    take(text === undefined ? undefined : JSON.parse(text));
  });
}

/**
 * Both ends of one connection: the server's as the hub knows it, the client's as a SignallingClient
 * does.
 */
class InProcessSocket implements Connection, RawSocket {
  readonly address = '127.0.0.1';
  readonly addressKey = null;
  readonly isGuest = false;
  readonly via = null;
  readonly knowsVia = true;
  readonly host = 'in-process';
  private readonly session: Session;
  private isOpen = true;

  constructor(
    private readonly run: Run,
    readonly id: string,
    private readonly handle: (event: SocketEvent) => void,
  ) {
    this.session = run.hub.open(this);
    later(undefined, () => {
      if (this.isOpen) handle({ kind: 'connected', id });
    });
  }

  push({ name, payload }: Push): void {
    later(payload, (copy) => {
      if (this.isOpen) this.handle({ kind: 'pushed', name, payload: copy });
    });
  }

  emit(name: string, payload: unknown, ack: (reply: unknown) => void): void {
    const answer = (reply: unknown): void => {
      later(reply, (copy) => {
        if (this.isOpen) ack(copy);
      });
    };
    later(payload, (copy) => {
      if (this.isOpen) this.run.dispatcher.receive(this.session, [name, copy, answer]);
    });
  }

  /** The server closes it, after what it has sent. */
  close(): void {
    later(undefined, () => {
      this.cut('closed by the server');
    });
  }

  /** The client lets go of it. */
  dispose(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.run.hub.close(this.session, 'broken');
  }

  /** It breaks: both ends notice at once. */
  cut(why: string): void {
    if (!this.isOpen) return;
    this.dispose();
    this.handle({ kind: 'lost', why });
  }
}

/**
 * The product's own server and clients in one process: all of both but the sockets between them.
 */
export class InProcessServer {
  private readonly clients: InProcessClient[] = [];
  private run: Run;
  private socketCount = 0;

  constructor(
    readonly clock: FakeClock,
    private readonly options: HubOptions = {},
  ) {
    this.run = this.start();
  }

  get openCalls(): number {
    return this.run.hub.calls.size;
  }

  /** What the program that the server is part of can do with its rooms. */
  get rooms(): RoomsControl {
    return createRoomsControl(this.run.hub);
  }

  /** Somebody who may sign in, unless said otherwise on a device of their own. */
  client(name: string, device: Device = new Map(), signer?: Signer): InProcessClient {
    const client = new InProcessClient(this, name, device, signer);
    this.clients.push(client);
    return client;
  }

  /**
   * Dies without a word to anybody, and is started anew; whoever was connected comes back when told
   * to.
   */
  crash(): void {
    const { hub } = this.run;
    this.run = this.start();
    hub.dispose();
    for (const client of this.clients) client.drop();
  }

  open(handle: (event: SocketEvent) => void): InProcessSocket {
    this.socketCount += 1;
    return new InProcessSocket(this.run, `socket-${this.socketCount}`, handle);
  }

  private start(): Run {
    const components = { logger: SILENT_LOGGER, clock: this.clock, random: CRYPTO_RANDOM };
    const hub = new SignallingHub(components, this.options);
    return { hub, dispatcher: new Dispatcher(hub) };
  }
}

/** One page and its connection to the server, which breaks and comes back when a test says so. */
export class InProcessClient implements Pick<SignallingApi, 'request' | 'onPush' | 'onState'> {
  /** Every request that was made, by name. */
  readonly asked: AppRequestName[] = [];
  private readonly signalling: SignallingClient;
  private socket: InProcessSocket | null = null;
  private isUp = true;
  private lastState: SignallingState = { kind: 'signed-out' };

  constructor(
    private readonly server: InProcessServer,
    readonly name: string,
    readonly device: Device,
    /** Left out: a guest without a key. */
    signer?: Signer,
  ) {
    this.signalling = new SignallingClient({
      logger: SILENT_LOGGER,
      clock: server.clock,
      policy: { nextRetryDelayInMs: () => RETRY_MS },
      keeper: keeperOf(name, device),
      ...(signer && { signer: () => Promise.resolve(signer) }),
      openSocket: () => (handle) => this.open(handle),
    });
    this.signalling.onState((state) => {
      this.lastState = state;
    });
  }

  readonly request: SignallingApi['request'] = (name, payload) => {
    this.asked.push(name);
    return this.signalling.request(name, payload);
  };

  readonly onPush: SignallingApi['onPush'] = (listener) => this.signalling.onPush(listener);

  readonly onState: SignallingApi['onState'] = (listener) => this.signalling.onState(listener);

  /** The state now. */
  get state(): SignallingState {
    return this.lastState;
  }

  async signIn(): Promise<void> {
    const { name } = this;
    const outcome = await this.signalling.signIn({
      server: 'ws://in-process',
      name,
      presence: 'available',
    });
    if (!outcome.ok) throw new Error(`${name} was not signed in: ${outcome.reason}`);
  }

  signOut(): Promise<void> {
    return this.signalling.signOut({ force: false });
  }

  /** The connection breaks, and no other one comes up ... */
  drop(): void {
    this.isUp = false;
    this.socket?.cut('the network is gone');
  }

  /** ... until now: the client is back at its next attempt. */
  async resume(): Promise<void> {
    this.isUp = true;
    await this.server.clock.advance(RETRY_MS);
  }

  private open(handle: (event: SocketEvent) => void): RawSocket {
    if (this.isUp) return (this.socket = this.server.open(handle));
    later(undefined, () => {
      handle({ kind: 'lost', why: 'there is no network' });
    });
    return { emit: () => undefined, dispose: () => undefined };
  }
}

function keeperOf(name: string, device: Device): AccountKeeper {
  return {
    claim: () => Promise.resolve(device.get(name) ?? null),
    keep: (account) => {
      device.set(name, account);
    },
    forget: () => {
      device.delete(name);
    },
  };
}
