import { afterAwake } from '../base/after-awake';
import { assertNever } from '../base/assert-never';
import type { Clock } from '../base/clock';
import { type Disposable, DisposableStore, MutableDisposable } from '../base/lifecycle';
import type { Logger } from '../base/logger';
import {
  type Push,
  type PushName,
  PUSHES,
  type RequestName,
  type RequestPayload,
} from '../protocol/events';
import { ACK_TIMEOUT_MS } from '../protocol/limits';
import { parsePush, parseReply } from '../protocol/parse';
import type { ReachFailure } from './reach-failure';
import type { Outcome } from './signalling-api';

/** What a socket tells its connection. */
export type SocketEvent =
  /** `id`: as the server knows the connection. */
  | { readonly kind: 'connected'; readonly id: string }
  /** It broke, or never came up; `why` is for the log. */
  | { readonly kind: 'lost'; readonly why: string; readonly reach?: ReachFailure }
  | { readonly kind: 'pushed'; readonly name: string; readonly payload: unknown };

/**
 * The little of a socket that a connection needs. Disposing closes it, and it then says no more.
 */
export interface RawSocket extends Disposable {
  /** Sends `payload` under `name`; `ack` gets whatever the server answers, unparsed. */
  emit(name: string, payload: unknown, ack: (reply: unknown) => void): void;
}

/** Starts connecting; events come later, never from within this call. */
export type SocketOpener = (handle: (event: SocketEvent) => void) => RawSocket;

/** What a connection tells the client that owns it. */
export interface ConnectionEvents {
  handleConnected(): void;
  /**
   * Once, after every request under way was answered `offline`; the connection is then disposed.
   */
  handleLost(why: string, reach?: ReachFailure): void;
  handlePush(push: Push): void;
}

const PUSH_NAMES: ReadonlySet<string> = new Set(Object.keys(PUSHES));

function isPushName(name: string): name is PushName {
  return PUSH_NAMES.has(name);
}

/** One attempt at one socket: connects, asks, hears, and is thrown away when it breaks. */
export class ServerConnection implements Disposable {
  private readonly owned = new DisposableStore();
  private readonly unanswered = new Set<() => void>();
  private readonly socket: RawSocket;
  private readonly connectTimer: Disposable;
  private knownId = '';
  private readonly checkTimer = this.owned.add(new MutableDisposable<Disposable>());

  constructor(
    openSocket: SocketOpener,
    private readonly clock: Clock,
    private readonly logger: Logger,
    private readonly events: ConnectionEvents,
  ) {
    this.socket = this.owned.add(
      openSocket((event) => {
        this.handleSocket(event);
      }),
    );
    // The transport's own limit does not cover a server that takes the socket and says nothing.
    this.connectTimer = this.owned.add(
      afterAwake(clock, ACK_TIMEOUT_MS, () => {
        this.lose('no answer to connecting');
      }),
    );
  }

  /** As the server knows it; nothing before it is up. */
  get id(): string {
    return this.knownId;
  }

  /**
   * Asks, and hands the outcome to `answer` exactly once: in the very turn in which the reply came,
   * so that it cannot be overtaken by a push that the server sent after it.
   */
  request<K extends RequestName>(
    name: K,
    payload: RequestPayload<K>,
    answer: (outcome: Outcome<K>) => void,
  ): void {
    if (this.owned.isDisposed) {
      answer({ ok: false, reason: 'offline' });
      return;
    }
    const settle = (outcome: Outcome<K>): void => {
      if (!this.unanswered.delete(giveUp)) return;
      timer.dispose();
      answer(outcome);
    };
    const giveUp = (): void => {
      settle({ ok: false, reason: 'offline' });
    };
    this.unanswered.add(giveUp);
    const timer = afterAwake(this.clock, ACK_TIMEOUT_MS, () => {
      settle({ ok: false, reason: 'timed-out' });
    });
    this.socket.emit(name, payload, (reply) => {
      settle(this.readReply(name, reply));
    });
  }

  /**
   * Takes itself for lost when the server answers nothing within `patienceMs`: over a path that is
   * gone that would else be found out by a heartbeat that fails to come.
   */
  check<K extends RequestName>(name: K, payload: RequestPayload<K>, patienceMs: number): void {
    if (this.checkTimer.value !== undefined) return;
    this.checkTimer.value = afterAwake(this.clock, patienceMs, () => {
      this.lose('no answer any more');
    });
    this.request(name, payload, () => {
      this.checkTimer.value = undefined;
    });
  }

  dispose(): void {
    this.owned.dispose();
    for (const giveUp of [...this.unanswered]) giveUp();
  }

  private handleSocket(event: SocketEvent): void {
    if (this.owned.isDisposed) return;
    switch (event.kind) {
      case 'connected':
        this.connectTimer.dispose();
        this.knownId = event.id;
        this.events.handleConnected();
        return;
      case 'lost':
        this.lose(event.why, event.reach);
        return;
      case 'pushed':
        this.handlePushed(event.name, event.payload);
        return;
      default:
        assertNever(event, 'socket event');
    }
  }

  private lose(why: string, reach?: ReachFailure): void {
    if (this.owned.isDisposed) return;
    this.dispose();
    this.events.handleLost(why, reach);
  }

  private handlePushed(name: string, payload: unknown): void {
    if (isPushName(name)) this.readPush(name, payload);
    else this.logger.log('warn', 'Dropped a push of unknown name');
  }

  private readPush<K extends PushName>(name: K, payload: unknown): void {
    const parsed = parsePush(name, payload);
    // The name and its own payload: `Push` pairs them, which TypeScript cannot follow through K.
    if (parsed.ok) this.events.handlePush({ name, payload: parsed.value } as Push);
    else this.logger.log('warn', 'Dropped a malformed push', { name, ...parsed.error });
  }

  private readReply<K extends RequestName>(name: K, reply: unknown): Outcome<K> {
    const parsed = parseReply(name, reply);
    if (parsed.ok) return parsed.value;
    this.logger.log('warn', 'Dropped a malformed reply', { name, ...parsed.error });
    return { ok: false, reason: 'server-error' };
  }
}
