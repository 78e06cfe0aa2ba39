import type { IncomingMessage } from 'node:http';
import proxyAddr from 'proxy-addr';

/** Whose request it is, as limits know them; `unknown` once the connection is gone. */
export type AddressOf = (request: IncomingMessage) => string;

/**
 * The address of a client: the nearest one that is no trusted proxy. Each proxy adds whom it heard
 * from to `X-Forwarded-For`; what stands behind the first that is not trusted may be made up.
 * @param trustedProxies addresses, ranges such as `10.0.0.0/8`, or `loopback`, `linklocal`, `uniquelocal`
 * @throws {TypeError} for what is none of these; see `isProxyRange`.
 */
export function createAddressOf(trustedProxies: readonly string[]): AddressOf {
  const isTrusted = proxyAddr.compile([...trustedProxies]);
  return (request) =>
    request.socket.remoteAddress === undefined ? 'unknown' : proxyAddr(request, isTrusted);
}

/** Whether `createAddressOf` takes it. */
export function isProxyRange(text: string): boolean {
  try {
    proxyAddr.compile(text);
    return true;
  } catch {
    return false;
  }
}
