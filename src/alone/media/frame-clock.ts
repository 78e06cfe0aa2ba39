import type { Disposable } from '../../shared/base/lifecycle';

/**
 * Calls `tick` so many times a second. All times are counted from the beginning, so that one that
 * is late, or a timer that fires early, moves none of the others; those that are missed are left
 * out.
 */
export function frameClock(perSecond: number, tick: () => void): Disposable {
  const periodMs = 1_000 / perSecond;
  const beginMs = performance.now();
  let ticks = 0;
  let timer: NodeJS.Timeout;
  const wait = (): void => {
    const nowMs = performance.now() - beginMs;
    ticks = Math.max(ticks + 1, Math.floor(nowMs / periodMs));
    timer = setTimeout(
      () => {
        tick();
        wait();
      },
      Math.max(0, ticks * periodMs - nowMs),
    );
  };
  wait();
  return {
    dispose: () => {
      clearTimeout(timer);
    },
  };
}
