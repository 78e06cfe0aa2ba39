import type { Disposable } from '../../shared/base/lifecycle';

/** Calls `tick` so many times a second, evenly; what was missed is left out. */
export function frameClock(perSecond: number, tick: () => void): Disposable {
  const periodMs = 1_000 / perSecond;
  const beginMs = performance.now();
  let timer: NodeJS.Timeout;
  const wait = (): void => {
    const nowMs = performance.now() - beginMs;
    const nextMs = (Math.floor(nowMs / periodMs) + 1) * periodMs;
    timer = setTimeout(() => {
      tick();
      wait();
    }, nextMs - nowMs);
  };
  wait();
  return {
    dispose: () => {
      clearTimeout(timer);
    },
  };
}
