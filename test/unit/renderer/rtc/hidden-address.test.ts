import { describe, expect, it } from 'vitest';
import { withoutAddresses } from '../../../../src/renderer/rtc/hidden-address';
import type { Signal } from '../../../../src/shared/protocol/messages';

/** Addresses of this machine (RFC 5737, RFC 3849), and one of a TURN server. */
const LOCAL = ['192.0.2.7', '198.51.100.9', '2001:db8::7', 'abc-12.local'];
const RELAY = '203.0.113.5';

function candidate(text: string): Signal {
  return { kind: 'candidate', generation: 0, candidate: text, sdpMid: '0', sdpMLineIndex: 0 };
}

describe('signals of an end whose address is hidden', () => {
  it.each([
    'candidate:1 1 udp 2122260223 192.0.2.7 50000 typ host generation 0 ufrag a network-id 1',
    'candidate:2 1 udp 1686052607 198.51.100.9 50000 typ srflx raddr 192.0.2.7 rport 50000',
    'candidate:3 1 udp 1 198.51.100.9 50000 typ prflx raddr 192.0.2.7 rport 50000',
    'candidate:4 1 tcp 1518280447 abc-12.local 9 typ host tcptype active',
    'candidate:5 1 udp 1 192.0.2.7 50000 typ host typ relayed',
  ])('do not say: %s', (text) => {
    expect(withoutAddresses(candidate(text))).toBeNull();
  });

  it('name the relay, and not whom the TURN server sees behind it', () => {
    const text = `candidate:6 1 udp 41885439 ${RELAY} 60000 typ relay raddr 198.51.100.9 rport 50000`;
    expect(withoutAddresses(candidate(`${text} generation 0 ufrag a`))).toEqual(
      candidate(
        `candidate:6 1 udp 41885439 ${RELAY} 60000 typ relay raddr 0.0.0.0 rport 0 generation 0 ufrag a`,
      ),
    );
  });

  it('describe everything else as it is', () => {
    const lines = [
      'v=0',
      'o=- 4611 2 IN IP4 127.0.0.1',
      's=-',
      'm=audio 50000 UDP/TLS/RTP/SAVPF 111',
      'c=IN IP4 198.51.100.9',
      'a=rtcp:50001 IN IP4 198.51.100.9',
      'a=candidate:1 1 udp 2122260223 192.0.2.7 50000 typ host',
      'a=candidate:2 1 udp 2122262783 2001:db8::7 50000 typ host',
      `a=candidate:6 1 udp 41885439 ${RELAY} 60000 typ relay raddr 198.51.100.9 rport 50000`,
      'a=ice-ufrag:abcd',
      'a=fingerprint:sha-256 AA:BB',
      'm=video 0 UDP/TLS/RTP/SAVPF 96',
      'c=IN IP6 2001:db8::7',
      '',
    ];
    const signal: Signal = {
      kind: 'description',
      generation: 2,
      type: 'offer',
      sdp: lines.join('\r\n'),
    };
    const said = withoutAddresses(signal);
    expect(said).toEqual({
      ...signal,
      sdp: [
        ...lines.slice(0, 3),
        'm=audio 9 UDP/TLS/RTP/SAVPF 111',
        'c=IN IP4 0.0.0.0',
        'a=rtcp:9 IN IP4 0.0.0.0',
        `a=candidate:6 1 udp 41885439 ${RELAY} 60000 typ relay raddr 0.0.0.0 rport 0`,
        'a=ice-ufrag:abcd',
        'a=fingerprint:sha-256 AA:BB',
        // Refused, and to stay so.
        'm=video 0 UDP/TLS/RTP/SAVPF 96',
        'c=IN IP4 0.0.0.0',
        '',
      ].join('\r\n'),
    });
    for (const address of LOCAL) expect(JSON.stringify(said)).not.toContain(address);
  });

  it.each<Signal>([
    { kind: 'renegotiate', generation: 1 },
    { kind: 'transceiver', generation: 1, media: 'video' },
  ])('that name none are said: $kind', (signal) => {
    expect(withoutAddresses(signal)).toBe(signal);
  });
});
