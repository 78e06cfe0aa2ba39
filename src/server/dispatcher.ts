import {
  ADDRESS_FACTOR,
  BAD_REQUESTS,
  RATE_LIMITS,
  type RateLimitName,
} from '../shared/protocol/limits';
import type { RequestName } from '../shared/protocol/events';
import type { Refusal } from '../shared/protocol/messages';
import { parseRequest } from '../shared/protocol/parse';
import { HANDLERS } from './handlers';
import { type Answer, type Handler, refuse } from './handlers/handler';
import type { SignallingHub } from './hub';
import { withoutVia } from './known-fields';
import { type RateLimits, RateMeter } from './rate-limits';
import type { Session } from './session';
import { Strikes } from './strikes';
import type { ServerClock } from './system-clock';

function isRequestName(event: unknown): event is RequestName {
  return typeof event === 'string' && Object.hasOwn(HANDLERS, event);
}

/**
 * An acknowledgement is whatever function the client's message came with, if any; it counts once.
 */
function toAnswer(ack: unknown, knowsVia: boolean): (reply: unknown) => void {
  let isAnswered = false;
  return (reply) => {
    if (isAnswered || typeof ack !== 'function') return;
    isAnswered = true;
    (ack as (reply: unknown) => void)(knowsVia ? reply : withoutVia(reply));
  };
}

type Meters = Readonly<Record<RateLimitName, RateMeter>>;

/** @param factor how many times `limits` */
function createMeters(limits: RateLimits, clock: ServerClock, factor = 1): Meters {
  const create = (name: RateLimitName): RateMeter => {
    const { points, windowMs } = limits[name];
    return new RateMeter({ points: points * factor, windowMs }, clock);
  };
  return {
    chat: create('chat'),
    signal: create('signal'),
    call: create('call'),
    ringing: create('ringing'),
    room: create('room'),
    roomSignal: create('roomSignal'),
    event: create('event'),
    turn: create('turn'),
    broadcast: create('broadcast'),
    signIn: create('signIn'),
    other: create('other'),
  };
}

/**
 * The door: every message is counted, checked, parsed and handed to its handler, and none throws.
 */
export class Dispatcher {
  /** By person, or, before anybody signed in, by connection. */
  private readonly meters: Meters;
  private readonly addressMeters: Meters;
  private readonly badRequests: RateMeter;
  private readonly strikes: Strikes;

  constructor(
    private readonly hub: SignallingHub,
    rateLimits: Partial<RateLimits> = {},
  ) {
    const limits: RateLimits = { ...RATE_LIMITS, ...rateLimits };
    const { clock } = hub.components;
    this.meters = createMeters(limits, clock);
    this.addressMeters = createMeters(limits, clock, ADDRESS_FACTOR);
    this.badRequests = new RateMeter(BAD_REQUESTS, clock);
    this.strikes = new Strikes(clock);
  }

  /** One message of one client, as it came: its name, what it holds, and maybe a way to answer. */
  receive(session: Session, message: readonly unknown[]): void {
    const [event, first] = message;
    const answer = toAnswer(message.at(-1), session.connection.knowsVia);
    const payload = typeof first === 'function' ? undefined : first;
    const fail = (error: unknown): void => {
      this.fail(event, error);
      answer(refuse('server-error'));
    };
    try {
      if (!isRequestName(event)) this.refuseUnknown(session, answer);
      else this.request(event, session, payload, answer)?.catch(fail);
    } catch (error) {
      fail(error);
    }
  }

  /** Counts a message that is none: of somebody who speaks to the server in other words. */
  refuseMessage(session: Session): void {
    this.hub.counters.unknownEvents += 1;
    if (!session.isClosed) this.countBad(session);
  }

  private refuseUnknown(session: Session, answer: (reply: Refusal) => void): void {
    answer(refuse('bad-request'));
    this.refuseMessage(session);
  }

  /**
   * What takes time is a promise; most requests take none, and are answered before the next is
   * read.
   */
  private request<K extends RequestName>(
    name: K,
    session: Session,
    payload: unknown,
    answer: Answer<K>,
  ): Promise<void> | undefined {
    this.hub.counters.requests += 1;
    const handler: Handler<K> = HANDLERS[name];
    // Before anything costs time; a person's budget goes with them from connection to connection.
    if (this.isWithinLimit(handler.limit, session)) {
      return session.isClosed ? undefined : this.handle(name, handler, session, payload, answer);
    }
    answer(refuse('rate-limited'));
    return undefined;
  }

  private handle<K extends RequestName>(
    name: K,
    handler: Handler<K>,
    session: Session,
    payload: unknown,
    answer: Answer<K>,
  ): Promise<void> | undefined {
    const { hub } = this;
    if (handler.kind === 'stranger') {
      const early = handler.refuseUnparsed?.(payload) ?? null;
      if (early !== null) {
        answer(refuse(early));
        return undefined;
      }
    }
    const parsed = parseRequest(name, payload);
    if (!parsed.ok) {
      const { path, expected } = parsed.error;
      hub.components.logger.log('debug', 'malformed request', { name, path, expected });
      answer(refuse('bad-request'));
      this.countBad(session);
      return undefined;
    }
    const { member } = session;
    if (handler.kind === 'stranger') return handler.handle({ hub, session }, parsed.value, answer);
    if (member !== null) return handler.handle({ hub, session, member }, parsed.value, answer);
    answer(refuse('not-signed-in'));
    return undefined;
  }

  private isWithinLimit(name: RateLimitName, session: Session): boolean {
    const verdict = this.meters[name].count(keyOf(session));
    if (verdict.kind === 'within' && this.isWithinAddressLimit(name, session)) return true;
    this.hub.counters.rateLimited += 1;
    if (verdict.kind === 'within') return false;
    if (verdict.isFlood) this.hub.kick(session, 'flood');
    else if (verdict.isFirst && this.strikes.add(session)) this.hub.kick(session, 'rate limit');
    return false;
  }

  /** By names and connections of their own, somebody gets no further than this. */
  private isWithinAddressLimit(name: RateLimitName, { connection }: Session): boolean {
    const { addressKey } = connection;
    return addressKey === null || this.addressMeters[name].count(addressKey).kind === 'within';
  }

  private countBad(session: Session): void {
    this.hub.counters.badRequests += 1;
    const verdict = this.badRequests.count(session.connection.id);
    if (verdict.kind === 'over') this.hub.kick(session, 'malformed messages');
  }

  private fail(event: unknown, error: unknown): void {
    this.hub.counters.internalErrors += 1;
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.hub.components.logger.log('error', 'a handler failed', {
      event: String(event),
      what,
    });
  }
}

/** No name has a blank in it, so that none can use up a stranger's budget. */
function keyOf({ member, connection }: Session): string {
  return member === null ? ` ${connection.id}` : member.key;
}
