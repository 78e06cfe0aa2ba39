import type { Emitter } from '../../shared/base/emitter';
import type { Logger } from '../../shared/base/logger';

/** Tells the listeners; a fault of theirs is logged, and does not stop the call half-way. */
export function fireSafely<T>(emitter: Emitter<T>, value: T, logger: Logger): void {
  try {
    emitter.fire(value);
  } catch (error) {
    logger.log('error', 'A call listener failed', { error: String(error) });
  }
}
