import type { Clock } from '../shared/base/clock';
import { toDisposable } from '../shared/base/lifecycle';

/** The time of this machine. */
export const SYSTEM_CLOCK: Clock = {
  nowMs: () => Date.now(),
  after(delayMs, task) {
    const timer = setTimeout(task, delayMs);
    return toDisposable(() => {
      clearTimeout(timer);
    });
  },
};
