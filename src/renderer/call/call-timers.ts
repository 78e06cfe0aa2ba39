import type { Clock } from '../../shared/base/clock';
import type { Disposable } from '../../shared/base/lifecycle';
import type { CallTimer } from '../../shared/call/call-state';

/** The timers of a call, at most one of each name; starting one again starts it afresh. */
export class CallTimers implements Disposable {
  private readonly running = new Map<CallTimer, Disposable>();

  constructor(
    private readonly clock: Clock,
    private readonly handleDue: (timer: CallTimer) => void,
  ) {}

  start(timer: CallTimer, delayMs: number): void {
    this.stop(timer);
    const task = this.clock.after(delayMs, () => {
      this.running.delete(timer);
      this.handleDue(timer);
    });
    this.running.set(timer, task);
  }

  stop(timer: CallTimer): void {
    this.running.get(timer)?.dispose();
    this.running.delete(timer);
  }

  clear(): void {
    for (const task of this.running.values()) task.dispose();
    this.running.clear();
  }

  dispose(): void {
    this.clear();
  }
}
