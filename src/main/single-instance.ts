import { app } from 'electron';

/**
 * Whether this is the first instance. A second one ends, and `onSecond` runs in the first. Of what
 * the second was started with only a link may be followed, since any program can start one.
 */
export function claimSingleInstance(onSecond: (argv: readonly string[]) => void): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', (_event, argv) => {
    onSecond(argv);
  });
  return true;
}
