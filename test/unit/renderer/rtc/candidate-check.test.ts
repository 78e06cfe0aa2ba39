import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { describe, expect, it } from 'vitest';
import { isCandidateAllowed } from '../../../../src/renderer/rtc/candidate-check';
import { EDITED_CANDIDATES } from '../../../helpers/edited-candidate';
import { fuzzRun } from '../../../helpers/fuzz';
import { HeapBar } from '../../../helpers/heap-bar';

const HOST = 'candidate:1 1 udp 2122194687 192.168.1.7 48781 typ host';

describe('a candidate of the other side', () => {
  it.each([
    ['the end of candidates', ''],
    ['a host', HOST],
    ['a host with everything Chromium adds', `${HOST} generation 0 ufrag QnNF network-id 3`],
    ['IPv6', 'candidate:1 1 udp 1 2001:db8::7 48781 typ host'],
    [
      'an mDNS name',
      'candidate:1 1 udp 1 0b8e2f6c-0000-4000-8000-a0b1c2d3e4f5.local 5000 typ host',
    ],
    ['a mapped one', 'candidate:1 1 UDP 1 203.0.113.9 61000 typ srflx raddr 0.0.0.0 rport 0'],
    [
      'a relayed one on port 443',
      'candidate:1 1 udp 1 203.0.113.9 443 typ relay raddr ::1 rport 9',
    ],
    ['a TCP one that dials', 'candidate:1 1 tcp 1 192.168.1.7 9 typ host tcptype active'],
    ['a TCP one that listens', 'candidate:1 1 tcp 1 192.168.1.7 5000 typ host tcptype passive'],
    ['a link-local one', 'candidate:1 1 udp 1 169.254.7.7 5000 typ host'],
  ])('is let through: %s', (_what, text) => {
    expect(isCandidateAllowed(text, false)).toBe(true);
  });

  it.each([
    ['a name that would be looked up', HOST.replace('192.168.1.7', 'evil.example')],
    ['multicast', HOST.replace('192.168.1.7', '239.1.2.3')],
    ['IPv6 multicast', HOST.replace('192.168.1.7', 'ff02::1')],
    ['broadcast', HOST.replace('192.168.1.7', '255.255.255.255')],
    ['no address', HOST.replace('192.168.1.7', '0.0.0.0')],
    ['no IPv6 address', HOST.replace('192.168.1.7', '::')],
    ['cloud metadata', HOST.replace('192.168.1.7', '169.254.169.254')],
    ['cloud metadata as IPv6', HOST.replace('192.168.1.7', '::ffff:169.254.169.254')],
    ['the same in hexadecimal', HOST.replace('192.168.1.7', '::ffff:a9fe:a9fe')],
    ['cloud metadata of IPv6', HOST.replace('192.168.1.7', 'fd00:ec2::254')],
    ['an octet over 255', HOST.replace('192.168.1.7', '192.168.1.700')],
    ['nine groups', HOST.replace('192.168.1.7', '1:2:3:4:5:6:7:8:9')],
    ['two gaps', HOST.replace('192.168.1.7', '1::2::3')],
    ['a service port', HOST.replace('48781', '53')],
    ['port 0', HOST.replace('48781', '0')],
    ['a port over 65535', HOST.replace('48781', '65536')],
    ['the discard port over UDP', HOST.replace('48781', '9')],
    ['TCP that says neither', 'candidate:1 1 tcp 1 192.168.1.7 5000 typ host'],
    ['an unknown transport', HOST.replace('udp', 'sctp')],
    ['an unknown type', HOST.replace('typ host', 'typ evil')],
    ['component 3', HOST.replace(' 1 udp', ' 3 udp')],
    ['half an extension', `${HOST} generation`],
    ['a bad origin', `${HOST} raddr evil.example rport 1`],
    ['a line break', `${HOST}\r\na=crypto:1`],
    ['a NUL', `${HOST} x \0`],
    ['an a= in front', `a=${HOST}`],
    ['more than 512 bytes', HOST + ' generation 0'.repeat(40)],
  ])('is refused: %s', (_what, text) => {
    expect(isCandidateAllowed(text, true)).toBe(false);
  });

  it.each(['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'])(
    'on loopback (%s) is let through only where that is allowed',
    (address) => {
      const text = HOST.replace('192.168.1.7', address);
      expect(isCandidateAllowed(text, true)).toBe(true);
      expect(isCandidateAllowed(text, false)).toBe(false);
    },
  );

  it('is checked without an exception, whatever it is, and passes to nowhere that must not be', () => {
    const { numRuns, seed } = fuzzRun('candidates', 100_000);
    const heap = new HeapBar('candidates', numRuns);
    let passed = 0;
    fc.assert(
      fc.property(EDITED_CANDIDATES, (candidate) => {
        heap.add();
        if (!isCandidateAllowed(candidate, false)) return;
        passed += 1;
        const [, , transport = '', , address = '', port = '', , type = ''] = candidate.split(' ');
        if (candidate === '' || address.endsWith('.local')) return;
        // Read by somebody else's parser, and not by what is under test.
        const range = ipaddr.process(address).range();
        const refused = ['unspecified', 'broadcast', 'multicast', 'loopback'];
        expect([candidate, refused.includes(range)]).toEqual([candidate, false]);
        const isDialled = transport.toLowerCase() === 'tcp' && ['0', '9'].includes(port);
        const isUsual = Number(port) >= (type.toLowerCase() === 'relay' ? 1 : 1_024);
        expect([candidate, isDialled || isUsual]).toEqual([candidate, true]);
      }),
      { numRuns, seed },
    );
    // Many of those that were hardly edited pass, or this would prove nothing.
    expect(passed).toBeGreaterThan(numRuns / 50);
    heap.check();
  });
});
