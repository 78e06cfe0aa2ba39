import type { Clock } from '../../shared/base/clock';
import { type Disposable, MutableDisposable } from '../../shared/base/lifecycle';

/** How long each step may take. */
export interface ConnectTimes {
  /** Until the other end says anything: it may have to be asked for its camera first. */
  readonly answerMs: number;
  /** From then on, for each step that a connection takes. */
  readonly stepMs: number;
}

/**
 * What a connection goes through, in this order, from the first description of the other end to the
 * moment when it counts as connected.
 */
export const CONNECT_STEPS = ['described', 'checking', 'reached'] as const;
export type ConnectStep = (typeof CONNECT_STEPS)[number];

/** A timer that is later than this was held up with the whole page. */
const LATE_MS = 1_000;

/**
 * The time limit of a connection that is being made. It is for those that stand still: on a slow
 * machine, or over a slow path, each step that is made gives the next one its time. While the page
 * itself stands still (or the machine sleeps) there is no telling what has happened meanwhile, so
 * the step has its time again.
 */
export class ConnectLimit implements Disposable {
  private readonly timer = new MutableDisposable<Disposable>();
  private stepsDone = 0;

  /** @param expire The step that is due was not made in its time. */
  constructor(
    private readonly times: ConnectTimes,
    private readonly clock: Clock,
    private readonly expire: () => void,
  ) {
    this.restart(times.answerMs);
  }

  /** A step was made; one that was made before, or left behind, gives no more time. */
  note(step: ConnectStep): void {
    const count = CONNECT_STEPS.indexOf(step) + 1;
    if (count <= this.stepsDone) return;
    this.stepsDone = count;
    this.restart(this.times.stepMs);
  }

  /** It is connected, or closed. */
  dispose(): void {
    this.timer.dispose();
  }

  private restart(delayMs: number): void {
    const dueMs = this.clock.nowMs() + delayMs;
    this.timer.value = this.clock.after(delayMs, () => {
      if (this.clock.nowMs() > dueMs + LATE_MS) this.restart(this.times.stepMs);
      else this.expire();
    });
  }
}
