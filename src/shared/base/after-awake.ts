import type { Clock } from './clock';
import { type Disposable, MutableDisposable } from './lifecycle';

/** A timer that is later than this was held up with the whole program. */
const LATE_MS = 1_000;

/**
 * Runs `task` once `delayMs` have passed in which the program was awake. While it stands still, or
 * the machine sleeps, there is no telling what has come meanwhile, and timers run before that is
 * looked at: so whoever was held up waits once more.
 *
 * @param againMs How long, then.
 */
export function afterAwake(
  clock: Clock,
  delayMs: number,
  task: () => void,
  againMs = delayMs,
): Disposable {
  const timer = new MutableDisposable<Disposable>();
  const wait = (forMs: number): void => {
    const dueMs = clock.nowMs() + forMs;
    timer.value = clock.after(forMs, () => {
      if (clock.nowMs() > dueMs + LATE_MS) wait(againMs);
      else task();
    });
  };
  wait(delayMs);
  return timer;
}
