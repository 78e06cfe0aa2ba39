import type { Clock } from './clock';
import { toDisposable } from './lifecycle';

// Browsers and Node both have these; the plain ES2023 library that src/shared compiles with has
// not.
declare function setTimeout(task: () => void, delayMs: number): unknown;
declare function clearTimeout(handle: unknown): void;

/** Real time. */
export const SYSTEM_CLOCK: Clock = {
  nowMs: () => Date.now(),
  after(delayMs, task) {
    const handle = setTimeout(task, delayMs);
    return toDisposable(() => {
      clearTimeout(handle);
    });
  },
};
