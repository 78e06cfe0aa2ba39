import type { Clock } from '../../../../src/shared/base/clock';
import { type Disposable, toDisposable } from '../../../../src/shared/base/lifecycle';

interface Timer {
  readonly dueMs: number;
  readonly task: () => void;
}

/** Time that stands still until the test moves it. */
export class FakeClock implements Clock {
  private timeMs = 1_700_000_000_000;
  private readonly timers = new Set<Timer>();

  nowMs(): number {
    return this.timeMs;
  }

  after(delayMs: number, task: () => void): Disposable {
    const timer: Timer = { dueMs: this.timeMs + delayMs, task };
    this.timers.add(timer);
    return toDisposable(() => this.timers.delete(timer));
  }

  /** Timers that are still running: a server that was closed leaves none. */
  get pending(): number {
    return this.timers.size;
  }

  /** Moves on, running what falls due in its order. */
  advance(byMs: number): void {
    const untilMs = this.timeMs + byMs;
    for (;;) {
      const due = [...this.timers].filter((timer) => timer.dueMs <= untilMs);
      if (due.length === 0) break;
      const next = due.reduce((first, timer) => (timer.dueMs < first.dueMs ? timer : first));
      this.timers.delete(next);
      this.timeMs = next.dueMs;
      next.task();
    }
    this.timeMs = untilMs;
  }
}
