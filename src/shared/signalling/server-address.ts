/** Where a signalling server is, as socket.io wants it. */
export interface ServerAddress {
  /** http:// or https://, host and port: no path, which socket.io would take for a namespace. */
  readonly url: string;
  /** Whether the connection will be wss. */
  readonly isSecure: boolean;
}

const SERVER_URL = /^(ws|wss|http|https):\/\/([\w.-]+|\[[\da-f:.]+\])(:\d{1,5})?(?:[/?#]|$)/i;
const SECURE_SCHEMES = ['wss', 'https'];

/** Whether two addresses, however they are written, are of one server; `null` is none. */
export function isSameServer(a: string | null, b: string | null): boolean {
  const [one, other] = [a, b].map((each) => (each === null ? null : parseServerAddress(each)));
  return one !== null && other !== null && one.url === other.url;
}

/** Reads a ws://, wss://, http:// or https:// URL; `null` when it is none of these. */
export function parseServerAddress(server: string): ServerAddress | null {
  const match = SERVER_URL.exec(server.trim());
  if (match === null) return null;
  const [, scheme, host, port = ''] = match;
  const isSecure = SECURE_SCHEMES.includes(scheme.toLowerCase());
  return { url: `${isSecure ? 'https' : 'http'}://${host.toLowerCase()}${port}`, isSecure };
}
