import type { Clock } from '../../shared/base/clock';
import { Emitter } from '../../shared/base/emitter';
import { type Disposable, MutableDisposable } from '../../shared/base/lifecycle';
import type { CallPhase } from '../../shared/call/call-phase';
import type { RingRequest } from '../../shared/ipc/host-api';

/** How a call that comes in is met: it rings, or it answers itself after a visible countdown. */
export type RingPlan =
  { readonly kind: 'ring' } | { readonly kind: 'countdown'; readonly ms: number };

export type IncomingCall = Extract<CallPhase, { kind: 'incoming' }>;

export interface RingPorts {
  /** The policy, asked once per call. */
  plan(call: IncomingCall): RingPlan;
  /** Notification, window, title: whatever the host has. */
  attract(request: RingRequest): void;
  stopAttracting(): void;
  startTone(): void;
  stopTone(): void;
  beep(): void;
  answer(): void;
  readonly clock: Clock;
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
    const plan = this.ports.plan(call);
    if (plan.kind === 'ring') this.ports.startTone();
    else this.count(from, Math.ceil(plan.ms / SECOND_MS));
  }

  private count(from: string, seconds: number): void {
    if (seconds === 0) {
      this.countdown.value = undefined;
      this.autoAnsweredEmitter.fire(from);
      this.ports.answer();
      return;
    }
    this.ports.beep();
    // The timer first: a listener that cancels at once must find something to cancel.
    this.countdown.value = this.ports.clock.after(SECOND_MS, () => {
      this.count(from, seconds - 1);
    });
    this.countdownEmitter.fire(seconds);
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
