import { bytesToHex, randomBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import {
  BEACON_BYTES,
  BeaconMemory,
  contactKeys,
  makeBeacons,
  readBeacon,
  senderOf,
  TAGS_PER_BEACON,
} from '../../../../src/shared/lan/beacon';
import { LanIdentity } from '../../../../src/shared/lan/lan-identity';

const ann = new LanIdentity(new Uint8Array(32).fill(1));
const bob = new LanIdentity(new Uint8Array(32).fill(2));
const eve = new LanIdentity(new Uint8Array(32).fill(3));
const ADDRESS = '192.168.1.20';
const run = randomBytes(8);
const sender = { run, port: 5_111, address: ADDRESS };

function beaconFor(contacts: readonly string[], counter = 1): Uint8Array {
  return makeBeacons(sender, counter, contactKeys(ann, contacts))[0];
}

const inverted = (byte: number): number => byte ^ 0xff;

/** What the host does with a datagram; whom it believes to be there. */
function hearing(identity: LanIdentity, contacts: readonly string[]) {
  const keys = contactKeys(identity, contacts);
  const memory = new BeaconMemory();
  return (bytes: Uint8Array, address = ADDRESS): string | null => {
    const beacon = readBeacon(bytes);
    const key = beacon === null ? null : senderOf(beacon, address, keys);
    return key !== null && beacon !== null && memory.isNew(key, beacon) ? key : null;
  };
}

describe('a beacon', () => {
  it('is recognised by whom it is for, and by nobody else', () => {
    const bytes = beaconFor([bob.publicKey]);
    expect(hearing(bob, [ann.publicKey])(bytes)).toBe(ann.publicKey);
    expect(hearing(eve, [ann.publicKey, bob.publicKey])(bytes)).toBeNull();
    // Who has nobody of that key among their contacts knows nobody by it.
    expect(hearing(bob, [eve.publicKey])(bytes)).toBeNull();
  });

  it('says no name and no key, and looks the same whomever it is for', () => {
    const bytes = beaconFor([bob.publicKey]);
    const text = bytesToHex(bytes);
    for (const { publicKey } of [ann, bob]) {
      for (let at = 0; at + 16 <= publicKey.length; at += 2) {
        expect(text).not.toContain(publicKey.slice(at, at + 16));
      }
    }
    expect(bytes).toHaveLength(BEACON_BYTES);
    expect(beaconFor([])).toHaveLength(BEACON_BYTES);
    expect(BEACON_BYTES).toBeLessThanOrEqual(256);
    // Nothing behind the header is ever said twice.
    const tags = (counter: number): string =>
      bytesToHex(beaconFor([bob.publicKey], counter).subarray(18));
    expect(tags(1)).not.toBe(tags(2));
  });

  it('has a second part where there are many contacts', () => {
    const many = Array.from({ length: TAGS_PER_BEACON + 1 }, (_, at) => {
      return new LanIdentity(new Uint8Array(32).fill(10 + at)).publicKey;
    });
    const beacons = makeBeacons(sender, 7, contactKeys(ann, [...many.slice(1), bob.publicKey]));
    expect(beacons.map((each) => readBeacon(each)?.counter)).toEqual([7, 8]);
    const hears = hearing(bob, [ann.publicKey]);
    expect(beacons.map((each) => hears(each)).filter((key) => key !== null)).toHaveLength(1);
  });

  it('is believed once, and from nowhere else', () => {
    const hears = hearing(bob, [ann.publicKey]);
    const bytes = beaconFor([bob.publicKey]);
    expect(hears(bytes, '192.168.1.66')).toBeNull();
    expect(hears(bytes)).toBe(ann.publicKey);
    expect(hears(bytes)).toBeNull();
    expect(hears(beaconFor([bob.publicKey], 2))).toBe(ann.publicKey);
    expect(hears(bytes)).toBeNull();
  });

  it('is none of 10,000 that were flipped, said again, cut or made up', () => {
    const hears = hearing(bob, [ann.publicKey]);
    const real = beaconFor([bob.publicKey]);
    expect(hears(real)).toBe(ann.publicKey);
    const chance = (below: number): number =>
      new DataView(randomBytes(4).buffer).getUint32(0) % below;
    const foreign = makeBeacons(sender, 1, contactKeys(eve, [bob.publicKey]))[0];
    const flip = (bytes: Uint8Array): Uint8Array => {
      const place = chance(bytes.length);
      return bytes.map((byte, at) => (at === place ? byte ^ (1 << chance(8)) : byte));
    };
    const attacks: readonly ((next: Uint8Array) => Uint8Array)[] = [
      // The header, which all tags speak of; the one tag that is bob's may be anywhere behind it.
      (next) => Uint8Array.from([...flip(next.subarray(0, 18)), ...next.subarray(18)]),
      () => real,
      (next) => next.subarray(0, chance(BEACON_BYTES)),
      () => randomBytes(chance(600)),
      () => foreign,
      (next) => Uint8Array.from([...next.subarray(0, 18), ...next.subarray(18).map(inverted)]),
    ];
    const contacts = contactKeys(ann, [bob.publicKey]);
    let accepted = 0;
    for (let at = 0; at < 10_000; at++) {
      const [next] = makeBeacons(sender, at + 2, contacts);
      if (hears(attacks[at % attacks.length](next)) !== null) accepted += 1;
    }
    expect(accepted).toBe(0);
    // And it is not deaf by now.
    expect(hears(beaconFor([bob.publicKey], 20_000))).toBe(ann.publicKey);
  });
});
