// Addresses as they stand in ICE candidates (RFC 8839), and which of them nobody may send us to.

const IPV4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;
/** Chromium hides host addresses behind such names (draft-ietf-mmusic-mdns-ice-candidates). */
const MDNS_NAME = /^[0-9a-f-]{1,63}\.local$/i;
const IPV6_GROUP = /^[0-9a-f]{1,4}$/i;
const IPV6_GROUPS = 8;
/** Where clouds hand out machine credentials to whoever asks. */
const METADATA_ADDRESSES = new Set(['169.254.169.254', '169.254.170.2']);

type Address =
  | { readonly kind: 'name' }
  | { readonly kind: 'ipv4'; readonly bytes: readonly number[] }
  | { readonly kind: 'ipv6'; readonly groups: readonly number[] };

function parseIpv4(text: string): readonly number[] | null {
  const parts = IPV4.exec(text)?.slice(1).map(Number);
  return parts?.every((part) => part <= 255) ? parts : null;
}

/** The groups of one side of a `::`; a dotted IPv4 tail counts as two. */
function parseGroups(text: string): readonly number[] | null {
  if (text === '') return [];
  const groups: number[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    const tail = index === parts.length - 1 ? parseIpv4(part) : null;
    if (tail) {
      const [a = 0, b = 0, c = 0, d = 0] = tail;
      groups.push(a * 256 + b, c * 256 + d);
    } else if (IPV6_GROUP.test(part)) groups.push(Number.parseInt(part, 16));
    else return null;
  }
  return groups;
}

function parseIpv6(text: string): readonly number[] | null {
  const halves = text.split('::').map(parseGroups);
  const [head, tail] = halves;
  if (!head || halves.length > 2) return null;
  if (halves.length === 1) return head.length === IPV6_GROUPS ? head : null;
  const zeros = tail ? IPV6_GROUPS - head.length - tail.length : 0;
  return tail && zeros > 0 ? [...head, ...new Array<number>(zeros).fill(0), ...tail] : null;
}

function parseAddress(text: string): Address | null {
  if (MDNS_NAME.test(text)) return { kind: 'name' };
  const bytes = parseIpv4(text);
  if (bytes) return { kind: 'ipv4', bytes };
  const groups = text.includes(':') ? parseIpv6(text) : null;
  return groups && { kind: 'ipv6', groups };
}

/** `::ffff:a.b.c.d` reaches the same host as `a.b.c.d`. */
function mappedIpv4(groups: readonly number[]): readonly number[] | null {
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (!isMapped) return null;
  return groups.slice(6).flatMap((group) => [group >> 8, group & 0xff]);
}

function isForbiddenIpv4(bytes: readonly number[], allowLoopback: boolean): boolean {
  const first = bytes[0] ?? 0;
  // 0/8 "this network", 127/8 loopback, 224/4 multicast, 240/4 reserved and broadcast.
  if (first === 0 || first >= 224) return true;
  if (first === 127) return !allowLoopback;
  return METADATA_ADDRESSES.has(bytes.join('.'));
}

function isForbiddenIpv6(groups: readonly number[], allowLoopback: boolean): boolean {
  const mapped = mappedIpv4(groups);
  if (mapped) return isForbiddenIpv4(mapped, allowLoopback);
  const text = groups.map((group) => group.toString(16)).join(':');
  if (text === '0:0:0:0:0:0:0:0') return true;
  if (text === '0:0:0:0:0:0:0:1') return !allowLoopback;
  if (text === 'fd00:ec2:0:0:0:0:0:254') return true;
  return (groups[0] ?? 0) >= 0xff00;
}

/**
 * Whether `text` is an IPv4 or IPv6 address or an mDNS name; other names would leak a DNS query.
 */
export function isAddress(text: string): boolean {
  return parseAddress(text) !== null;
}

/** Whether this end may be told to send packets to `text`. */
export function isReachableAddress(text: string, allowLoopback: boolean): boolean {
  const address = parseAddress(text);
  if (!address) return false;
  if (address.kind === 'name') return true;
  return address.kind === 'ipv4'
    ? !isForbiddenIpv4(address.bytes, allowLoopback)
    : !isForbiddenIpv6(address.groups, allowLoopback);
}
