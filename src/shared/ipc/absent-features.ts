import type { HostingApi } from './hosting-api';
import type { LanApi } from './lan-api';
import type { ShellApi } from './shell-api';

// Of hosts that have these not: `features` says so, and the app does not ask for them.

/** Of a host that serves nobody. */
export const NO_HOSTING: HostingApi = {
  start: () => Promise.reject(new Error('There is no server here.')),
  stop: () => Promise.resolve(false),
  report: () => Promise.resolve(null),
};

/** Of a host that reaches nobody but servers. */
export const NO_LAN: LanApi = {
  start: () => Promise.reject(new Error('There is no local network here.')),
  stop: () => Promise.resolve(false),
  report: () => Promise.resolve(null),
  setContacts: () => Promise.resolve(),
};

/** Of a host without a terminal to share; it may show those of others. */
export const NO_SHELL: ShellApi = {
  start: () => Promise.resolve('unsupported'),
  stop: () => Promise.resolve(),
  type: () => Promise.resolve(),
  resize: () => Promise.resolve(),
  history: () => Promise.resolve(null),
  forgetHistory: () => Promise.resolve(),
  onCells: never,
  onEnded: never,
};

/** A subscription to something that never happens here. */
export function never(): () => void {
  return () => undefined;
}
