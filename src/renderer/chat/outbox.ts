import type { Clock } from '../../shared/base/clock';
import { Emitter } from '../../shared/base/emitter';
import { type Disposable, DisposableStore, MutableDisposable } from '../../shared/base/lifecycle';
import { RESUME_WINDOW_MS } from '../../shared/protocol/limits';
import type { ChatMessage } from '../../shared/protocol/messages';
import type { RequestFailure } from '../../shared/protocol/reasons';
import type { RoomMessage } from '../../shared/protocol/room-messages';
import type { SignallingApi, SignallingState } from '../../shared/signalling/signalling-api';
import { type SendingFacts, sendingVerdict } from './line-policy';

/** Whom a line is for. */
export type Destination =
  | { readonly kind: 'everybody' }
  | { readonly kind: 'person'; readonly name: string }
  | { readonly kind: 'room'; readonly slug: string };

/** A line that was typed here. */
export interface OutgoingLine {
  readonly id: string;
  readonly destination: Destination;
  readonly text: string;
}

/**
 * What happened to one. Every line ends as `taken` or `failed`; `waiting` comes before that, or not
 * at all.
 */
export type Sending =
  | { readonly kind: 'waiting'; readonly line: OutgoingLine }
  | { readonly kind: 'taken'; readonly line: OutgoingLine; readonly message: ChatMessage }
  | { readonly kind: 'failed'; readonly line: OutgoingLine; readonly reason: RequestFailure };

export interface OutboxPorts {
  readonly request: SignallingApi['request'];
  readonly clock: Clock;
  /** An id that no other line has, 8 to 64 letters, digits, `-` and `_`. */
  createId(): string;
}

/** So many lines may wait; what is typed beyond that is refused at once. */
export const MAX_WAITING_LINES = 50;
/** Lines that waited go one after another with this between them: the server takes 20 in 10 s. */
const PACE_MS = 600;

interface Queued {
  readonly line: OutgoingLine;
  /** Taken by a server that has forgotten it since: said again without anybody here being told. */
  readonly isRepeat: boolean;
  isWaiting: boolean;
}

interface Taken {
  readonly line: OutgoingLine;
  readonly atMs: number;
}

/**
 * Lines on their way to the server, in the order in which they were typed, one at a time for each
 * conversation. While the connection is broken they wait, and go when it is back. When the server
 * was restarted meanwhile, what the one before took within the last minute goes again: somebody
 * may not have been there to hear it. A line keeps its id, so that it is said once.
 */
export class Outbox implements Disposable {
  private readonly queues = new Map<string, Queue>();
  private readonly sendingEmitter = new Emitter<Sending>();
  readonly onSending = this.sendingEmitter.event;
  private taken: Taken[] = [];
  private state: SignallingState['kind'] = 'signed-out';
  private run: string | null = null;
  private isNewRun = false;
  private signedInAtMs = 0;
  /** When the connection broke last. */
  private brokeAtMs = 0;

  constructor(private readonly ports: OutboxPorts) {}

  /** Lines that are not taken yet. */
  get size(): number {
    let size = 0;
    for (const queue of this.queues.values()) size += queue.size;
    return size;
  }

  /**
   * Resolves once the server has answered about every line that is with it now, and that is told;
   * `null`: none is.
   */
  answered(): Promise<unknown> | null {
    const running = [...this.queues.values()].flatMap(({ underWay }) => underWay ?? []);
    return running.length === 0 ? null : Promise.all(running);
  }

  /**
   * Takes a line, and tells its id before anything becomes of it.
   * @returns why it was not taken (signed out, or too much waits already), or `null`
   */
  add(
    destination: Destination,
    text: string,
    handleId: (id: string) => void,
  ): RequestFailure | null {
    if (this.state === 'signed-out' || this.state === 'connecting') return 'offline';
    if (this.size >= MAX_WAITING_LINES) return 'rate-limited';
    const line = { id: this.ports.createId(), destination, text };
    handleId(line.id);
    this.queueFor(destination).add({ line, isRepeat: false, isWaiting: false });
    return null;
  }

  handleState(state: SignallingState): void {
    const before = this.state;
    this.state = state.kind;
    if (state.kind === 'signed-in') this.handleSignedIn(state.run ?? null);
    else if (before === 'signed-in') this.brokeAtMs = this.ports.clock.nowMs();
    if (state.kind === 'signed-out') this.giveUp();
  }

  dispose(): void {
    for (const queue of this.queues.values()) queue.dispose();
    this.queues.clear();
    this.sendingEmitter.dispose();
  }

  private handleSignedIn(run: string | null): void {
    this.isNewRun = this.run !== null && run !== this.run;
    this.run = run;
    this.signedInAtMs = this.ports.clock.nowMs();
    if (this.isNewRun) this.repeatTaken();
    for (const queue of this.queues.values()) queue.go();
  }

  /** What the server that is gone took lately goes first, as it was said first. */
  private repeatTaken(): void {
    const sinceMs = this.brokeAtMs - RESUME_WINDOW_MS;
    const lately = this.taken.filter(({ atMs }) => atMs >= sinceMs);
    this.taken = [];
    for (const { line } of lately.reverse()) {
      this.queueFor(line.destination).addFirst({ line, isRepeat: true, isWaiting: true });
    }
  }

  private giveUp(): void {
    for (const queue of this.queues.values()) queue.fail('offline');
    this.queues.clear();
    this.taken = [];
    this.run = null;
  }

  private queueFor(destination: Destination): Queue {
    const key = destinationKey(destination);
    const known = this.queues.get(key);
    if (known !== undefined) return known;
    const queue = new Queue(
      this.ports,
      () => this.state === 'signed-in',
      () => ({
        isNewRun: this.isNewRun,
        sinceSignInMs: this.ports.clock.nowMs() - this.signedInAtMs,
      }),
      (sending) => {
        this.handleSending(sending);
      },
    );
    this.queues.set(key, queue);
    return queue;
  }

  private handleSending(sending: Sending): void {
    if (sending.kind === 'taken') {
      const nowMs = this.ports.clock.nowMs();
      this.taken = this.taken.filter(({ atMs }) => atMs >= nowMs - RESUME_WINDOW_MS);
      this.taken.push({ line: sending.line, atMs: nowMs });
    }
    this.sendingEmitter.fire(sending);
  }
}

/** The lines of one conversation. */
class Queue implements Disposable {
  private readonly lines: Queued[] = [];
  private readonly disposables = new DisposableStore();
  private readonly timer = this.disposables.add(new MutableDisposable<Disposable>());
  private sending: Promise<void> | null = null;
  private isDisposed = false;

  constructor(
    private readonly ports: OutboxPorts,
    private readonly isOpen: () => boolean,
    private readonly facts: () => Omit<SendingFacts, 'hasWaited'>,
    private readonly tell: (sending: Sending) => void,
  ) {}

  get size(): number {
    return this.lines.length;
  }

  /** What resolves when the server has answered about a line; `null`: none is with it. */
  get underWay(): Promise<void> | null {
    return this.sending;
  }

  add(queued: Queued): void {
    this.lines.push(queued);
    const isBehindWaiting = this.lines.some(({ isWaiting }) => isWaiting);
    if (this.isOpen() && !isBehindWaiting) this.go();
    else this.setWaiting(queued);
  }

  addFirst(queued: Queued): void {
    this.lines.unshift(queued);
  }

  /** Sends what is first, unless something is on its way. */
  go(): void {
    this.timer.value = undefined;
    const first = this.lines.at(0);
    if (first === undefined || this.sending !== null || !this.isOpen() || this.isDisposed) return;
    this.sending = this.send(first);
  }

  fail(reason: RequestFailure): void {
    this.timer.value = undefined;
    for (const { line, isRepeat } of this.lines.splice(0)) {
      if (!isRepeat) this.tell({ kind: 'failed', line, reason });
    }
  }

  dispose(): void {
    this.isDisposed = true;
    this.disposables.dispose();
  }

  private async send(queued: Queued): Promise<void> {
    const outcome = await requestFor(this.ports.request, queued.line);
    this.sending = null;
    // Signed out meanwhile, or something older was put before it: it has its turn again.
    if (this.isDisposed || !this.lines.includes(queued)) return;
    if (outcome.ok) this.handleTaken(queued, outcome.message);
    else this.handleRefused(queued, outcome.reason);
  }

  private handleTaken(queued: Queued, message: ChatMessage): void {
    this.remove(queued);
    if (!queued.isRepeat) this.tell({ kind: 'taken', line: queued.line, message });
    this.goOn();
  }

  private handleRefused(queued: Queued, reason: RequestFailure): void {
    const verdict = sendingVerdict(reason, { ...this.facts(), hasWaited: queued.isWaiting });
    if (verdict === 'give-up') {
      this.remove(queued);
      if (!queued.isRepeat) this.tell({ kind: 'failed', line: queued.line, reason });
      this.goOn();
      return;
    }
    for (const each of this.lines) this.setWaiting(each);
    if (typeof verdict === 'number') this.goIn(verdict);
    // The connection may be back already: then nobody else will say that it is.
    else if (this.isOpen()) this.goIn(PACE_MS);
  }

  /** The next of those that waited is sent after a moment, one that was just typed at once. */
  private goOn(): void {
    const next = this.lines.at(0);
    if (next === undefined) return;
    if (next.isWaiting) this.goIn(PACE_MS);
    else this.go();
  }

  private goIn(delayMs: number): void {
    this.timer.value = this.ports.clock.after(delayMs, () => {
      this.go();
    });
  }

  private setWaiting(queued: Queued): void {
    if (queued.isWaiting) return;
    queued.isWaiting = true;
    this.tell({ kind: 'waiting', line: queued.line });
  }

  private remove(queued: Queued): void {
    this.lines.splice(this.lines.indexOf(queued), 1);
  }
}

/** Says a line, each kind in the words that the protocol has for it. */
async function requestFor(
  request: SignallingApi['request'],
  { id, destination, text }: OutgoingLine,
): Promise<
  | { readonly ok: true; readonly message: ChatMessage }
  | { readonly ok: false; readonly reason: RequestFailure }
> {
  switch (destination.kind) {
    case 'everybody':
      return request('chat:say', { text, id });
    case 'person':
      return request('chat:tell', { to: destination.name, text, id });
    case 'room': {
      const outcome = await request('room:say', { text, id });
      return outcome.ok ? { ok: true, message: inRoom(outcome.message) } : outcome;
    }
  }
}

function inRoom(message: RoomMessage): ChatMessage {
  return { ...message, to: null };
}

function destinationKey(destination: Destination): string {
  switch (destination.kind) {
    case 'everybody':
      return 'everybody';
    case 'person':
      return `person ${destination.name}`;
    case 'room':
      return `room ${destination.slug}`;
  }
}
