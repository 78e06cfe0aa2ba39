import { isLoopbackName } from '../../shared/base/is-loopback-name';
import { parseUrl } from '../../shared/base/parse-url';

/**
 * Whether a server's address means the machine that it is used on: nobody else gets there by it.
 */
export function isOfThisMachine(server: string): boolean {
  const url = parseUrl(server);
  return url !== null && isLoopbackName(url.hostname);
}

/** An invitation: opens the web client of the server, and fills in how to go into the room. */
export function roomLink(server: string, slug: string): string {
  return `${server.replace(/^ws/, 'http').replace(/\/*$/, '')}/room/${slug}`;
}

/** The same for the desktop app. */
export function appLink(server: string, slug: string): string {
  const address = server.replace(/^http/, 'ws').replace(/\/*$/, '');
  return `webcrt://room/${slug}?server=${encodeURIComponent(address)}`;
}

/**
 * Opens the web client of the server, and fills in how to link the device that shows the code;
 * which no server is told, as it stands behind the `#`.
 */
export function deviceLink(server: string, code: string): string {
  return `${server.replace(/^ws/, 'http').replace(/\/*$/, '')}/#link=${code}`;
}
