import type { ServerClock } from '../../src/server/system-clock';
import type { Clock } from '../../src/shared/base/clock';
import { type Disposable, toDisposable } from '../../src/shared/base/lifecycle';

/** Lets everything that waits for promises only, however deep, come to rest. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) {
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
}

interface Task {
  readonly atMs: number;
  readonly run: () => void;
}

/** Time that passes when a test says so. */
export class FakeClock implements ServerClock {
  private readonly tasks = new Set<Task>();

  constructor(private timeMs = 1_000_000) {}

  /** How many tasks wait: none may be left by what was closed. */
  get pendingCount(): number {
    return this.tasks.size;
  }

  nowMs(): number {
    return this.timeMs;
  }

  monotonicMs(): number {
    return this.timeMs;
  }

  after(delayMs: number, run: () => void): Disposable {
    const task = { atMs: this.timeMs + delayMs, run };
    this.tasks.add(task);
    return toDisposable(() => this.tasks.delete(task));
  }

  /** Lets `byMs` pass: runs what falls due, in order, and lets the consequences of each settle. */
  async advance(byMs: number): Promise<void> {
    const endMs = this.timeMs + byMs;
    await settle();
    for (let task = this.nextBefore(endMs); task !== null; task = this.nextBefore(endMs)) {
      this.timeMs = task.atMs;
      this.tasks.delete(task);
      task.run();
      await settle();
    }
    this.timeMs = endMs;
  }

  /**
   * Lets `byMs` pass in one turn: runs what falls due, in order, and waits for none of its
   * consequences.
   */
  pass(byMs: number): void {
    const endMs = this.timeMs + byMs;
    for (let task = this.nextBefore(endMs); task !== null; task = this.nextBefore(endMs)) {
      this.timeMs = task.atMs;
      this.tasks.delete(task);
      task.run();
    }
    this.timeMs = endMs;
  }

  /** The same time for one part of what a test runs, which counts that part's tasks only. */
  share(): ClockShare {
    return new ClockShare(this);
  }

  /**
   * Lets `byMs` pass in which nothing runs, as on a page that is held up; then what fell due runs,
   * late.
   */
  stall(byMs: number): void {
    this.timeMs += byMs;
    for (let task = this.nextBefore(this.timeMs); task; task = this.nextBefore(this.timeMs)) {
      this.tasks.delete(task);
      task.run();
    }
  }

  private nextBefore(endMs: number): Task | null {
    const due = [...this.tasks].filter((task) => task.atMs <= endMs);
    // Array.sort is stable: what was asked for first runs first.
    return due.sort((a, b) => a.atMs - b.atMs)[0] ?? null;
  }
}

/** One part's view of a clock. */
export class ClockShare implements Clock {
  private readonly tasks = new Set<object>();

  constructor(private readonly clock: Clock) {}

  /** How many tasks of this part wait. */
  get pendingCount(): number {
    return this.tasks.size;
  }

  nowMs(): number {
    return this.clock.nowMs();
  }

  after(delayMs: number, run: () => void): Disposable {
    const task = {};
    this.tasks.add(task);
    const timer = this.clock.after(delayMs, () => {
      this.tasks.delete(task);
      run();
    });
    return toDisposable(() => {
      this.tasks.delete(task);
      timer.dispose();
    });
  }
}
