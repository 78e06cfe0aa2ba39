import type { IncomingHttpHeaders } from 'node:http';
import { isLoopbackName } from '../shared/base/is-loopback-name';
import { parseUrl } from '../shared/base/parse-url';

/** The desktop app's own pages. */
const APP_ORIGIN = 'app://webcrt';

const LOOPBACK_ADDRESS = /^(?:::ffff:)?127\.|^::1$/;

/** Of a handshake, what tells where its page came from. */
export interface Handshake {
  readonly headers: Pick<IncomingHttpHeaders, 'origin' | 'host'>;
  /** Its address on this machine is asked of the system, so that it is looked at last. */
  readonly socket: { readonly localAddress?: string | undefined };
}

/**
 * Whether a page of that origin may talk to this server: one that this server itself sent, one of
 * the desktop app, or one that was allowed by name. Browsers open websockets to anybody, whatever
 * CORS says, so the server has to look (OWASP, cross-site websocket hijacking). What is not a
 * browser sends no Origin. The scheme is not compared: a proxy in front may speak TLS where this
 * server does not.
 */
export function isOriginAllowed(
  { headers, socket }: Handshake,
  allowedOrigins: readonly string[],
): boolean {
  const { origin, host } = headers;
  if (origin === undefined) return true;
  if (origin === APP_ORIGIN || allowedOrigins.includes(origin)) return true;
  const page = parseUrl(origin);
  if (page === null || page.host !== host?.toLowerCase()) return false;
  return page.protocol !== 'http:' || !isRebound(page.hostname, socket.localAddress ?? '');
}

/**
 * Whether a handshake comes from a web page: browsers send its Origin, and no script can leave it
 * out.
 */
export function isFromWebPage(origin: string | undefined): boolean {
  return origin !== undefined && origin !== APP_ORIGIN;
}

/**
 * Whether something from elsewhere, whose name was made to point at this machine, would pass for
 * its own (DNS rebinding). A page of that kind has no certificate to show, and so is never one of
 * https.
 *
 * @param hostname as URLs have it: IPv6 in brackets
 * @param localAddress to which the connection came
 */
export function isRebound(hostname: string, localAddress: string): boolean {
  return LOOPBACK_ADDRESS.test(localAddress) && !isLoopbackName(hostname);
}
