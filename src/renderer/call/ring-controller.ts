import type { Clock } from '../../shared/base/clock';
import { Emitter } from '../../shared/base/emitter';
import { type Disposable, MutableDisposable, toDisposable } from '../../shared/base/lifecycle';
import type { Logger } from '../../shared/base/logger';
import type { CallPhase } from '../../shared/call/call-phase';
import type { RingRequest } from '../../shared/ipc/host-api';

/** How a call that comes in is met: it rings, or it answers itself after a visible countdown. */
export type RingPlan =
  { readonly kind: 'ring' } | { readonly kind: 'countdown'; readonly ms: number };

export type IncomingCall = Extract<CallPhase, { kind: 'incoming' }>;

export interface RingPorts {
  /** The policy: asked when a call begins to ring, and again before it answers itself. */
  plan(call: IncomingCall): Promise<RingPlan>;
  /** Notification, window, title: whatever the host has. */
  attract(request: RingRequest): void;
  stopAttracting(): void;
  startTone(): void;
  stopTone(): void;
  beep(): void;
  answer(): void;
  readonly clock: Clock;
  readonly logger: Logger;
}

const SECOND_MS = 1_000;

/** Rings for as long as a call is undecided, and runs the countdown of an automatic answer. */
export class RingController implements Disposable {
  private readonly countdown = new MutableDisposable<Disposable>();
  private ringingCallId: string | null = null;
  private readonly countdownEmitter = new Emitter<number | null>();
  /** Seconds left until the call answers itself; `null`: it does not (any more). */
  readonly onCountdown = this.countdownEmitter.event;
  private readonly autoAnsweredEmitter = new Emitter<string>();
  /** The call with this person was answered without anybody's hand. */
  readonly onAutoAnswered = this.autoAnsweredEmitter.event;

  constructor(private readonly ports: RingPorts) {}

  handlePhase(phase: CallPhase): void {
    if (phase.kind !== 'incoming') this.stop();
    else if (phase.callId !== this.ringingCallId) this.start(phase);
  }

  /** A key was pressed: somebody is there, so that nothing answers by itself. */
  handleKey(): boolean {
    if (this.countdown.value === undefined) return false;
    this.countdown.value = undefined;
    this.countdownEmitter.fire(null);
    this.ports.startTone();
    return true;
  }

  dispose(): void {
    this.stop();
    this.countdown.dispose();
  }

  private start(call: IncomingCall): void {
    const { callId, peer: from } = call;
    this.stop();
    this.ringingCallId = callId;
    this.ports.attract({ callId, from });
    void this.meet(call);
  }

  private async meet(call: IncomingCall): Promise<void> {
    const plan = await this.planOf(call);
    if (this.ringingCallId !== call.callId) return;
    if (plan.kind === 'ring') this.ports.startTone();
    else this.count(call, Math.ceil(plan.ms / SECOND_MS));
  }

  /** Whoever cannot say whether a call may answer itself has not said that it may. */
  private async planOf(call: IncomingCall): Promise<RingPlan> {
    try {
      return await this.ports.plan(call);
    } catch (error) {
      this.ports.logger.log('warn', 'A call rings, as it is not known whether it may answer', {
        error: String(error),
      });
      return { kind: 'ring' };
    }
  }

  private count(call: IncomingCall, seconds: number): void {
    if (seconds === 0) {
      void this.answer(call);
      return;
    }
    this.ports.beep();
    // The timer first: a listener that cancels at once must find something to cancel.
    this.countdown.value = this.ports.clock.after(SECOND_MS, () => {
      this.count(call, seconds - 1);
    });
    this.countdownEmitter.fire(seconds);
  }

  /** Unless what allowed it is over by now: the screen was locked, automatic answers turned off. */
  private async answer(call: IncomingCall): Promise<void> {
    // Until that is known, a key stops it as before.
    const last = toDisposable(() => undefined);
    this.countdown.value = last;
    const plan = await this.planOf(call);
    if (this.countdown.value !== last) return;
    this.countdown.value = undefined;
    if (plan.kind === 'ring') {
      this.countdownEmitter.fire(null);
      this.ports.startTone();
      return;
    }
    this.autoAnsweredEmitter.fire(call.peer);
    this.ports.answer();
  }

  private stop(): void {
    if (this.ringingCallId === null) return;
    this.ringingCallId = null;
    this.countdown.value = undefined;
    this.countdownEmitter.fire(null);
    this.ports.stopTone();
    this.ports.stopAttracting();
  }
}
