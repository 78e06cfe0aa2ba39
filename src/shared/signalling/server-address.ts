/** Where a signalling server is, as socket.io wants it. */
export interface ServerAddress {
  /** http:// or https://, host and port: no path, which socket.io would take for a namespace. */
  readonly url: string;
  /** What the server is below on that host, behind a proxy: `/webcrt`; '' at its root. */
  readonly basePath: string;
  /** Whether the connection will be wss. */
  readonly isSecure: boolean;
}

const SERVER_URL =
  /^(ws|wss|http|https):\/\/([\w.-]+|\[[\da-f:.]+\])(:\d{1,5})?(\/[^?#\s]*)?(?:[?#]|$)/i;
/** What follows a server's own path in an invitation, which people paste as the address, too. */
const INVITATION = /\/room\/[^/]+$/;
const SECURE_SCHEMES = ['wss', 'https'];

/** Whether two addresses, however they are written, are of one server; `null` is none. */
export function isSameServer(a: string | null, b: string | null): boolean {
  const [one, other] = [a, b].map((each) => (each === null ? null : parseServerAddress(each)));
  return one !== null && other !== null && addressText(one) === addressText(other);
}

/** Reads a ws://, wss://, http:// or https:// URL; `null` when it is none of these. */
export function parseServerAddress(server: string): ServerAddress | null {
  const match = SERVER_URL.exec(server.trim());
  if (match === null) return null;
  const [, scheme, host, port = '', path = ''] = match;
  const isSecure = SECURE_SCHEMES.includes(scheme.toLowerCase());
  const url = `${isSecure ? 'https' : 'http'}://${host.toLowerCase()}${port}`;
  const basePath = path.replace(/\/+$/, '').replace(INVITATION, '').replace(/\/+$/, '');
  return { url, basePath, isSecure };
}

/**
 * An address in the one spelling in which it is shown: ws:// or wss://, without a slash at its end.
 */
export function addressText({ url, basePath }: ServerAddress): string {
  return url.replace(/^http/, 'ws') + basePath;
}
