import type { Clock } from '../../shared/base/clock';

/** What `promise` resolves to, or `null` when that takes longer than `patienceMs`. */
export function within<T>(
  promise: Promise<T>,
  patienceMs: number,
  clock: Clock,
): Promise<T | null> {
  return new Promise((resolve, reject) => {
    const timer = clock.after(patienceMs, () => {
      resolve(null);
    });
    promise.then(resolve, reject).finally(() => {
      timer.dispose();
    });
  });
}
