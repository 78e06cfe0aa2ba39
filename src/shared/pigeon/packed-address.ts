import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import ipaddr from 'ipaddr.js';

/** Chromium hides host addresses behind such names (draft-ietf-mmusic-mdns-ice-candidates). */
const MDNS_NAME = /^([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})\.local$/;
const FAMILIES = ['ipv4', 'ipv6', 'mdns'] as const;
const IPV4_BYTES = 4;
const LONG_BYTES = 16;
const UUID_PARTS = [8, 12, 16, 20];

/** An address as bytes, and of which kind. */
export interface PackedAddress {
  /** Its place among IPv4, IPv6 and mDNS. */
  readonly family: number;
  readonly bytes: readonly number[];
}

/** `null`: it is none that a letter can name, such as one of a zone. */
export function writeAddress(text: string): PackedAddress | null {
  const name = MDNS_NAME.exec(text);
  const bytes = name === null ? bytesOf(text) : hexToBytes(name.slice(1).join(''));
  if (bytes === null) return null;
  const family = name === null ? (bytes.length === IPV4_BYTES ? 'ipv4' : 'ipv6') : 'mdns';
  return { family: FAMILIES.indexOf(family), bytes: [...bytes] };
}

/** Reads what `writeAddress` wrote; `null`: it wrote no such thing. */
export function readAddress(family: number, take: (count: number) => Uint8Array): string | null {
  switch (FAMILIES.at(family)) {
    case 'ipv4':
      return ipaddr.fromByteArray([...take(IPV4_BYTES)]).toString();
    case 'ipv6':
      return ipv6Of(take(LONG_BYTES));
    case 'mdns':
      return mdnsName(bytesToHex(take(LONG_BYTES)));
    case undefined:
      return null;
  }
}

function bytesOf(text: string): readonly number[] | null {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text).toByteArray();
  if (!ipaddr.IPv6.isValid(text) || text.includes('%')) return null;
  const address = ipaddr.IPv6.parse(text);
  // It is an IPv4 address by another spelling: there is one way to write each.
  return address.isIPv4MappedAddress()
    ? address.toIPv4Address().toByteArray()
    : address.toByteArray();
}

function ipv6Of(bytes: Uint8Array): string | null {
  const text = ipaddr.fromByteArray([...bytes]).toString();
  return ipaddr.IPv6.parse(text).isIPv4MappedAddress() ? null : text;
}

function mdnsName(hex: string): string {
  const [first, second, third, fourth] = UUID_PARTS;
  const parts = [
    hex.slice(0, first),
    hex.slice(first, second),
    hex.slice(second, third),
    hex.slice(third, fourth),
    hex.slice(fourth),
  ];
  return `${parts.join('-')}.local`;
}
