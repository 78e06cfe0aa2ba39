import { app } from 'electron';

/**
 * Whether this is the first instance. A second one ends, and `onSecond` runs in the first; what the
 * second was started with is not followed, since any program can start one.
 */
export function claimSingleInstance(onSecond: () => void): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', onSecond);
  return true;
}
