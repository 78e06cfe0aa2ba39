import ipaddr from 'ipaddr.js';
import { parseUrl } from '../../shared/base/parse-url';

// Addresses as they stand in ICE candidates (RFC 8839), and which of them no remote peer may have
// this end send packets to.

/** Chromium hides host addresses behind such names (draft-ietf-mmusic-mdns-ice-candidates). */
const MDNS_NAME = /^[0-9a-f-]{1,63}\.local$/i;
const IPV6_CHARACTERS = /^[\da-f:.]+$/i;

/** Only for whoever calls itself; the first range that fits counts. */
const IPV4_RANGES = {
  loopback: ipv4Ranges('127.0.0.0/8'),
  forbidden: ipv4Ranges(
    // "This network", multicast, and what is reserved, with broadcast.
    '0.0.0.0/8',
    '224.0.0.0/3',
    // Where clouds hand out machine credentials to whoever asks.
    '169.254.169.254/32',
    '169.254.170.2/32',
  ),
};
const IPV6_RANGES = {
  loopback: ipv6Ranges('::1/128'),
  forbidden: ipv6Ranges(
    // No address, IPv4-compatible ones, which nobody has any more, and multicast.
    '::/96',
    'ff00::/8',
    // Credentials again.
    'fd00:ec2::254/128',
  ),
};

function ipv4Ranges(...ranges: readonly string[]): [ipaddr.IPv4, number][] {
  return ranges.map((range) => ipaddr.IPv4.parseCIDR(range));
}

function ipv6Ranges(...ranges: readonly string[]): [ipaddr.IPv6, number][] {
  return ranges.map((range) => ipaddr.IPv6.parseCIDR(range));
}

/**
 * IPv6 as RFC 4291 has it, in the one spelling that the parser of addresses of pages gives it.
 * ipaddr.js alone would take zones, groups of five digits, hexadecimal octets, and a colon or a gap
 * too many.
 */
function normaliseIpv6(text: string): string | null {
  const url = IPV6_CHARACTERS.test(text) ? parseUrl(`http://[${text}]`) : null;
  return url?.hostname.slice(1, -1) ?? null;
}

/** `::ffff:a.b.c.d` reaches the same host as `a.b.c.d`, and becomes that. */
function parseIp(text: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  // Decimal and whole: `127.1`, `0177.0.0.1` and `0x7f.0.0.1` mean different things to different
  // readers.
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text);
  const ipv6 = normaliseIpv6(text);
  return ipv6 === null ? null : ipaddr.process(ipv6);
}

/**
 * Whether `text` is an IPv4 or IPv6 address or an mDNS name; other names would leak a DNS query.
 */
export function isAddress(text: string): boolean {
  return MDNS_NAME.test(text) || parseIp(text) !== null;
}

/** Whether this end may be told to send packets to `text`. */
export function isReachableAddress(text: string, allowLoopback: boolean): boolean {
  if (MDNS_NAME.test(text)) return true;
  const address = parseIp(text);
  if (address === null) return false;
  const range =
    address instanceof ipaddr.IPv4
      ? ipaddr.subnetMatch(address, IPV4_RANGES)
      : ipaddr.subnetMatch(address, IPV6_RANGES);
  return range === 'loopback' ? allowLoopback : range !== 'forbidden';
}
