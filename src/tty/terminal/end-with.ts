import { type Disposable, DisposableStore } from '../../shared/base/lifecycle';

const SIGNALS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;
/** Shells add this to the number of the signal that ended a program. */
const SIGNALLED = 128;
const FAILED = 1;

/**
 * Calls `restore` however the program ends: by itself, by a signal, by a fault. (Nothing can be
 * done about SIGKILL.) `restore` must be harmless twice, and do all of it at once.
 *
 * @param handleRejection Is told of promises that nobody waits for and that failed, which end the
 *   program otherwise.
 */
export function endWith(
  restore: () => void,
  handleRejection?: (fault: unknown) => void,
): Disposable {
  const store = new DisposableStore();
  const on = <T>(event: string, handle: (value: T) => void): void => {
    process.on(event, handle);
    store.defer(() => {
      process.off(event, handle);
    });
  };
  on('exit', restore);
  for (const [signal, number] of Object.entries(SIGNALS)) {
    on(signal, () => {
      restore();
      process.exit(SIGNALLED + number);
    });
  }
  const fail = (fault: unknown): void => {
    restore();
    console.error(fault);
    process.exit(FAILED);
  };
  on('uncaughtException', fail);
  on('unhandledRejection', handleRejection ?? fail);
  return store;
}
