import type { Disposable } from '../../src/shared/base/lifecycle';
import { Emitter } from '../../src/shared/base/emitter';
import type { Push, Reply, RequestPayload } from '../../src/shared/protocol/events';
import { RING_TIMEOUT_MS } from '../../src/shared/protocol/limits';
import { ECHO_NAME } from '../../src/shared/protocol/messages';
import type { CallEndReason, RefusalReason } from '../../src/shared/protocol/reasons';
import type {
  AppRequestName,
  Outcome,
  SignallingState,
} from '../../src/shared/signalling/signalling-api';
import type { FakeClock } from './fake-clock';

interface Call {
  readonly id: string;
  readonly caller: string;
  readonly callee: string;
  isAccepted: boolean;
  ringTimer: Disposable;
}

/** A call session ignores nobody: a block list does, before it hears of a call. */
type CallRequest = Exclude<Extract<AppRequestName, `call:${string}`>, 'call:ignore'>;
const DONE = { ok: true } as const;

function refuse(reason: RefusalReason): { readonly ok: false; readonly reason: RefusalReason } {
  return { ok: false, reason };
}

/** The calling half of a signalling server, in memory and a microtask away. */
export class FakeSignallingServer {
  private readonly people = new Map<string, FakeSignalling>();
  private readonly calls = new Map<string, Call>();
  private callCount = 0;

  constructor(private readonly clock: FakeClock) {}

  get openCalls(): number {
    return this.calls.size;
  }

  connect(name: string): FakeSignalling {
    const person = new FakeSignalling(this, name);
    this.people.set(name, person);
    return person;
  }

  /** Everybody's connection breaks, and the server remembers nothing afterwards. */
  crash(): void {
    for (const person of this.people.values()) person.drop();
    for (const call of this.calls.values()) call.ringTimer.dispose();
    this.calls.clear();
  }

  handle<K extends AppRequestName>(from: string, name: K, payload: RequestPayload<K>): unknown {
    const handlers: {
      readonly [R in CallRequest]: (from: string, payload: RequestPayload<R>) => Reply<R>;
    } = {
      'call:invite': (caller, { to }) => this.invite(caller, to),
      'call:ringing': (callee, { callId }) =>
        this.forCall(callee, callId, (call) => {
          this.push(call.caller, { name: 'call:ringing', payload: { callId } });
        }),
      'call:accept': (callee, { callId }) =>
        this.forCall(callee, callId, (call) => {
          this.accept(call);
        }),
      'call:decline': (callee, { callId, reason, text }) =>
        this.forCall(callee, callId, (call) => {
          this.end(call, reason, [call.caller], text);
        }),
      'call:hang-up': (one, { callId }) =>
        this.forCall(one, callId, (call) => {
          this.end(call, call.isAccepted ? 'hung-up' : 'cancelled', [this.otherEnd(call, one)]);
        }),
      'call:signal': (one, request) =>
        this.forCall(one, request.callId, (call) => {
          this.relay(call, one, request);
        }),
    };
    const handler = handlers[name as CallRequest] as (
      from: string,
      payload: RequestPayload<K>,
    ) => unknown;
    return handler(from, payload);
  }

  /** The call that `name` is in, as a sign-in is answered. */
  callIdOf(name: string): string | null {
    return this.callOf(name)?.id ?? null;
  }

  /** Tells the other end of `name`'s call, if there is one. */
  tellOtherEnd(name: string, push: 'call:interrupted' | 'call:resumed'): void {
    const call = this.callOf(name);
    if (call === undefined) return;
    this.push(this.otherEnd(call, name), { name: push, payload: { callId: call.id } });
  }

  /** Ends the call of `name` as when they were gone for too long. */
  expire(name: string): void {
    const call = this.callOf(name);
    if (call !== undefined) this.end(call, 'lost', [this.otherEnd(call, name)]);
  }

  private callOf(name: string): Call | undefined {
    return [...this.calls.values()].find((call) => call.caller === name || call.callee === name);
  }

  private otherEnd(call: Call, name: string): string {
    return call.caller === name ? call.callee : call.caller;
  }

  private push(to: string, push: Push): void {
    queueMicrotask(() => this.people.get(to)?.receive(push));
  }

  private invite(caller: string, callee: string): Reply<'call:invite'> {
    if (callee === caller) return refuse('not-yourself');
    if (callee !== ECHO_NAME && !this.people.has(callee)) return refuse('no-such-person');
    if (this.callOf(caller) !== undefined) return refuse('already-in-call');
    if (callee !== ECHO_NAME && this.callOf(callee) !== undefined) return refuse('person-busy');
    const id = `call-${String((this.callCount += 1)).padStart(4, '0')}`;
    const ringTimer = this.clock.after(RING_TIMEOUT_MS, () => {
      const call = this.calls.get(id);
      if (call !== undefined) this.end(call, 'no-answer', [caller, callee]);
    });
    const call = { id, caller, callee, isAccepted: false, ringTimer };
    this.calls.set(id, call);
    if (callee === ECHO_NAME) this.accept(call);
    else this.push(callee, { name: 'call:incoming', payload: { callId: id, from: caller } });
    return { ok: true, callId: id };
  }

  private accept(call: Call): void {
    call.isAccepted = true;
    call.ringTimer.dispose();
    this.push(call.caller, { name: 'call:accepted', payload: { callId: call.id } });
  }

  private relay(call: Call, from: string, request: RequestPayload<'call:signal'>): void {
    const { callId, signal, asEcho } = request;
    const isEchoCall = call.callee === ECHO_NAME;
    const stamp = isEchoCall && asEcho === true ? ECHO_NAME : from;
    const to = isEchoCall ? from : this.otherEnd(call, from);
    this.push(to, { name: 'call:signal', payload: { callId, from: stamp, signal } });
  }

  private end(call: Call, reason: CallEndReason, tell: string[], text?: string): void {
    call.ringTimer.dispose();
    this.calls.delete(call.id);
    const payload = { callId: call.id, reason };
    for (const name of tell) {
      this.push(name, {
        name: 'call:ended',
        payload: text === undefined ? payload : { ...payload, text },
      });
    }
  }

  private forCall(
    from: string,
    callId: string,
    act: (call: Call) => void,
  ): typeof DONE | ReturnType<typeof refuse> {
    const call = this.calls.get(callId);
    if (call === undefined || (call.caller !== from && call.callee !== from)) {
      return refuse('no-such-call');
    }
    act(call);
    return DONE;
  }
}

/** One person's connection to it, as a CallSession knows it. */
export class FakeSignalling {
  private readonly pushEmitter = new Emitter<Push>();
  readonly onPush = this.pushEmitter.event;
  private readonly stateEmitter = new Emitter<SignallingState>();
  readonly onState = this.stateEmitter.event;
  /** Every request that was made, by name. */
  readonly asked: AppRequestName[] = [];
  isUp = true;

  constructor(
    private readonly server: FakeSignallingServer,
    readonly name: string,
  ) {}

  readonly request = async <K extends AppRequestName>(
    name: K,
    payload: RequestPayload<K>,
  ): Promise<Outcome<K>> => {
    this.asked.push(name);
    await Promise.resolve();
    if (!this.isUp) return { ok: false, reason: 'offline' };
    // The table of handlers pairs names and replies; TypeScript does not see it through K.
    const reply = this.server.handle(this.name, name, payload) as Outcome<K>;
    await Promise.resolve();
    return reply;
  };

  receive(push: Push): void {
    if (this.isUp) this.pushEmitter.fire(push);
  }

  /** The connection breaks. */
  drop(): void {
    this.isUp = false;
    this.server.tellOtherEnd(this.name, 'call:interrupted');
    this.stateEmitter.fire({
      kind: 'reconnecting',
      server: 'ws://fake',
      name: this.name,
      attempt: 1,
    });
  }

  /** ... and is back. */
  resume(): void {
    this.isUp = true;
    this.server.tellOtherEnd(this.name, 'call:resumed');
    this.signedIn();
  }

  signedIn(): void {
    const { name } = this;
    const callId = this.server.callIdOf(name);
    this.stateEmitter.fire({
      kind: 'signed-in',
      server: 'ws://fake',
      name,
      isSecure: false,
      callId,
    });
  }

  signOut(reason?: 'name-taken'): void {
    this.isUp = false;
    this.stateEmitter.fire(
      reason === undefined ? { kind: 'signed-out' } : { kind: 'signed-out', reason },
    );
  }
}
