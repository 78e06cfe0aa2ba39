import type { Clock } from '../shared/base/clock';
import { MAX_STRIKES, STRIKE_MEMORY_MS } from '../shared/protocol/limits';

/** How often a connection went over a limit lately. Old strikes are forgotten. */
export class Strikes {
  private times: number[] = [];

  constructor(private readonly clock: Clock) {}

  /** Counts one more, and says whether that was one too many. */
  add(): boolean {
    const nowMs = this.clock.nowMs();
    this.times = [...this.times.filter((timeMs) => nowMs - timeMs < STRIKE_MEMORY_MS), nowMs];
    return this.times.length >= MAX_STRIKES;
  }
}
