import type { IncomingMessage } from 'node:http';
import { isIPv4 } from 'node:net';
import ipaddr from 'ipaddr.js';
import proxyAddr from 'proxy-addr';

/** Whose request it is, as limits know them; `unknown` once the connection is gone. */
export type AddressOf = (request: IncomingMessage) => string;

/** Whether the `index`th hop of a request, from the nearest on, is a proxy that is believed. */
export type IsTrusted = (address: string, index: number) => boolean;

const NOBODY_IS_TRUSTED: IsTrusted = () => false;

/**
 * @param trustedProxies addresses, ranges such as `10.0.0.0/8`, or `loopback`, `linklocal`,
 *   `uniquelocal`
 * @throws {TypeError} for what is none of these; see `isProxyRange`.
 */
export function createIsTrusted(trustedProxies: readonly string[]): IsTrusted {
  if (trustedProxies.length === 0) return NOBODY_IS_TRUSTED;
  return proxyAddr.compile([...trustedProxies]);
}

/**
 * The address of a client: the nearest one that is no trusted proxy. Each proxy adds whom it heard
 * from to `X-Forwarded-For`; what stands behind the first that is not trusted may be made up.
 */
export function createAddressOf(isTrusted: IsTrusted): AddressOf {
  return (request) => {
    const { remoteAddress = 'unknown' } = request.socket;
    if (remoteAddress === 'unknown' || isTrusted === NOBODY_IS_TRUSTED) return remoteAddress;
    return proxyAddr(request, isTrusted);
  };
}

/**
 * Whether a client came over TLS: to this server, or to the trusted proxy that is nearest to it,
 * which says so by `X-Forwarded-Proto`.
 */
export function createIsSecure(isTrusted: IsTrusted): (request: IncomingMessage) => boolean {
  return ({ socket, headers }) => {
    if ('encrypted' in socket) return true;
    const isProxy = socket.remoteAddress !== undefined && isTrusted(socket.remoteAddress, 0);
    return isProxy && headers['x-forwarded-proto'] === 'https';
  };
}

/** Whether `createIsTrusted` takes it. */
export function isProxyRange(text: string): boolean {
  try {
    proxyAddr.compile(text);
    return true;
  } catch {
    return false;
  }
}

function parseAddress(address: string): ReturnType<typeof ipaddr.process> | null {
  try {
    return ipaddr.process(address);
  } catch {
    return null;
  }
}

/** A household, or a machine, has a /64 of its own, and as many addresses as it likes in it. */
const IPV6_NETWORK_BYTES = 8;
/** As a server that listens for both has those of the other kind. */
const MAPPED_IPV4 = '::ffff:';

/**
 * Under what limits by address count: an IPv4 address, or the /64 of an IPv6 address. `null` for
 * this machine itself, to which they do not apply: everybody behind a proxy that nobody told the
 * server of comes from there.
 */
export function addressKeyOf(address: string): string | null {
  // As most are, and written in one way only.
  const ipv4 = address.startsWith(MAPPED_IPV4) ? address.slice(MAPPED_IPV4.length) : address;
  if (isIPv4(ipv4)) return ipv4.startsWith('127.') ? null : ipv4;
  const parsed = parseAddress(address);
  if (parsed === null) return address;
  if (parsed.range() === 'loopback') return null;
  if (parsed.kind() === 'ipv4') return parsed.toString();
  const network = parsed.toByteArray().slice(0, IPV6_NETWORK_BYTES);
  return `${Buffer.from(network).toString('hex')}/64`;
}
