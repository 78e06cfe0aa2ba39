import { describe, expect, it } from 'vitest';
import { checkSdp } from '../../../../src/renderer/rtc/sdp-check';
import { isCandidateAllowed } from '../../../../src/renderer/rtc/candidate-check';
import {
  describeForPigeon,
  signalsOfPigeon,
} from '../../../../src/shared/pigeon/pigeon-description';
import type { Signal } from '../../../../src/shared/protocol/messages';
import { DESCRIPTION } from './pigeon-fixture';

const ID = '00112233445566778899aabbccddeeff';

/** As Chromium says it, candidates apart. */
function chromiums(lines: readonly string[], ...candidates: readonly string[]): readonly Signal[] {
  const sdp = lines.map((line) => `${line}\r\n`).join('');
  return [
    { kind: 'description', generation: 0, type: 'offer', sdp },
    ...candidates.map((candidate): Signal => ({
      kind: 'candidate',
      generation: 0,
      candidate,
      sdpMid: '0',
      sdpMLineIndex: 0,
    })),
  ];
}

const LINES = [
  'v=0',
  'o=- 3088738907037148247 2 IN IP4 127.0.0.1',
  's=-',
  't=0 0',
  'a=group:BUNDLE 0',
  'a=extmap-allow-mixed',
  'a=msid-semantic: WMS',
  'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
  'c=IN IP4 0.0.0.0',
  `a=ice-ufrag:${DESCRIPTION.ufrag}`,
  `a=ice-pwd:${DESCRIPTION.pwd}`,
  'a=ice-options:trickle',
  `a=fingerprint:sha-256 ${DESCRIPTION.fingerprint}`,
  'a=setup:actpass',
  'a=mid:0',
  'a=sctp-port:5000',
  'a=max-message-size:262144',
];
const HOST =
  'candidate:1 1 udp 2113937151 192.168.1.20 52353 typ host generation 0 network-cost 999';

describe('a description, for a letter', () => {
  it('is read from what a browser says, and is a description and candidates again', () => {
    const relay =
      'candidate:3 1 udp 33562367 198.51.100.9 49160 typ relay raddr 203.0.113.7 rport 52353';
    const described = describeForPigeon(chromiums(LINES, HOST, relay));
    expect(described).toEqual({
      ...DESCRIPTION,
      candidates: [
        { type: 'host', address: '192.168.1.20', port: 52_353 },
        { type: 'relay', address: '198.51.100.9', port: 49_160 },
      ],
    });
  });

  it('passes the same guard as every other that comes in', () => {
    for (const kind of ['offer', 'answer'] as const) {
      const [description, ...candidates] = signalsOfPigeon({
        kind,
        id: ID,
        description: DESCRIPTION,
      });
      expect(description).toMatchObject({ kind: 'description', type: kind });
      const sdp = description.kind === 'description' ? description.sdp : '';
      expect(checkSdp(sdp, kind, false)).toEqual({
        ok: true,
        value: { fingerprint: DESCRIPTION.fingerprint, mids: ['0'], candidates: [] },
      });
      expect(candidates).toHaveLength(DESCRIPTION.candidates.length);
      for (const each of candidates) {
        expect(each.kind === 'candidate' && isCandidateAllowed(each.candidate, false)).toBe(true);
      }
      expect(
        describeForPigeon(signalsOfPigeon({ kind, id: ID, description: DESCRIPTION })),
      ).toEqual(DESCRIPTION);
    }
  });

  it('names those ways alone that lead anywhere, and so few that a code stays small', () => {
    const many = Array.from(
      { length: 30 },
      (_, at) => `candidate:${at} 1 udp 2113937151 10.0.0.${at + 1} 50000 typ host`,
    );
    const others = [
      'candidate:1 1 tcp 1518280447 10.0.0.1 9 typ host tcptype active',
      'candidate:2 1 udp 2113937151 127.0.0.1 50000 typ host',
      'candidate:2 1 udp 2113937151 fe80::1 50000 typ host',
      'candidate:4 2 udp 2113937150 10.0.0.9 50001 typ host',
      'candidate:5 1 udp 2113937150 not.an.address 50001 typ host',
    ];
    const described = describeForPigeon(chromiums(LINES, ...others, ...many, ...many));
    expect(described?.candidates).toHaveLength(5);
    expect(described?.candidates[0]).toEqual({ type: 'host', address: '10.0.0.1', port: 50_000 });
  });

  it('names this machine itself where there is no network at all', () => {
    const local = 'candidate:2 1 udp 2113937151 127.0.0.1 50000 typ host';
    expect(describeForPigeon(chromiums(LINES, local))?.candidates).toEqual([
      { type: 'host', address: '127.0.0.1', port: 50_000 },
    ]);
  });

  it('is of nothing that is no connection of data channels alone', () => {
    expect(describeForPigeon([])).toBeNull();
    const withSound = [...LINES, 'm=audio 9 UDP/TLS/RTP/SAVPF 111', 'a=mid:1'];
    expect(describeForPigeon(chromiums(withSound, HOST))).toBeNull();
    const otherHash = LINES.map((line) => line.replace('sha-256', 'sha-1'));
    expect(describeForPigeon(chromiums(otherHash, HOST))).toBeNull();
    const otherName = LINES.map((line) => line.replace('a=mid:0', 'a=mid:data'));
    expect(describeForPigeon(chromiums(otherName, HOST))).toBeNull();
  });
});
