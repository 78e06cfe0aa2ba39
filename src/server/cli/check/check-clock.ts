import { execFileSync } from 'node:child_process';
import { type Finding, note, right } from './finding';

/** Whether this machine's clock is kept right, which certificates and TURN servers need. */
export function checkClock(readState = readSynchronised): Finding {
  const state = readState();
  if (state === null) {
    return note('clock', 'Who keeps the clock of this machine is not known here.');
  }
  if (state) return right('clock', 'The clock of this machine is kept right.');
  return note(
    'clock',
    'Nobody keeps the clock of this machine right.',
    'timedatectl set-ntp true (package systemd-timesyncd or chrony).',
  );
}

/** `null`: there is no systemd to ask. */
function readSynchronised(): boolean | null {
  try {
    const args = ['show', '--property', 'NTPSynchronized', '--value'];
    const stdio: ['ignore', 'pipe', 'ignore'] = ['ignore', 'pipe', 'ignore'];
    return execFileSync('timedatectl', args, { stdio, timeout: 5_000 }).toString().trim() === 'yes';
  } catch {
    return null;
  }
}
