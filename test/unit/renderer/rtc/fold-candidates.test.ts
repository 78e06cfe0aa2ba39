import { describe, expect, it } from 'vitest';
import { foldCandidates } from '../../../../src/renderer/rtc/fold-candidates';
import type { Signal } from '../../../../src/shared/protocol/messages';

const HOST = 'candidate:1 1 udp 2122260223 192.0.2.1 50000 typ host generation 0 ufrag abcd';
const RELAY = 'candidate:2 1 udp 41885439 198.51.100.7 3478 typ relay raddr 0.0.0.0 rport 0';
const LOOPBACK = 'candidate:3 1 udp 2122260223 127.0.0.1 50000 typ host';

const SDP = [
  'v=0',
  's=-',
  'm=audio 9 UDP/TLS/RTP/SAVPF 111',
  'a=mid:0',
  'a=sendrecv',
  'm=video 9 UDP/TLS/RTP/SAVPF 96',
  'a=mid:1',
  '',
].join('\r\n');

const OFFER: Signal = { kind: 'description', generation: 3, type: 'offer', sdp: SDP };

function candidate(text: string, sdpMid: string | null = '0'): Signal {
  return { kind: 'candidate', generation: 3, candidate: text, sdpMid, sdpMLineIndex: 0 };
}

function sdpOf([first]: readonly Signal[]): string {
  return first.kind === 'description' ? first.sdp : '';
}

describe('folding candidates into a description', () => {
  it('writes each at the end of its section, in their order, and says nothing else', () => {
    const folded = foldCandidates([
      OFFER,
      candidate(HOST),
      candidate(RELAY),
      candidate(RELAY, '1'),
    ]);
    expect(folded).toHaveLength(1);
    const [first, second] = sdpOf(folded).split('m=video');
    expect(first.endsWith(`a=sendrecv\r\na=${HOST}\r\na=${RELAY}\r\n`)).toBe(true);
    expect(second.endsWith(`a=mid:1\r\na=${RELAY}\r\n`)).toBe(true);
    expect(sdpOf(folded).replaceAll(/a=candidate.*\r\n/g, '')).toBe(SDP);
  });

  it('leaves by themselves what would have the whole description refused, or has no place', () => {
    const alone = [
      candidate(LOOPBACK),
      candidate('candidate:evil'),
      candidate(''),
      candidate(HOST, '7'),
      candidate(HOST, null),
    ];
    expect(foldCandidates([OFFER, ...alone])).toEqual([OFFER, ...alone]);
  });

  it('leaves what came before a description, and signals without one', () => {
    const early = candidate(HOST);
    expect(foldCandidates([early, OFFER])).toEqual([early, OFFER]);
    expect(foldCandidates([early])).toEqual([early]);
    expect(foldCandidates([])).toEqual([]);
  });
});
