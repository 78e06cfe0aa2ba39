import type { Disposable } from '../../shared/base/lifecycle';
import type { Push, Reply, RequestName, RequestPayload } from '../../shared/protocol/events';
import type { Connection } from '../connection';
import type { Dispatcher } from '../dispatcher';
import type { GatewayName } from '../gateway-option';
import type { SignallingHub } from '../hub';
import type { Session } from '../session';
import type { Conversation } from './gateway';
import type { GatewayCounters } from './gateway-counters';

/** How a client is reached. */
export interface GatewayTransport {
  /** Sends; one that is closed drops it. */
  send(text: string): void;
  /** Closes from this side. Closing twice does nothing. */
  close(): void;
}

/** What is known of a client from its first request on. */
export type GatewayClientFacts = Pick<
  Connection,
  'id' | 'address' | 'addressKey' | 'isGuest' | 'host'
>;

/** What clients by gateways are served with. */
export interface GatewayParts {
  readonly hub: SignallingHub;
  readonly dispatcher: Dispatcher;
}

/**
 * A foreign client as the hub sees it: one more connection, whose requests go the way of all
 * others, past limits, strikes and parsers.
 */
export class GatewayClient implements Connection {
  readonly id: string;
  readonly address: string;
  readonly addressKey: string | null;
  readonly isGuest: boolean;
  readonly host: string | undefined;
  readonly knowsVia = true;
  private readonly session: Session;
  private readonly conversation: Conversation;
  private isOver = false;
  private hasSocket = true;

  constructor(
    readonly via: GatewayName,
    facts: GatewayClientFacts,
    private readonly parts: GatewayParts,
    private readonly transport: GatewayTransport,
    private readonly counters: GatewayCounters,
    begin: (client: GatewayClient) => Conversation,
  ) {
    this.id = facts.id;
    this.address = facts.address;
    this.addressKey = facts.addressKey;
    this.isGuest = facts.isGuest;
    this.host = facts.host;
    this.session = parts.hub.open(this);
    this.conversation = begin(this);
  }

  /** Asks the hub; it answers before it tells anybody what came of it. */
  ask<K extends RequestName>(
    name: K,
    payload: RequestPayload<K>,
    then: (reply: Reply<K>) => void = () => undefined,
  ): void {
    if (this.isOver) return;
    const ack = (reply: unknown): void => {
      then(reply as Reply<K>);
    };
    this.parts.dispatcher.receive(this.session, [name, payload, ack]);
  }

  /** One message of the client, as it came. */
  receive(text: string): void {
    if (this.isOver) return;
    this.counters.messages += 1;
    this.conversation.receive(text);
  }

  /** It said what nobody understands, or what it may not: counted, and too many end it. */
  refuse(): void {
    if (this.isOver) return;
    this.counters.refused += 1;
    this.parts.dispatcher.refuseMessage(this.session);
  }

  /** Tells the client something, in its own words. */
  say(message: Readonly<Record<string, unknown>>): void {
    if (!this.isOver) this.transport.send(JSON.stringify(message));
  }

  push(push: Push): void {
    // Behind the answer to the request that causes it, whoever of the two ends made that: the hub
    // tells the callee of a call before it answers the caller, and this end may answer at once.
    queueMicrotask(() => {
      if (!this.isOver) this.conversation.handlePush(push);
    });
  }

  /** Milliseconds since 1970. */
  nowMs(): number {
    return this.parts.hub.components.clock.nowMs();
  }

  /** Milliseconds of a clock that only ever goes on. */
  monotonicMs(): number {
    return this.parts.hub.components.clock.monotonicMs();
  }

  /** Calls `run` after so long, unless that is disposed of. */
  after(delayMs: number, run: () => void): Disposable {
    return this.parts.hub.components.clock.after(delayMs, run);
  }

  /** What is sent before still arrives. */
  close(): void {
    queueMicrotask(() => {
      if (this.hasSocket) this.transport.close();
      else this.end();
    });
  }

  /** Its socket is gone, which is its end unless what it does needs none. */
  handleSocketClosed(): void {
    this.hasSocket = false;
    if (this.conversation.isStaying?.() !== true) this.end();
  }

  /** It is over by a socket that is gone: nobody of these programs knows how to come back to it. */
  endWithoutSocket(): void {
    if (!this.hasSocket) this.end();
  }

  /** It is gone, and its name is free. */
  end(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.parts.hub.close(this.session, 'left');
    this.conversation.handleClosed?.();
  }
}
