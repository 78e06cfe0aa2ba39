import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, randomBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import type { PublicKey } from '../protocol/fields';
import type { LanIdentity } from './lan-identity';

// What goes to everybody on a network: that somebody is there, and at which port. It holds no name
// and no key. For each contact there is a tag that only the two of them can make, and that is
// another one in each beacon; places that are left over are filled with chance.

const MAGIC = utf8ToBytes('WCL1');
export const RUN_BYTES = 8;
const COUNTER_AT = MAGIC.length + RUN_BYTES;
const PORT_AT = COUNTER_AT + 4;
const HEADER_BYTES = PORT_AT + 2;
const TAG_BYTES = 12;
export const TAGS_PER_BEACON = 16;
export const BEACON_BYTES = HEADER_BYTES + TAGS_PER_BEACON * TAG_BYTES;

/** Who is there, as one datagram says it. */
export interface Beacon {
  /** Of whoever sends it, from its start to its end, in hexadecimal digits. */
  readonly run: string;
  /** Grows with each. */
  readonly counter: number;
  /** Where it takes connections. */
  readonly port: number;
  readonly bytes: Uint8Array;
}

export interface BeaconSender {
  readonly run: Uint8Array;
  readonly port: number;
  /** IPv4, as receivers see where it comes from. */
  readonly address: string;
}

/** What somebody shares with one contact, see `LanIdentity.beaconKey`. */
export interface ContactKeys {
  readonly key: PublicKey;
  readonly sending: Uint8Array;
  readonly receiving: Uint8Array;
}

/** The keys that are none are left out. */
export function contactKeys(
  identity: LanIdentity,
  contacts: readonly PublicKey[],
): readonly ContactKeys[] {
  return contacts.flatMap((key) => {
    const sending = identity.beaconKey(key, 'from-me');
    const receiving = identity.beaconKey(key, 'to-me');
    return sending === null || receiving === null ? [] : [{ key, sending, receiving }];
  });
}

/**
 * As many beacons as `contacts` need, at least one; the first counts `counter`. At most
 * `BEACON_BYTES` each.
 */
export function makeBeacons(
  { run, port, address }: BeaconSender,
  counter: number,
  contacts: readonly ContactKeys[],
): readonly Uint8Array[] {
  const count = Math.max(1, Math.ceil(contacts.length / TAGS_PER_BEACON));
  return Array.from({ length: count }, (_, index) => {
    const header = new Uint8Array(HEADER_BYTES);
    header.set(MAGIC);
    header.set(run, MAGIC.length);
    const view = new DataView(header.buffer);
    view.setUint32(COUNTER_AT, counter + index);
    view.setUint16(PORT_AT, port);
    const some = contacts.slice(index * TAGS_PER_BEACON, (index + 1) * TAGS_PER_BEACON);
    const tags = some.map(({ sending }) => tagOf(sending, header, address));
    while (tags.length < TAGS_PER_BEACON) tags.push(randomBytes(TAG_BYTES));
    // In no order: a place that stays the same would be a name.
    return concatBytes(header, ...shuffled(tags));
  });
}

/** `null`: it is none. */
export function readBeacon(bytes: Uint8Array): Beacon | null {
  if (bytes.length !== BEACON_BYTES || MAGIC.some((byte, at) => bytes[at] !== byte)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const port = view.getUint16(PORT_AT);
  if (port < 1_024) return null;
  return {
    run: bytesToHex(bytes.subarray(MAGIC.length, COUNTER_AT)),
    counter: view.getUint32(COUNTER_AT),
    port,
    bytes,
  };
}

/** Which of the contacts sent it, from `address`; `null`: none of them. */
export function senderOf(
  { bytes }: Beacon,
  address: string,
  contacts: readonly ContactKeys[],
): PublicKey | null {
  const header = bytes.subarray(0, HEADER_BYTES);
  const tags = new Set<string>();
  for (let at = HEADER_BYTES; at < bytes.length; at += TAG_BYTES) {
    tags.add(bytesToHex(bytes.subarray(at, at + TAG_BYTES)));
  }
  const sender = contacts.find(({ receiving }) =>
    tags.has(bytesToHex(tagOf(receiving, header, address))),
  );
  return sender?.key ?? null;
}

/** The address is in it, so that nobody can say it again from elsewhere. */
function tagOf(key: Uint8Array, header: Uint8Array, address: string): Uint8Array {
  return hmac(sha256, key, concatBytes(header, utf8ToBytes(address))).subarray(0, TAG_BYTES);
}

function shuffled<T>(values: readonly T[]): T[] {
  const left = [...values];
  const chance = randomBytes(left.length * 4);
  const view = new DataView(chance.buffer);
  return values.map((_, index) => left.splice(view.getUint32(index * 4) % left.length, 1)[0]);
}

/** So many earlier runs of one contact are remembered. */
const MAX_RUNS = 32;

/** Tells beacons from those that are said again: of each run only ever newer ones count. */
export class BeaconMemory {
  private readonly runs = new Map<PublicKey, Map<string, number>>();

  /** Whether a beacon of that contact is news. To be asked once. */
  isNew(key: PublicKey, { run, counter }: Beacon): boolean {
    const known = this.runs.get(key) ?? new Map<string, number>();
    this.runs.set(key, known);
    const last = known.get(run);
    if (last !== undefined && counter <= last) return false;
    known.set(run, counter);
    if (known.size > MAX_RUNS) known.delete([...known.keys()][0]);
    return true;
  }
}
