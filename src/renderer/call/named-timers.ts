import type { Clock } from '../../shared/base/clock';
import type { Disposable } from '../../shared/base/lifecycle';

/** Timers, at most one of each name; starting one again starts it afresh. */
export class NamedTimers<T extends string> implements Disposable {
  private readonly running = new Map<T, Disposable>();

  constructor(
    private readonly clock: Clock,
    private readonly handleDue: (timer: T) => void,
  ) {}

  start(timer: T, delayMs: number): void {
    this.stop(timer);
    const task = this.clock.after(delayMs, () => {
      this.running.delete(timer);
      this.handleDue(timer);
    });
    this.running.set(timer, task);
  }

  stop(timer: T): void {
    this.running.get(timer)?.dispose();
    this.running.delete(timer);
  }

  dispose(): void {
    for (const task of this.running.values()) task.dispose();
    this.running.clear();
  }
}
