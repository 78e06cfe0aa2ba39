import type { Clock } from '../../shared/base/clock';
import { type Disposable, MutableDisposable } from '../../shared/base/lifecycle';
import type { Presence } from '../../shared/protocol/messages';

export interface PresenceTimerPorts {
  set(presence: Presence): void;
  /** When the presence returns by itself; `null`: it does not. */
  handleUntil(untilMs: number | null): void;
  readonly clock: Clock;
}

/** Timers stand still while a computer sleeps: it is looked at the clock at least so often. */
const LOOK_EVERY_MS = 30_000;

/** A presence for a time: then it is `available` again, by itself. */
export class PresenceTimer implements Disposable {
  private readonly timer = new MutableDisposable<Disposable>();

  constructor(private readonly ports: PresenceTimerPorts) {}

  start(durationMs: number): number {
    const untilMs = this.ports.clock.nowMs() + durationMs;
    this.resume(untilMs);
    return untilMs;
  }

  /** One that was started before, and ends at `untilMs`. */
  resume(untilMs: number): void {
    this.ports.handleUntil(untilMs);
    this.wait(untilMs);
  }

  /** Another presence was chosen. */
  stop(): void {
    this.timer.value = undefined;
    this.ports.handleUntil(null);
  }

  dispose(): void {
    this.timer.dispose();
  }

  private wait(untilMs: number): void {
    const leftMs = untilMs - this.ports.clock.nowMs();
    if (leftMs <= 0) {
      this.stop();
      this.ports.set('available');
      return;
    }
    this.timer.value = this.ports.clock.after(Math.min(leftMs, LOOK_EVERY_MS), () => {
      this.wait(untilMs);
    });
  }
}
