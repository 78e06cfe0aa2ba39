import type { Clock } from '../../shared/base/clock';
import type { Disposable } from '../../shared/base/lifecycle';

const LOOK_EVERY_MS = 2_000;
/**
 * A page in a call has its timers run every second, hidden or not. In one that is hidden and in no
 * call they may rest for a minute, which is then called sleep as well: nothing hangs on it there.
 */
const SLEPT_AFTER_MS = 30_000;

/**
 * Tells when the machine, or the page alone, has stood still for half a minute and goes on: no page
 * is told of that, but its clock has gone on without it. A clock that is put forward looks the
 * same.
 */
export function onWake(clock: Clock, listener: () => void): () => void {
  let timer: Disposable | null = null;
  const look = (): void => {
    const setAtMs = clock.nowMs();
    timer = clock.after(LOOK_EVERY_MS, () => {
      const hasSlept = clock.nowMs() - setAtMs > SLEPT_AFTER_MS;
      look();
      if (hasSlept) listener();
    });
  };
  look();
  return () => {
    timer?.dispose();
  };
}
