import { isLoopbackName } from '../../shared/base/is-loopback-name';
import { parseUrl } from '../../shared/base/parse-url';

/**
 * Whether a server's address means the machine that it is used on: nobody else gets there by it.
 */
export function isOfThisMachine(server: string): boolean {
  const url = parseUrl(server);
  return url !== null && isLoopbackName(url.hostname);
}

/** What of a room is in a link to it. */
export interface InvitedRoom {
  readonly slug: string;
  readonly hasPassword: boolean;
}

/**
 * An invitation: opens the web client of the server, and fills in how to go into the room. That it
 * has a password stands behind the `#`, so that no server can keep it from whoever follows the
 * link.
 */
export function roomLink(server: string, { slug, hasPassword }: InvitedRoom): string {
  const mark = hasPassword ? '#password=asked' : '';
  return `${server.replace(/^ws/, 'http').replace(/\/*$/, '')}/room/${slug}${mark}`;
}

/** The same for the desktop app. */
export function appLink(server: string, { slug, hasPassword }: InvitedRoom): string {
  const address = server.replace(/^http/, 'ws').replace(/\/*$/, '');
  const mark = hasPassword ? '&password=asked' : '';
  return `webcrt://room/${slug}?server=${encodeURIComponent(address)}${mark}`;
}

/**
 * Opens the web client of the server, and fills in how to link the device that shows the code;
 * which no server is told, as it stands behind the `#`.
 */
export function deviceLink(server: string, code: string): string {
  return `${server.replace(/^ws/, 'http').replace(/\/*$/, '')}/#link=${code}`;
}
