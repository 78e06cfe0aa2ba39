import type { Disposable } from './lifecycle';

/** Time, passed in, so that logic with timeouts can be tested without waiting. */
export interface Clock {
  /** Milliseconds since the epoch. */
  nowMs(): number;
  /** Runs `task` once after `delayMs`; disposing cancels it. */
  after(delayMs: number, task: () => void): Disposable;
}
