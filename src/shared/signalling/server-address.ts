import { parsePort } from '../base/port';

/** Where a signalling server is, as socket.io wants it. */
export interface ServerAddress {
  /** http:// or https://, host and port: no path, which socket.io would take for a namespace. */
  readonly url: string;
  /** What the server is below on that host, behind a proxy: `/webcrt`; '' at its root. */
  readonly basePath: string;
  /** Whether the connection will be wss. */
  readonly isSecure: boolean;
}

/** Of the address of a server, as it is typed, pasted, linked or kept. */
export const MAX_SERVER_URL_CHARS = 500;

/** A host, an optional port, path and query; no user name. Not the URL global: shared has none. */
const SERVER_URL =
  /^(wss?|https?):\/\/([\w.-]+|\[[\da-f:.]+\])(?::(\d{1,5}))?(\/[^?#\s]*)?(?:[?#]\S*)?$/i;
/** What follows a server's own path in an invitation, which people paste as the address, too. */
const INVITATION = /\/room\/[^/]+$/;
const SECURE_SCHEMES = ['wss', 'https'];

/**
 * Reads a ws://, wss://, http:// or https:// URL, with or without blanks around it; `null` when it
 * is none of these.
 */
export function parseServerAddress(server: string): ServerAddress | null {
  const match = server.length <= MAX_SERVER_URL_CHARS ? SERVER_URL.exec(server.trim()) : null;
  if (match === null) return null;
  const [, scheme, host, port, path = ''] = match as unknown as Match;
  // To port 0 nobody can connect.
  if (port !== undefined && !parsePort(port)) return null;
  const isSecure = SECURE_SCHEMES.includes(scheme.toLowerCase());
  const origin = `${isSecure ? 'https' : 'http'}://${host.toLowerCase()}`;
  const basePath = path.replace(/\/+$/, '').replace(INVITATION, '').replace(/\/+$/, '');
  return { url: port === undefined ? origin : `${origin}:${port}`, basePath, isSecure };
}

type Match = readonly [all: string, scheme: string, host: string, port?: string, path?: string];

/** Whether `text` as it stands, without blanks around it, can be the address of a server. */
export function isServerUrl(text: string): boolean {
  return text === text.trim() && parseServerAddress(text) !== null;
}

/** Whether two addresses, however they are written, are of one server; `null` is none. */
export function isSameServer(a: string | null, b: string | null): boolean {
  const [one, other] = [a, b].map((each) => (each === null ? null : parseServerAddress(each)));
  return one !== null && other !== null && addressText(one) === addressText(other);
}

/**
 * An address as isServerUrl takes it, in the one spelling in which it is kept and shown: ws:// or
 * wss://, also where somebody pasted what their browser says.
 */
export function webSocketUrl(url: string): string {
  return url.replace(/^http/i, 'ws').replace(/^wss?:/i, (scheme) => scheme.toLowerCase());
}

/**
 * An address in the one spelling in which it is shown: ws:// or wss://, without a slash at its end.
 */
export function addressText({ url, basePath }: ServerAddress): string {
  return url.replace(/^http/, 'ws') + basePath;
}
