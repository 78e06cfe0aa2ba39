import { parseUrl } from '../../shared/base/parse-url';

/**
 * Whether a client that says it dialled `origin` dialled this server. `publicUrls`: how this server
 * is reached; where that is not known, by whatever `host` the request was for, which a server in
 * between may have made up.
 */
export function isOwnOrigin(
  origin: string,
  host: string | undefined,
  publicUrls: readonly string[],
): boolean {
  const dialled = parseUrl(origin);
  if (dialled === null || !['http:', 'https:'].includes(dialled.protocol)) return false;
  if (publicUrls.length > 0) return publicUrls.some((url) => originOf(url) === dialled.origin);
  // The scheme is not compared: a proxy in front may speak TLS where this server does not.
  return parseUrl(`${dialled.protocol}//${host ?? ''}`)?.host === dialled.host;
}

/** `https://HOST[:PORT]` of an address that is written with http, https, ws or wss. */
function originOf(url: string): string {
  return new URL(url.replace(/^ws/i, 'http')).origin;
}
