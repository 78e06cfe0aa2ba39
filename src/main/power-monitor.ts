import { execFile } from 'node:child_process';
import { powerMonitor } from 'electron';
import { type Disposable, toDisposable } from '../shared/base/lifecycle';
import type { PowerChange } from '../shared/ipc/host-api';

// The only user of powerMonitor.

/** logind answers at once, or is not there. */
const PATIENCE_MS = 1_000;

/** Without input for so long somebody is idle, which does not matter here. */
const IDLE_AFTER_S = 1;

/**
 * Whether the screen is locked, as far as the system says: nobody sees then what the window shows.
 * On Linux that knows of some X11 lockers only, so logind is asked as well, which GNOME, KDE and
 * others tell.
 */
export async function isScreenLocked(): Promise<boolean> {
  if (powerMonitor.getSystemIdleState(IDLE_AFTER_S) === 'locked') return true;
  return process.platform === 'linux' && (await isSessionLocked());
}

/** Until it is disposed. */
export function onPowerChange(listener: (change: PowerChange) => void): Disposable {
  const handleSuspend = (): void => {
    listener('suspended');
  };
  const handleResume = (): void => {
    listener('resumed');
  };
  powerMonitor.on('suspend', handleSuspend);
  powerMonitor.on('resume', handleResume);
  return toDisposable(() => {
    powerMonitor.off('suspend', handleSuspend);
    powerMonitor.off('resume', handleResume);
  });
}

/** `false`, too, where there is no logind. */
function isSessionLocked(): Promise<boolean> {
  const question = ['show-session', 'auto', '--property=LockedHint', '--value'];
  return new Promise((resolve) => {
    execFile('loginctl', question, { timeout: PATIENCE_MS }, (error, answer) => {
      resolve(error === null && answer.trim() === 'yes');
    });
  });
}
