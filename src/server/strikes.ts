import type { Clock } from '../shared/base/clock';
import { MAX_STRIKES, STRIKE_MEMORY_MS } from '../shared/protocol/limits';

/** How often whom went over a limit lately, by what stands for them. Old strikes are forgotten. */
export class Strikes {
  private readonly times = new WeakMap<object, readonly number[]>();

  constructor(private readonly clock: Clock) {}

  /** Counts one more of `who`, and says whether that was one too many. */
  add(who: object): boolean {
    const nowMs = this.clock.nowMs();
    const earlier = this.times.get(who) ?? [];
    const times = [...earlier.filter((timeMs) => nowMs - timeMs < STRIKE_MEMORY_MS), nowMs];
    this.times.set(who, times);
    return times.length >= MAX_STRIKES;
  }
}
