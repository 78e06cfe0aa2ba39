import type { HostApi } from '../../shared/ipc/host-api';

declare global {
  interface Window {
    /** Put there by the preload script, method by method. */
    readonly webcrt?: HostApi;
  }
}

/** The desktop app as a host: what the preload script exposed. */
export function electronHost(): HostApi {
  if (window.webcrt === undefined) throw new Error('The preload script did not run.');
  return window.webcrt;
}
