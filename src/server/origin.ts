import type { IncomingHttpHeaders } from 'node:http';

/** The desktop app's own pages. */
export const APP_ORIGIN = 'app://webcrt';

function hostOf(origin: string): string | null {
  try {
    return new URL(origin).host;
  } catch {
    return null;
  }
}

/**
 * Whether a page of that origin may talk to this server: one that this server itself sent, one of
 * the desktop app, or one that was allowed by name. Browsers open websockets to anybody, whatever
 * CORS says, so the server has to look (OWASP, cross-site websocket hijacking). What is not a browser
 * sends no Origin. The scheme is not compared: a proxy in front may speak TLS where this server does not.
 */
export function isOriginAllowed(
  headers: Pick<IncomingHttpHeaders, 'origin' | 'host'>,
  allowedOrigins: readonly string[],
): boolean {
  const { origin, host } = headers;
  if (origin === undefined) return true;
  if (origin === APP_ORIGIN || allowedOrigins.includes(origin)) return true;
  const originHost = hostOf(origin);
  return originHost !== null && originHost === host?.toLowerCase();
}
