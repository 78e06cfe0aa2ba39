import type { AppCalls, HostOptions, ScreenCalls } from '../host-calls';
import { type MessagePort, Rpc } from '../rpc';

const OPTIONS_VARIABLE = 'ELECTRON_HOST_OPTIONS';

function readOptions(): HostOptions {
  const text = process.env[OPTIONS_VARIABLE];
  if (text === undefined) throw new Error(`${OPTIONS_VARIABLE} is not set`);
  return JSON.parse(text) as HostOptions;
}

/** How this run was started. */
export const hostOptions = readOptions();

const parentPort: MessagePort = {
  send: (message) => {
    process.send?.(message);
  },
  onMessage: (listener) => {
    process.on('message', listener);
  },
};

/** Filled in by the stand-ins as they are made; complete before the main bundle runs. */
const appCalls: Partial<AppCalls> = {};

export const screenLink = new Rpc<AppCalls, ScreenCalls>(parentPort, appCalls as AppCalls);

// A test that was broken off must not leave its app behind.
process.once('disconnect', () => {
  process.exit(0);
});

/** Offers calls to the test's process. */
export function offer(calls: Partial<AppCalls>): void {
  Object.assign(appCalls, calls);
}
