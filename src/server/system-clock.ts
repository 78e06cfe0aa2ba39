import type { Clock } from '../shared/base/clock';
import { SYSTEM_CLOCK as REAL_TIME } from '../shared/base/system-clock';

/** A clock that also has a time for measuring. */
export interface ServerClock extends Clock {
  /** Milliseconds that only go on, whatever the machine's clock is set to. */
  monotonicMs(): number;
}

/** The time of this machine. */
export const SYSTEM_CLOCK: ServerClock = {
  ...REAL_TIME,
  monotonicMs: () => performance.now(),
};
