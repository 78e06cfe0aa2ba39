import type { Clock } from '../../shared/base/clock';
import { type Disposable, MutableDisposable, toDisposable } from '../../shared/base/lifecycle';

/** Chromium has it on some systems; it is in no standard that all browsers keep to. */
interface ConnectedNavigator {
  readonly connection?: EventTarget;
}

/** Changes come in bursts: an interface goes, another comes, and gets its address. */
const SETTLE_MS = 500;

/** Tells, a moment later, that this machine is on a network again, or on another one. */
export function onNetworkChange(clock: Clock, listener: () => void): Disposable {
  const timer = new MutableDisposable<Disposable>();
  const handle = (): void => {
    timer.value = clock.after(SETTLE_MS, listener);
  };
  const { connection } = navigator as ConnectedNavigator;
  window.addEventListener('online', handle);
  connection?.addEventListener('change', handle);
  return toDisposable(() => {
    window.removeEventListener('online', handle);
    connection?.removeEventListener('change', handle);
    timer.dispose();
  });
}
