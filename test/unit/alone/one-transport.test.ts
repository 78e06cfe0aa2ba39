import { describe, expect, it } from 'vitest';
import { withOneTransport } from '../../../src/alone/rtc/one-transport';

const HEAD = ['v=0', 'o=- 1 1 IN IP4 0.0.0.0', 's=-', 't=0 0'];

function section(kind: string, mid: string, transport: string): string[] {
  return [
    `m=${kind} 9 UDP/TLS/RTP/SAVPF 96`,
    `a=mid:${mid}`,
    `a=candidate:${transport} 1 udp 1 192.0.2.1 9 typ host`,
    'a=end-of-candidates',
    `a=ice-ufrag:${transport}`,
    `a=ice-pwd:${transport}`,
    `a=fingerprint:sha-256 ${transport}`,
    'a=setup:actpass',
    `a=rtpmap:96 ${kind}/1`,
  ];
}

const sdpOf = (...lines: readonly string[]): string => `${lines.join('\r\n')}\r\n`;

const transportsOf = (sdp: string): string[] =>
  sdp
    .split('m=')
    .slice(1)
    .map((part) => [
      ...part.matchAll(/^a=(?:ice-ufrag:|ice-pwd:|fingerprint:\S+ |candidate:)(\S+)/gm),
    ])
    .map((found) => found.map(([, name]) => name).join(' '));

const SECTIONS = [
  ...section('audio', '0', 'one'),
  ...section('video', '1', 'two'),
  ...section('video', '2', 'three'),
];

describe('a description whose sections have a transport each', () => {
  it('has that which the bundle names first for all in it, and the others as they are', () => {
    const sdp = withOneTransport(sdpOf(...HEAD, 'a=group:BUNDLE 1 0', ...SECTIONS));
    expect(transportsOf(sdp)).toEqual([
      'two two two',
      'two two two two',
      'three three three three',
    ]);
    expect(sdp.match(/\na=setup:actpass\r\n/g)).toHaveLength(3);
    expect(sdp.match(/\na=rtpmap:96 (?:audio|video)\/1\r\n/g)).toHaveLength(3);
    expect(sdp.split('\r\n').every((line) => /^\w=|^$/.test(line))).toBe(true);
    expect(sdp).not.toMatch(/[^\r]\n|\n\r|\r[^\n]/);
  });

  it.each([
    ['without a bundle', sdpOf(...HEAD, ...SECTIONS)],
    ['whose bundle names nothing in it', sdpOf(...HEAD, 'a=group:BUNDLE 7 8', ...SECTIONS)],
    [
      'where the session has it',
      sdpOf(...HEAD, 'a=ice-ufrag:all', 'a=group:BUNDLE 0', 'm=audio 9 X 1', 'a=mid:0'),
    ],
    ['of nothing', ''],
  ])('is as it is %s', (_what, sdp) => {
    expect(withOneTransport(sdp)).toBe(sdp);
  });
});
