import { type Event, Emitter } from '../shared/base/emitter';
import { type Disposable, DisposableStore } from '../shared/base/lifecycle';
import type { Logger } from '../shared/base/logger';
import type { Push } from '../shared/protocol/events';
import { DAY_MS } from '../shared/people/duration';
import { MAX_RETRY_SPREAD_MS, SIGN_IN_TIMEOUT_MS } from '../shared/protocol/limits';
import { Broadcasts, type Talk } from './broadcast/broadcasts';
import type { CreateDelta } from './broadcast/grid-feed';
import { CallRegistry } from './calls';
import type { Connection, ConnectionEnd } from './connection';
import { type Counters, createCounters } from './counters';
import type { ClaimStore } from './identity/claim-store';
import { NameClaims } from './identity/name-claims';
import { type HeldNames, NameTokens } from './name-tokens';
import { type Member, PeopleRegistry } from './people';
import type { RandomSource } from './random';
import { type Listener, RecentLines } from './recent-lines';
import { RoomService } from './rooms/room-service';
import type { RosterSetting } from './roster/roster-mode';
import { RosterService } from './roster/roster-service';
import { DEFAULT_MAX_ROOMS, type RoomOptions } from './rooms/room-options';
import { RoomRegistry } from './rooms/room-registry';
import { RoomTickets } from './rooms/room-tickets';
import { Sealer } from './sealer';
import { createSession, type Session, stopSignInTimer } from './session';
import type { ServerClock } from './system-clock';
import { TurnAccounts, type TurnOptions } from './turn/turn-accounts';

/** What a server is made of, passed in so that tests can put in their own. */
export interface SignallingComponents {
  readonly logger: Logger;
  readonly clock: ServerClock;
  readonly random: RandomSource;
  /** What writes broadcasts for terminals; left out: the one without WebAssembly. */
  readonly createDelta?: CreateDelta | undefined;
}

/** As in `SignallingServerOptions`. */
export interface HubOptions {
  readonly rooms?: RoomOptions | undefined;
  readonly restartSecret?: Buffer | undefined;
  readonly heldNames?: HeldNames | undefined;
  readonly roster?: RosterSetting | undefined;
  readonly claimedNames?: ClaimStore | undefined;
  readonly keepNamesMs?: number | null | undefined;
  readonly publicUrls?: readonly string[] | undefined;
  readonly turn?: TurnOptions | undefined;
}

/** Of names, unless said otherwise. */
const DEFAULT_KEEP_NAMES_MS = 180 * DAY_MS;

/**
 * Everybody's sessions, names, calls and rooms, and the ways to tell them something. Knows no
 * socket.
 */
export class SignallingHub implements Disposable {
  readonly counters: Counters = createCounters();
  readonly people: PeopleRegistry;
  readonly claims: NameClaims;
  /** How this server is reached; none: it does not know. */
  readonly publicUrls: readonly string[];
  readonly roster: RosterService;
  readonly calls: CallRegistry;
  readonly rooms: RoomRegistry;
  readonly roomService: RoomService;
  readonly recentLines: RecentLines;
  readonly broadcasts: Broadcasts;
  readonly tickets: RoomTickets;
  readonly sealer: Sealer;
  /** `null`: there is no TURN server. */
  readonly turn: TurnAccounts | null;
  /** Names this server from its start to its end. */
  readonly run: string;
  private readonly sessions = new Map<Connection, Session>();
  private readonly kickedEmitter = new Emitter<Connection>();
  /** Somebody was put out for breaking the rules. */
  readonly onKicked: Event<Connection> = this.kickedEmitter.event;
  private readonly disposables = new DisposableStore();
  private isStopping = false;

  constructor(
    readonly components: SignallingComponents,
    options: HubOptions = {},
  ) {
    const { clock, random, logger } = components;
    const { rooms: roomOptions = {} } = options;
    const tell = (key: string, push: Push): void => {
      this.tell(key, push);
    };
    const createId = (): string => random.id();
    this.run = random.id();
    this.sealer = new Sealer(options.restartSecret);
    this.recentLines = new RecentLines(clock);
    this.turn = options.turn === undefined ? null : new TurnAccounts(options.turn, clock, random);
    const { heldNames = null } = options;
    const createToken = (): string => random.token();
    const tokenMakers = { sealer: this.sealer, createId, createToken };
    const nameTokens = new NameTokens({ ...tokenMakers, clock, heldNames });
    this.claims = this.disposables.add(
      new NameClaims({
        clock,
        store: options.claimedNames ?? null,
        keepMs: options.keepNamesMs === undefined ? DEFAULT_KEEP_NAMES_MS : options.keepNamesMs,
        handleError: (error) => {
          logger.log('error', 'could not keep the claimed names', { error: String(error) });
        },
      }),
    );
    this.publicUrls = options.publicUrls ?? [];
    this.people = this.disposables.add(
      new PeopleRegistry(clock, this.disposables.add(nameTokens), this.claims),
    );
    this.roster = this.disposables.add(
      new RosterService({ clock, people: this.people, tell }, options.roster),
    );
    this.calls = this.disposables.add(
      new CallRegistry({
        clock,
        createId,
        tell,
        isInRoom: (key) => this.rooms.roomOf(key) !== undefined,
      }),
    );
    const maxRooms = roomOptions.maxRooms ?? DEFAULT_MAX_ROOMS;
    this.rooms = this.disposables.add(new RoomRegistry({ clock, createId, tell, maxRooms }));
    this.roomService = this.disposables.add(
      new RoomService(
        {
          registry: this.rooms,
          clock,
          random,
          logger,
          digest: (text) => this.sealer.digest('room door', text),
        },
        roomOptions,
      ),
    );
    this.broadcasts = this.disposables.add(
      new Broadcasts({
        ...{ clock, createId, tell, talkOf: (key) => this.talkOf(key) },
        createDelta: components.createDelta,
      }),
    );
    const { rooms: registry, roomService, sealer, run } = this;
    this.tickets = new RoomTickets({ registry, roomService, sealer, clock, run });
    this.disposables.add(
      this.rooms.onChanged((room) => {
        for (const { key } of room.guests) this.giveTicket(key);
      }),
    );
    this.disposables.add(
      this.people.onExpired((member) => {
        this.roster.forget(member);
        this.calls.lose(member.key);
        this.rooms.lose(member.key, 'lost');
      }),
    );
  }

  open(connection: Connection): Session {
    this.counters.connections += 1;
    const session = createSession(connection);
    this.sessions.set(connection, session);
    if (this.isStopping) this.sayGoodbye(session);
    else this.awaitSignIn(session);
    return session;
  }

  /** The connection is gone: its name and call end with a goodbye, and wait without one. */
  close(session: Session, end: ConnectionEnd): void {
    this.retire(session);
    if (session.member === null) return;
    if (end === 'left') this.signOut(session);
    else this.hold(session.member);
    session.member = null;
  }

  /** Puts somebody out who broke the rules: no name and no call waits for them. */
  kick(session: Session, why: string): void {
    if (session.isClosed) return;
    this.counters.kicked += 1;
    this.components.logger.log('warn', 'closing a connection', {
      id: session.connection.id,
      why,
    });
    const { member } = session;
    if (member !== null) {
      this.calls.lose(member.key);
      this.rooms.lose(member.key, 'lost');
    }
    this.forget(session);
    this.drop(session);
    this.kickedEmitter.fire(session.connection);
  }

  signOut(session: Session): void {
    if (session.member === null) return;
    this.calls.leave(session.member.key);
    this.rooms.lose(session.member.key, 'left');
    this.forget(session);
  }

  /** Starts the time within which `session` has to sign in. */
  awaitSignIn(session: Session): void {
    if (session.isClosed) return;
    stopSignInTimer(session);
    session.signInTimer = this.components.clock.after(SIGN_IN_TIMEOUT_MS, () => {
      this.drop(session);
    });
  }

  /** A resumed session takes the place of a connection that nobody noticed was dead. */
  detach(connection: Connection): void {
    const session = this.sessions.get(connection);
    if (session === undefined) return;
    session.member = null;
    this.drop(session);
  }

  tell(key: string, push: Push): void {
    this.people.get(key)?.connection?.push(push);
  }

  /** Tells somebody who is back what was said meanwhile. */
  catchUp(listener: Listener): void {
    for (const push of this.recentLines.missedBy(listener)) this.tell(listener.key, push);
  }

  /** What somebody keeps of the room that they are in, for a restart. */
  giveTicket(key: string): void {
    const ticket = this.tickets.issue(key);
    if (ticket !== null) this.tell(key, { name: 'room:ticket', payload: { ticket } });
  }

  tellOthers(member: Member, push: Push): void {
    for (const other of this.people.others(member)) other.connection?.push(push);
  }

  /** Sends everybody away, each with a time of their own to come back at. */
  stop(): void {
    this.isStopping = true;
    this.broadcasts.stopAll();
    this.calls.stop();
    this.rooms.stopAll();
    // Nobody "left": everybody is told the one thing that happened.
    this.roster.dispose();
    for (const session of [...this.sessions.values()]) this.sayGoodbye(session);
  }

  dispose(): void {
    for (const session of [...this.sessions.values()]) this.retire(session);
    this.kickedEmitter.dispose();
    this.disposables.dispose();
  }

  /** What somebody is on together with others. */
  private talkOf(key: string): Talk | null {
    const room = this.rooms.roomOf(key);
    if (room === undefined) return this.calls.talkOf(key);
    const others = room.guests.map((guest) => guest.key).filter((other) => other !== key);
    return { id: `room ${room.identity}`, others };
  }

  private hold(member: Member): void {
    this.people.hold(member);
    this.roster.note(member);
    this.calls.interrupt(member.key);
    this.rooms.interrupt(member.key);
  }

  private forget(session: Session): void {
    const { member } = session;
    if (member === null) return;
    session.member = null;
    this.people.remove(member);
    this.roster.forget(member);
    this.roster.note(member);
  }

  private sayGoodbye(session: Session): void {
    const retryInMs = Math.round(this.components.random.fraction() * MAX_RETRY_SPREAD_MS);
    session.connection.push({ name: 'server:stopping', payload: { retryInMs } });
    session.member = null;
    this.drop(session);
  }

  private drop(session: Session): void {
    this.retire(session);
    session.connection.close();
  }

  private retire(session: Session): void {
    session.isClosed = true;
    stopSignInTimer(session);
    this.sessions.delete(session.connection);
  }
}
