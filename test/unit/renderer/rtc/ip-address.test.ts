import { isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAddress, isReachableAddress } from '../../../../src/renderer/rtc/ip-address';
import { fuzzRun } from '../../../helpers/fuzz';

/** What may be sent to an address: always, on this machine only, or never. */
type Verdict = 'reachable' | 'loopback' | 'never' | 'no address';

function verdictOf(text: string): Verdict {
  if (!isAddress(text)) return 'no address';
  if (isReachableAddress(text, false)) return 'reachable';
  return isReachableAddress(text, true) ? 'loopback' : 'never';
}

describe('an address of a candidate', () => {
  it.each<[text: string, verdict: Verdict]>([
    ['192.168.1.7', 'reachable'],
    ['10.0.0.1', 'reachable'],
    ['172.16.0.1', 'reachable'],
    ['100.64.0.1', 'reachable'],
    ['169.254.7.7', 'reachable'],
    ['192.0.0.4', 'reachable'],
    ['203.0.113.9', 'reachable'],
    ['8.8.8.8', 'reachable'],
    ['223.255.255.255', 'reachable'],
    ['127.0.0.1', 'loopback'],
    ['127.255.255.255', 'loopback'],
    ['0.0.0.0', 'never'],
    ['0.1.2.3', 'never'],
    ['224.0.0.1', 'never'],
    ['239.255.255.250', 'never'],
    ['240.0.0.1', 'never'],
    ['255.255.255.255', 'never'],
    ['169.254.169.254', 'never'],
    ['169.254.170.2', 'never'],
  ])('of IPv4, %s: %s', (text, verdict) => {
    expect(verdictOf(text)).toBe(verdict);
  });

  it.each<[text: string, verdict: Verdict]>([
    ['2001:db8::7', 'reachable'],
    ['2606:4700:4700::1111', 'reachable'],
    ['FE80::1', 'reachable'],
    ['fd12:3456::1', 'reachable'],
    ['fd00:ec2::253', 'reachable'],
    ['1:2:3:4:5:6:7::', 'reachable'],
    ['64:ff9b::8.8.8.8', 'reachable'],
    ['::1', 'loopback'],
    ['0:0:0:0:0:0:0:1', 'loopback'],
    ['::', 'never'],
    ['0:0:0:0:0:0:0:0', 'never'],
    ['ff02::1', 'never'],
    ['ffff::', 'never'],
    ['fd00:ec2::254', 'never'],
    ['fd00:0ec2:0:0:0:0:0:0254', 'never'],
  ])('of IPv6, %s: %s', (text, verdict) => {
    expect(verdictOf(text)).toBe(verdict);
  });

  it.each<[text: string, verdict: Verdict]>([
    ['::ffff:10.0.0.1', 'reachable'],
    ['::ffff:a00:1', 'reachable'],
    ['::ffff:127.0.0.1', 'loopback'],
    ['::FFFF:7f00:1', 'loopback'],
    ['0:0:0:0:0:ffff:127.0.0.1', 'loopback'],
    ['::ffff:0.0.0.0', 'never'],
    ['::ffff:224.0.0.1', 'never'],
    ['::ffff:169.254.169.254', 'never'],
    ['::ffff:a9fe:a9fe', 'never'],
    // IPv4-compatible (RFC 4291 section 2.5.5.1): nobody has such an address any more.
    ['::127.0.0.1', 'never'],
    ['::7f00:1', 'never'],
    ['::169.254.169.254', 'never'],
  ])('of IPv4 within IPv6, %s: %s', (text, verdict) => {
    expect(verdictOf(text)).toBe(verdict);
  });

  it.each([
    // What inet_aton would read as 127.0.0.1, and others as something else.
    '127.1',
    '127.0.1',
    '2130706433',
    '127',
    '0177.0.0.1',
    '017.0.0.1',
    '010.0.0.1',
    '00.0.0.0',
    '0x7f.1',
    '0x7f.0.0.1',
    '0x7f000001',
    '::ffff:0177.0.0.1',
    '::ffff:010.0.0.1',
    '::ffff:0x7f.0.0.1',
    // Groups and colons that are too many, or too long.
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7:8:',
    ':1:2:3:4:5:6:7:8',
    '1:2:3:4:5:6:7::8',
    '::1:2:3:4:5:6:7:8',
    '1:2:3:4:5:6:7',
    '1::2::3',
    ':::',
    '00001::1',
    '12345::1',
    '::ffff:1.2.3',
    '::ffff:1.2.3.256',
    '1.2.3.4::',
    // Interfaces of this machine are nobody else's business.
    'fe80::1%eth0',
    'fe80::1%1',
    '::1%lo',
    // Almost an address.
    '',
    ' ',
    '.',
    ':',
    '1.2.3',
    '1.2.3.',
    '1.2.3.4.',
    '.1.2.3.4',
    '1.2.3.4.5',
    '1.2.3.256',
    '1.2.3.-4',
    '+1.2.3.4',
    '1.2.3.4 ',
    '1.2.3.4\n',
    '1.2.3.4\0',
    '1.2.3.4/8',
    '1.2.3.4:80',
    '１.2.3.4',
    '1。2。3。4',
    '[::1]',
    '::1]/[',
    '::1/128',
    '::1\n',
    '::\t1',
    '::g',
    // Names, which would be looked up.
    'localhost',
    'example.org',
    '.local',
    'printer.local',
    'a.b.local',
    'ab.local.',
  ])('that is none: %j', (text) => {
    expect(verdictOf(text)).toBe('no address');
  });

  it('may be a name of mDNS, as Chromium makes them', () => {
    expect(verdictOf('0b8e2f6c-0000-4000-8000-a0b1c2d3e4f5.local')).toBe('reachable');
    expect(verdictOf('0B8E2F6C.LOCAL')).toBe('reachable');
  });
});

describe('reading an address', () => {
  const piece = fc.oneof(
    fc.constantFrom(':', '::', '.', '%', '0', '00', '0x', 'ffff', '127', '255', '256', '8', 'g'),
    fc.nat(70_000).map((value) => value.toString(16)),
    fc.nat(300).map(String),
    fc.ipV4(),
    fc.ipV6(),
  );
  const text = fc.oneof(
    fc.array(piece, { maxLength: 10 }).map((pieces) => pieces.join('')),
    fc
      .array(fc.nat(70_000), { minLength: 6, maxLength: 9 })
      .map((groups) => groups.map((group) => group.toString(16)).join(':')),
    fc.array(fc.nat(300), { minLength: 3, maxLength: 5 }).map((bytes) => bytes.join('.')),
    fc.ipV4(),
    fc.ipV6(),
    fc.string({ unit: 'binary', maxLength: 40 }),
  );

  it('takes what Node.js takes for an address, without its zones, and nothing else', () => {
    fc.assert(
      fc.property(text, (input) => {
        expect(isAddress(input)).toBe(isIP(input) !== 0 && !input.includes('%'));
      }),
      fuzzRun('addresses', 100_000),
    );
  });

  it('decides by the bytes, however they are written', () => {
    const byte = fc.oneof(fc.nat(255), fc.constantFrom(0, 127, 169, 224, 254, 255));
    const bytes = fc.oneof(
      fc.tuple(byte, byte, byte, byte),
      fc.constantFrom<[number, number, number, number]>([169, 254, 169, 254], [169, 254, 170, 2]),
    );
    fc.assert(
      fc.property(bytes, ([a, b, c, d]) => {
        const dotted = [a, b, c, d].join('.');
        const isMetadata = ['169.254.169.254', '169.254.170.2'].includes(dotted);
        const isNever = a === 0 || a >= 224 || isMetadata;
        const expected = isNever ? 'never' : a === 127 ? 'loopback' : 'reachable';
        const hex = [a * 256 + b, c * 256 + d].map((group) => group.toString(16)).join(':');
        const spellings = [dotted, `::ffff:${dotted}`, `::ffff:${hex}`, `0:0::0:FFFF:${hex}`];
        expect(spellings.map(verdictOf)).toEqual(spellings.map(() => expected));
      }),
      fuzzRun('bytes of addresses', 10_000),
    );
  });
});
