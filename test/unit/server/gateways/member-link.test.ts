import { beforeEach, describe, expect, it } from 'vitest';
import { MemberLink, type MemberLinkOptions } from '../../../../src/server/gateways/member-link';
import { FakeClock } from '../../../helpers/fake-clock';

const OFFER = 'v=0\r\nm=audio 9\r\na=ice-ufrag:ours\r\na=sendrecv\r\n';
const MORE = `${OFFER}m=video 9\r\na=sendrecv\r\n`;
const ANSWER = 'v=0\r\nm=audio 9\r\na=ice-ufrag:mine\r\na=sendrecv\r\n';
const MINUTE_MS = 60_000;

let clock: FakeClock;
/** What went to the member, and what to the client. */
let toMember: string[];
let toClient: string[];

beforeEach(() => {
  clock = new FakeClock();
  toMember = [];
  toClient = [];
});

function link(options: MemberLinkOptions): MemberLink {
  const client = {
    nowMs: () => clock.nowMs(),
    after: (delayMs: number, run: () => void) => clock.after(delayMs, run),
  };
  return new MemberLink(client, options, {
    handleSignal: (signal) => {
      const { kind, generation } = signal;
      const what =
        kind === 'description' ? signal.type : kind === 'candidate' ? signal.candidate : kind;
      toMember.push(`${generation} ${what}`);
    },
    handleDescription: ({ type }) => toClient.push(type),
    handleCandidate: ({ candidate }) => toClient.push(candidate),
    handleRestart: () => toClient.push('restart'),
    handleOtherCertificate: () => toClient.push('other certificate'),
  });
}

const later = (): MemberLink => link({ isForeign: false, isEarlier: false });
const earlier = (): MemberLink => link({ isForeign: false, isEarlier: true });

function offers(member: MemberLink, generation = 0): void {
  member.hear({ kind: 'description', generation, type: 'offer', sdp: OFFER });
}

function answers(member: MemberLink, generation = 0): void {
  member.hear({ kind: 'description', generation, type: 'answer', sdp: ANSWER });
}

function candidateOf(ufrag: string) {
  return { candidate: `candidate:1 ufrag ${ufrag}`, sdpMid: '0', sdpMLineIndex: 0 };
}

describe('a client and a member who came later', () => {
  it('are connected by the member’s offer, whatever the client offers meanwhile', () => {
    const member = later();
    member.describe({ type: 'offer', sdp: OFFER });
    offers(member);
    member.describe({ type: 'offer', sdp: OFFER });
    member.describe({ type: 'answer', sdp: ANSWER });
    expect(toClient).toEqual(['offer']);
    expect(toMember).toEqual(['0 answer']);
  });

  it('negotiate anew by the client’s offer, which the member answers', () => {
    const member = later();
    offers(member);
    member.describe({ type: 'answer', sdp: ANSWER });
    member.describe({ type: 'offer', sdp: MORE });
    answers(member);
    answers(member);
    clock.pass(MINUTE_MS);
    expect(toClient).toEqual(['offer', 'answer']);
    expect(toMember).toEqual(['0 answer', '0 offer']);
  });

  it('negotiate anew by a request, where the member answers nothing; once for what it cannot give', () => {
    const member = later();
    offers(member);
    member.describe({ type: 'answer', sdp: ANSWER });
    member.describe({ type: 'offer', sdp: MORE });
    expect(toMember).toEqual(['0 answer', '0 offer']);
    clock.pass(3_000);
    expect(toMember).toEqual(['0 answer', '0 offer', '0 renegotiate']);
    offers(member);
    member.describe({ type: 'answer', sdp: ANSWER });
    member.describe({ type: 'offer', sdp: MORE });
    clock.pass(MINUTE_MS);
    expect(toMember).toEqual(['0 answer', '0 offer', '0 renegotiate', '0 answer']);
    member.describe({ type: 'offer', sdp: OFFER });
    expect(toMember.at(-1)).toBe('0 renegotiate');
  });

  it('take the member’s offer where two cross later on', () => {
    const member = later();
    offers(member);
    member.describe({ type: 'answer', sdp: ANSWER });
    member.describe({ type: 'offer', sdp: MORE });
    offers(member);
    member.describe({ type: 'answer', sdp: ANSWER });
    answers(member);
    clock.pass(MINUTE_MS);
    expect(toClient).toEqual(['offer', 'offer']);
    expect(toMember).toEqual(['0 answer', '0 offer', '0 answer']);
  });

  it('take the client’s where two cross and the member gives way', () => {
    const member = earlier();
    member.describe({ type: 'offer', sdp: OFFER });
    offers(member);
    answers(member);
    member.describe({ type: 'answer', sdp: ANSWER });
    expect(toClient).toEqual(['offer', 'answer']);
    expect(toMember).toEqual(['0 offer']);
  });

  it('negotiate no more often than the member listens, and the last wish is not forgotten', () => {
    const member = later();
    offers(member);
    member.describe({ type: 'answer', sdp: ANSWER });
    toMember = [];
    for (let count = 0; count < 5; count += 1) {
      member.describe({ type: 'offer', sdp: count % 2 === 0 ? MORE : OFFER });
      answers(member);
    }
    expect(toMember).toEqual(['0 offer', '0 offer', '0 offer']);
    clock.pass(MINUTE_MS);
    expect(toMember.slice(3)).toEqual(['0 renegotiate']);
    clock.pass(MINUTE_MS);
    expect(toMember).toHaveLength(4);
    member.dispose();
  });

  it('are done when the member makes a connection anew: the client makes another, too', () => {
    const member = later();
    offers(member);
    member.describe({ type: 'answer', sdp: ANSWER });
    offers(member, 1);
    member.describe({ type: 'answer', sdp: ANSWER });
    offers(member, 0);
    expect(toClient).toEqual(['offer', 'restart', 'offer']);
    expect(toMember).toEqual(['0 answer', '1 answer']);
  });

  it('hear an answer to nothing never', () => {
    const member = later();
    member.describe({ type: 'answer', sdp: ANSWER });
    answers(member);
    expect([...toClient, ...toMember]).toEqual([]);
  });
});

describe('a client and a member who was there before', () => {
  it('are connected by the client’s offer, where the member makes none', () => {
    const member = earlier();
    member.describe({ type: 'offer', sdp: OFFER });
    answers(member);
    member.describe({ type: 'offer', sdp: MORE });
    expect(toClient).toEqual(['answer']);
    expect(toMember).toEqual(['0 offer', '0 offer']);
  });

  it('are connected by the member’s, where both offer', () => {
    const member = earlier();
    member.describe({ type: 'offer', sdp: OFFER });
    offers(member);
    member.describe({ type: 'answer', sdp: ANSWER });
    answers(member);
    expect(toClient).toEqual(['offer']);
    expect(toMember).toEqual(['0 offer', '0 answer']);
  });
});

describe('two who came by gateways', () => {
  it('hear all that each other says', () => {
    const member = link({ isForeign: true, isEarlier: false });
    member.describe({ type: 'offer', sdp: OFFER });
    offers(member);
    answers(member);
    member.describe({ type: 'answer', sdp: ANSWER });
    expect(toClient).toEqual(['offer', 'answer']);
    expect(toMember).toEqual(['0 offer', '0 answer']);
  });
});

describe('a candidate', () => {
  it('goes with the description that it belongs to, and with no other', () => {
    const member = later();
    member.candidate(candidateOf('dropped'), null);
    member.candidate(candidateOf('mine'), null);
    offers(member);
    member.describe({ type: 'answer', sdp: ANSWER });
    member.candidate(candidateOf('dropped'), null);
    member.candidate({ candidate: 'candidate:2', sdpMid: '0', sdpMLineIndex: 0 }, 'mine');
    member.candidate({ candidate: 'candidate:3', sdpMid: '0', sdpMLineIndex: 0 }, null);
    expect(toMember).toEqual([
      '0 answer',
      '0 candidate:1 ufrag mine',
      '0 candidate:2',
      '0 candidate:3',
    ]);
  });

  it('is held back by the dozen, and no more', () => {
    const member = earlier();
    for (let count = 0; count < 1_000; count += 1) member.candidate(candidateOf('ours'), null);
    member.describe({ type: 'offer', sdp: OFFER });
    expect(toMember).toHaveLength(1 + 16);
  });

  it('of the member comes to the client after a description, and of this connection', () => {
    const member = later();
    const said = { kind: 'candidate', candidate: 'c', sdpMid: '0', sdpMLineIndex: 0 } as const;
    member.hear({ ...said, generation: 0 });
    offers(member);
    member.hear({ ...said, generation: 0 });
    member.hear({ ...said, candidate: '', generation: 0 });
    member.hear({ ...said, generation: 1 });
    expect(toClient).toEqual(['offer', 'c']);
  });
});

describe('a connection that the member makes anew', () => {
  const shown = (certificate: string) => ({
    type: 'answer' as const,
    sdp: `${ANSWER}a=fingerprint:sha-256 ${certificate}\r\n`,
  });

  it('is answered by who shows the certificate of before, however it is spelled', () => {
    const member = later();
    offers(member);
    member.describe(shown('AB:CD'));
    offers(member, 1);
    member.describe(shown('ab:cd'));
    expect(toMember).toEqual(['0 answer', '1 answer']);
  });

  it('is not by who shows another, whom the member would take for somebody else', () => {
    const member = later();
    offers(member);
    member.describe(shown('AB:CD'));
    offers(member, 1);
    toClient = [];
    member.describe(shown('EF:01'));
    expect(toMember).toEqual(['0 answer']);
    expect(toClient).toEqual(['other certificate']);
  });
});
