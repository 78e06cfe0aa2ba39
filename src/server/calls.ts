import { assertNever } from '../shared/base/assert-never';
import type { Clock } from '../shared/base/clock';
import type { Disposable } from '../shared/base/lifecycle';
import { err, ok, type Result } from '../shared/base/result';
import type { Push } from '../shared/protocol/events';
import type { PublicKey } from '../shared/protocol/fields';
import { RING_TIMEOUT_MS } from '../shared/protocol/limits';
import { ECHO_NAME, type Presence } from '../shared/protocol/messages';
import type { CallEndReason, MissedReason, RefusalReason } from '../shared/protocol/reasons';
import { ECHO_KEY } from './people';

/** One end of a call. */
export interface CallEnd {
  readonly key: string;
  readonly name: string;
  /** Proved to the server; `null`: none. */
  readonly publicKey: PublicKey | null;
  /** By which gateway they came; `null`: by none. */
  readonly via: string | null;
}
/** Whoever calls. */
export interface Caller extends CallEnd {
  /** They sit at a web page. */
  readonly isGuest: boolean;
}
export const ECHO_END: CallEnd = { key: ECHO_KEY, name: ECHO_NAME, publicKey: null, via: null };

interface Call {
  readonly id: string;
  readonly caller: CallEnd;
  readonly callee: CallEnd;
  phase: 'ringing' | 'accepted';
  /** It rings at deaf ears: the callee hears no more of it, and has the line free. */
  isIgnored: boolean;
  readonly ringTimer: Disposable;
  /** Keys of the ends whose connection broke. */
  readonly away: Set<string>;
}

export interface CallRegistryOptions {
  readonly clock: Clock;
  readonly createId: () => string;
  /** Sends to whoever has that key; to somebody who is gone, and to echo, it does nothing. */
  readonly tell: (key: string, push: Push) => void;
  /** Whether somebody is in a room, and so in no call. */
  readonly isInRoom: (key: string) => boolean;
}

/** Where a signal goes, and as whose word. */
export interface SignalRoute {
  readonly to: string;
  readonly from: string;
}

type Refused = Result<never, RefusalReason>;
type Outcome<T> = Result<T, RefusalReason>;

/**
 * The calls of a server: ringing, accepted, over. Everybody is in one call at the most, save echo.
 * A call in which one is not looks like a call that does not exist.
 */
export class CallRegistry {
  private readonly calls = new Map<string, Call>();
  private readonly byPerson = new Map<string, Call>();
  /**
   * By the callee's key: those that end when the callee goes, though their line is free of them.
   */
  private readonly ignored = new Map<string, Set<Call>>();

  constructor(private readonly options: CallRegistryOptions) {}

  get size(): number {
    return this.calls.size;
  }

  /** Starts to ring. A callee who cannot be disturbed is told what was missed. */
  invite(caller: Caller, callee: CallEnd & { readonly presence: Presence }): Outcome<Call> {
    if (caller.key === callee.key) return err('not-yourself');
    if (this.byPerson.has(caller.key)) return err('already-in-call');
    if (this.options.isInRoom(caller.key)) return err('already-in-room');
    if (this.isTaken(callee.key)) return this.miss(caller, callee, 'busy', 'person-busy');
    if (callee.presence === 'donotdisturb') {
      return this.miss(caller, callee, 'do-not-disturb', 'do-not-disturb');
    }
    const call = this.add(caller, callee);
    this.options.tell(callee.key, {
      name: 'call:incoming',
      payload: {
        callId: call.id,
        from: caller.name,
        ...(caller.isGuest ? { isGuest: true } : {}),
        ...stampOf(caller),
      },
    });
    return ok(call);
  }

  /** The callee's app rings. */
  ringing(callId: string, key: string): Outcome<void> {
    const found = this.findRingingFor(callId, key);
    if (!found.ok) return found;
    this.options.tell(found.value.caller.key, { name: 'call:ringing', payload: { callId } });
    return ok(undefined);
  }

  accept(callId: string, key: string): Outcome<void> {
    const found = this.findRingingFor(callId, key);
    if (!found.ok) return found;
    const call = found.value;
    call.phase = 'accepted';
    call.ringTimer.dispose();
    const payload = { callId, ...stampOf(call.callee) };
    this.options.tell(call.caller.key, { name: 'call:accepted', payload });
    return ok(undefined);
  }

  decline(callId: string, key: string, reason: 'declined' | 'busy', text: string): Outcome<void> {
    const found = this.findRingingFor(callId, key);
    if (!found.ok) return found;
    this.end(found.value, reason, [found.value.caller], text);
    return ok(undefined);
  }

  /**
   * The callee hears no more of it, and their line is free at once. To the caller it rings on,
   * until they give up, it rings out or the callee goes: nothing tells them.
   */
  ignore(callId: string, key: string): Outcome<void> {
    const found = this.findRingingFor(callId, key);
    if (!found.ok) return found;
    const call = found.value;
    call.isIgnored = true;
    this.byPerson.delete(key);
    this.ignored.set(key, (this.ignored.get(key) ?? new Set()).add(call));
    return ok(undefined);
  }

  hangUp(callId: string, key: string): Outcome<void> {
    const call = this.findOf(callId, key);
    if (call === undefined) return err('no-such-call');
    this.endBy(call, key);
    return ok(undefined);
  }

  /** Signals pass between the two ends of an accepted call, and nowhere else. */
  route(callId: string, key: string, asEcho: boolean): Outcome<SignalRoute> {
    const call = this.findOf(callId, key);
    if (call === undefined) return err('no-such-call');
    if (call.phase !== 'accepted') return err('not-allowed');
    const isEchoCall = call.callee.key === ECHO_KEY;
    if (asEcho && !isEchoCall) return err('not-allowed');
    if (isEchoCall) return ok({ to: key, from: asEcho ? ECHO_NAME : call.caller.name });
    const other = otherEnd(call, key);
    if (call.away.has(other.key)) return err('no-such-person');
    return ok({ to: other.key, from: sideOf(call, key).name });
  }

  /** Somebody signs out: as if they had hung up. */
  leave(key: string): void {
    for (const call of this.callsOf(key)) this.endBy(call, key);
  }

  /** A connection broke: an accepted call waits for its return, a ringing one does not. */
  interrupt(key: string): void {
    for (const call of this.callsOf(key)) {
      if (call.phase === 'ringing') {
        this.loseCall(call, key);
        continue;
      }
      call.away.add(key);
      const payload = { callId: call.id };
      this.options.tell(otherEnd(call, key).key, { name: 'call:interrupted', payload });
    }
  }

  /** The call that somebody is in, if any. */
  callIdOf(key: string): string | null {
    return this.byPerson.get(key)?.id ?? null;
  }

  /** The accepted call that somebody is in, and the key of the other end; echo is nobody. */
  talkOf(key: string): { readonly id: string; readonly others: readonly string[] } | null {
    const call = this.byPerson.get(key);
    if (call?.phase !== 'accepted') return null;
    const other = otherEnd(call, key).key;
    return { id: call.id, others: other === ECHO_KEY ? [] : [other] };
  }

  /** Somebody is back: the other end is told, and they are told when the other end is away now. */
  resume(key: string): void {
    const call = this.byPerson.get(key);
    if (call === undefined) return;
    const other = otherEnd(call, key);
    const payload = { callId: call.id };
    if (call.away.delete(key)) this.options.tell(other.key, { name: 'call:resumed', payload });
    if (call.away.has(other.key)) this.options.tell(key, { name: 'call:interrupted', payload });
  }

  /** Somebody is gone for good without having said so. */
  lose(key: string): void {
    for (const call of this.callsOf(key)) this.loseCall(call, key);
  }

  /**
   * The server stops: what rings cannot be answered any more; accepted calls talk on without it.
   */
  stop(): void {
    for (const call of [...this.calls.values()]) {
      if (call.phase === 'ringing') this.end(call, 'server-stopping', [call.caller, call.callee]);
    }
  }

  dispose(): void {
    for (const call of [...this.calls.values()]) this.end(call, 'server-stopping', []);
  }

  private loseCall(call: Call, key: string): void {
    const isGivenUp = call.phase === 'ringing' && call.caller.key === key;
    if (isGivenUp) this.endBy(call, key);
    else this.end(call, 'lost', [otherEnd(call, key)]);
  }

  /** The call that somebody is in, and those that ring at them unheard. */
  private callsOf(key: string): readonly Call[] {
    const call = this.byPerson.get(key);
    return [...(call === undefined ? [] : [call]), ...(this.ignored.get(key) ?? [])];
  }

  private isTaken(key: string): boolean {
    return this.byPerson.has(key) || this.options.isInRoom(key);
  }

  private add(caller: CallEnd, callee: CallEnd): Call {
    const { clock, createId } = this.options;
    const call: Call = {
      id: createId(),
      caller,
      callee,
      phase: 'ringing',
      isIgnored: false,
      away: new Set(),
      ringTimer: clock.after(RING_TIMEOUT_MS, () => {
        this.end(call, 'no-answer', [caller, callee]);
        this.tellMissed(call, 'no-answer');
      }),
    };
    this.calls.set(call.id, call);
    this.byPerson.set(caller.key, call);
    // Echo talks to everybody at once.
    if (callee.key !== ECHO_KEY) this.byPerson.set(callee.key, call);
    return call;
  }

  private endBy(call: Call, key: string): void {
    const isCaller = call.caller.key === key;
    switch (call.phase) {
      case 'accepted':
        this.end(call, 'hung-up', [otherEnd(call, key)]);
        return;
      case 'ringing':
        this.end(call, isCaller ? 'cancelled' : 'declined', [otherEnd(call, key)]);
        if (isCaller) this.tellMissed(call, 'cancelled');
        return;
      default:
        assertNever(call.phase, 'call phase');
    }
  }

  private end(call: Call, reason: CallEndReason, told: readonly CallEnd[], text = ''): void {
    call.ringTimer.dispose();
    this.calls.delete(call.id);
    for (const { key } of [call.caller, call.callee]) {
      if (this.byPerson.get(key) === call) this.byPerson.delete(key);
    }
    this.ignored.get(call.callee.key)?.delete(call);
    if (this.ignored.get(call.callee.key)?.size === 0) this.ignored.delete(call.callee.key);
    const payload = { callId: call.id, reason, ...(text === '' ? {} : { text }) };
    for (const end of told) {
      if (!call.isIgnored || end !== call.callee) {
        this.options.tell(end.key, { name: 'call:ended', payload });
      }
    }
  }

  private tellMissed(
    call: Pick<Call, 'caller' | 'callee'> & { readonly isIgnored?: boolean },
    reason: MissedReason,
  ): void {
    if (call.isIgnored === true) return;
    this.options.tell(call.callee.key, {
      name: 'call:missed',
      payload: { from: call.caller.name, atMs: this.options.clock.nowMs(), reason },
    });
  }

  private miss(
    caller: CallEnd,
    callee: CallEnd,
    missed: MissedReason,
    refusal: RefusalReason,
  ): Refused {
    this.tellMissed({ caller, callee }, missed);
    return err(refusal);
  }

  private findOf(callId: string, key: string): Call | undefined {
    const call = this.calls.get(callId);
    return call !== undefined && this.byPerson.get(key) === call ? call : undefined;
  }

  /** The ringing call that `key` may answer. */
  private findRingingFor(callId: string, key: string): Outcome<Call> {
    // Echo answers what rings at it; it is in no list of people, and nobody can take its name.
    const call = key === ECHO_KEY ? this.calls.get(callId) : this.findOf(callId, key);
    if (call === undefined) return err('no-such-call');
    return call.callee.key === key && call.phase === 'ringing' ? ok(call) : err('not-allowed');
  }
}

function stampOf({ publicKey, via }: CallEnd): {
  readonly key?: PublicKey;
  readonly via?: string;
} {
  return {
    ...(publicKey === null ? {} : { key: publicKey }),
    ...(via === null ? {} : { via }),
  };
}

function otherEnd(call: Call, key: string): CallEnd {
  return call.caller.key === key ? call.callee : call.caller;
}

function sideOf(call: Call, key: string): CallEnd {
  return call.caller.key === key ? call.caller : call.callee;
}
