import { Emitter } from '../../shared/base/emitter';
import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';
import { err, ok, type Result } from '../../shared/base/result';
import type { Push } from '../../shared/protocol/events';
import { MAX_CHAT_BYTES, MAX_CHAT_GRAPHEMES, MAX_CHAT_LINES } from '../../shared/protocol/limits';
import type { ChatMessage } from '../../shared/protocol/messages';
import type { RequestFailure } from '../../shared/protocol/reasons';
import type { SignallingState } from '../../shared/signalling/signalling-api';
import { isWithinLimits } from '../../shared/text/graphemes';
import { nameKey, sanitiseName, sanitiseText } from '../../shared/text/sanitise';
import { type Destination, Outbox, type OutboxPorts, type Sending } from './outbox';

/** A line that somebody said, safe to show. */
export interface ChatLine {
  /** The same for the same line, whatever became of it. */
  readonly id: string;
  readonly from: string;
  /** `null`: to everybody, or to everybody in the room. */
  readonly to: string | null;
  /** Said in the room that the local user is in. */
  readonly isInRoom: boolean;
  readonly text: string;
  readonly sentAtMs: number;
  readonly isMine: boolean;
  /** `waiting`: goes when the connection is back; `unsaid`: it waited in vain. */
  readonly state: 'said' | 'waiting' | 'unsaid';
}

/** A line that no server carries. */
export interface DirectLine {
  readonly id: string;
  readonly text: string;
}

/** Why a line was not said. `too-long`: it would have arrived cut off, and so was not sent. */
export type ChatFailure = RequestFailure | 'too-long';

/** A line that waited, and then could not be said. */
export interface UnsaidLine {
  readonly to: string | null;
  readonly reason: RequestFailure;
}

export interface ChatPorts extends OutboxPorts {
  /** The local user's name; `null`: signed out. */
  name(): string | null;
  /**
   * Says a line to the person of that name over a connection of one's own; `null`: there is none,
   * and the server is asked. `false`: it cannot be said now.
   */
  sayDirectly?(name: string, line: DirectLine): boolean | null;
}

/** So many lines are remembered, so that one that comes twice is shown once. */
const MAX_HEARD = 1_000;

function isTooLong(text: string): boolean {
  const limits = { graphemes: MAX_CHAT_GRAPHEMES, bytes: MAX_CHAT_BYTES };
  return text.split('\n').length > MAX_CHAT_LINES || !isWithinLimits(text, limits);
}

/** Sends and receives chat over the signalling server; every text passes the sanitiser here. */
export class ChatClient implements Disposable {
  private readonly disposables = new DisposableStore();
  private readonly lineEmitter = this.disposables.add(new Emitter<ChatLine>());
  /** A line, and again when something became of it. */
  readonly onLine = this.lineEmitter.event;
  private readonly unsaidEmitter = this.disposables.add(new Emitter<UnsaidLine>());
  readonly onUnsaid = this.unsaidEmitter.event;
  private readonly outbox: Outbox;
  /** Who waits to hear what becomes of a line, by its id. */
  private readonly callers = new Map<string, (outcome: Result<void, ChatFailure>) => void>();
  private readonly heard = new Set<string>();
  /** What shows the lines that wait for the answer about a local one, oldest first. */
  private readonly late: (() => void)[] = [];

  constructor(private readonly ports: ChatPorts) {
    this.outbox = this.disposables.add(new Outbox(ports));
    this.disposables.add(
      this.outbox.onSending((sending) => {
        this.handleSending(sending);
      }),
    );
  }

  /**
   * Says `text` to everybody on the server. Resolves when it is said, or waits for the connection.
   */
  say(text: string): Promise<Result<void, ChatFailure>> {
    return this.send({ kind: 'everybody' }, text);
  }

  /** Says `text` to one person. */
  tell(name: string, text: string): Promise<Result<void, ChatFailure>> {
    const id = this.ports.createId();
    const isDirect = isTooLong(text) ? null : this.ports.sayDirectly?.(name, { id, text });
    if (isDirect === false) return Promise.resolve(err('offline'));
    if (isDirect === true) {
      const message = { from: this.ports.name() ?? 'you', to: name, text, sentAtMs: this.nowMs() };
      this.show(message, { id, isMine: true, isInRoom: false, state: 'said' });
      return Promise.resolve(ok(undefined));
    }
    return this.send({ kind: 'person', name }, text);
  }

  /** Says `text` to everybody in the room of that slug, which the local user is in. */
  sayInRoom(slug: string, text: string): Promise<Result<void, ChatFailure>> {
    return this.send({ kind: 'room', slug }, text);
  }

  handleState(state: SignallingState): void {
    this.outbox.handleState(state);
  }

  handlePush(push: Push): void {
    if (push.name === 'chat:message') {
      this.hear(push.payload, false);
    }
    if (push.name === 'room:message') {
      this.hear({ ...push.payload, to: null }, true);
    }
  }

  /** What somebody said over a connection of their own. */
  hearDirectly(from: string, { id, text }: DirectLine): void {
    const to = this.ports.name() ?? 'you';
    this.hear({ id, from, to, text, sentAtMs: this.nowMs() }, false);
  }

  dispose(): void {
    this.disposables.dispose();
  }

  private nowMs(): number {
    return this.ports.clock.nowMs();
  }

  private send(destination: Destination, text: string): Promise<Result<void, ChatFailure>> {
    if (isTooLong(text)) return Promise.resolve(err('too-long'));
    return new Promise((resolve) => {
      const refusal = this.outbox.add(destination, text, (id) => this.callers.set(id, resolve));
      if (refusal !== null) resolve(err(refusal));
    });
  }

  /** A local line is shown when the server has taken it, in the form in which it was passed on. */
  private handleSending(sending: Sending): void {
    const { line } = sending;
    const isInRoom = line.destination.kind === 'room';
    if (sending.kind === 'taken') {
      this.show(sending.message, { id: line.id, isMine: true, isInRoom, state: 'said' });
      this.answer(line.id, ok(undefined));
      return;
    }
    const isNews = sending.kind === 'waiting' || !this.callers.has(line.id);
    if (isNews) this.showUnsent(sending);
    if (sending.kind === 'waiting') this.answer(line.id, ok(undefined));
    else this.answer(line.id, err(sending.reason));
  }

  private showUnsent(sending: Exclude<Sending, { kind: 'taken' }>): void {
    const { id, destination, text } = sending.line;
    const to = destination.kind === 'person' ? destination.name : null;
    const from = this.ports.name() ?? 'you';
    const state = sending.kind === 'waiting' ? 'waiting' : 'unsaid';
    const scope = { id, isMine: true, isInRoom: destination.kind === 'room', state } as const;
    this.show({ from, to, text, sentAtMs: this.ports.clock.nowMs() }, scope);
    if (sending.kind === 'failed') this.unsaidEmitter.fire({ to, reason: sending.reason });
  }

  private answer(id: string, outcome: Result<void, ChatFailure>): void {
    this.callers.get(id)?.(outcome);
    this.callers.delete(id);
  }

  private hear(message: Omit<ChatMessage, 'seq'>, isInRoom: boolean): void {
    const key = `${nameKey(message.from)}\n${message.id}`;
    if (this.heard.has(key)) return;
    this.remember(key);
    this.afterOwn(() => {
      this.show(message, { id: key, isMine: false, isInRoom, state: 'said' });
    });
  }

  /**
   * Shows what was heard while the server was answering about a local line only after that: it may
   * be the reply to it, which can overtake the answer.
   */
  private afterOwn(show: () => void): void {
    const answered = this.outbox.answered();
    if (answered === null && this.late.length === 0) {
      show();
      return;
    }
    // Whoever came first has seen to it already.
    if (this.late.push(show) > 1) return;
    void answered?.then(() => {
      this.showLate();
    });
  }

  private showLate(): void {
    for (const show of this.late.splice(0)) show();
  }

  private remember(key: string): void {
    this.heard.add(key);
    // A Set keeps the order in which things were added: the first is the oldest.
    for (const oldest of this.heard) {
      if (this.heard.size <= MAX_HEARD) return;
      this.heard.delete(oldest);
    }
  }

  private show(
    message: Pick<ChatMessage, 'from' | 'to' | 'text' | 'sentAtMs'>,
    scope: Pick<ChatLine, 'id' | 'isMine' | 'isInRoom' | 'state'>,
  ): void {
    const from = sanitiseName(message.from);
    const to = message.to === null ? null : sanitiseName(message.to);
    const text = sanitiseText(message.text);
    if (from === null || text === '') return;
    this.lineEmitter.fire({ from, to, text, sentAtMs: message.sentAtMs, ...scope });
  }
}
