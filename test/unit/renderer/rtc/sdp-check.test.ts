import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SignalError } from '../../../../src/renderer/rtc/peer-link';
import { checkSdp } from '../../../../src/renderer/rtc/sdp-check';
import { err } from '../../../../src/shared/base/result';
import {
  addLine,
  dropLines,
  GATHERED_OFFER,
  LINK_ANSWER,
  LINK_OFFER,
  replaceLines,
  SDP_FIXTURES,
} from '../../../helpers/sdp-fixtures';

const OTHER_FINGERPRINT = `a=fingerprint:sha-256 ${Array(32).fill('AB').join(':')}`;
const SHA_256 = /^a=fingerprint:sha-256 ([0-9A-F]{2}:){31}[0-9A-F]{2}$/im;

function check(sdp: string, type: 'offer' | 'answer' = 'offer') {
  return checkSdp(sdp, type, true);
}

describe('a description of the other side', () => {
  it.each(SDP_FIXTURES)('passes as Chromium made it: $name', ({ sdp, type }) => {
    expect(checkSdp(sdp, type, true)).toMatchObject({ ok: true });
  });

  it('passes with plain newlines, which RFC 8866 asks parsers to take', () => {
    expect(check(LINK_OFFER.sdp.replaceAll('\r\n', '\n'))).toMatchObject({ ok: true });
  });

  it('tells its fingerprint, its media sections and how many candidates it brings', () => {
    const outcome = check(GATHERED_OFFER.sdp);
    expect(outcome).toMatchObject({ value: { mids: ['0', '1', '2'] } });
    expect(outcome.ok && outcome.value.candidates).toHaveLength(24);
    const [, fingerprint] = /a=fingerprint:sha-256 (\S+)/.exec(GATHERED_OFFER.sdp)!;
    expect(outcome).toMatchObject({ value: { fingerprint } });
  });

  it('may state the fingerprint once for all sections', () => {
    const [line = ''] = SHA_256.exec(LINK_OFFER.sdp)!;
    const bare = dropLines(LINK_OFFER.sdp, /^a=fingerprint/);
    expect(check(bare.replace('t=0 0', `t=0 0\r\n${line}`))).toMatchObject({ ok: true });
  });

  it('may have roles, names and transports for each section that few browsers offer', () => {
    const odd = dropLines(LINK_OFFER.sdp, /^a=group:BUNDLE/)
      .replaceAll('a=setup:actpass', 'a=setup:passive')
      .replace('a=mid:0', 'a=mid:sdparta_0');
    const outcome = check(odd);
    expect(outcome.ok && outcome.value.mids[0]).toBe('sdparta_0');
  });

  const refused: readonly (readonly [string, string, SignalError])[] = [
    ['nothing', '', 'sdp-malformed'],
    ['no lines', '\r\n\r\n', 'sdp-malformed'],
    ['no media', 'v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n', 'sdp-malformed'],
    ['more than 32 kB', addLine(LINK_OFFER.sdp, `a=x:${'y'.repeat(32_768)}`), 'sdp-too-large'],
    ['more than 800 lines', LINK_OFFER.sdp + 'a=x\r\n'.repeat(800), 'sdp-too-large'],
    ['a line over 2 kB', addLine(LINK_OFFER.sdp, `a=x:${'y'.repeat(2_048)}`), 'sdp-too-large'],
    [
      'nine media sections',
      LINK_OFFER.sdp + 'm=audio 0 UDP/TLS/RTP/SAVPF 0\r\n'.repeat(6),
      'sdp-too-large',
    ],
    ['a NUL', LINK_OFFER.sdp.replace('s=-', 's=-\0'), 'sdp-malformed'],
    ['an escape', LINK_OFFER.sdp.replace('s=-', 's=\x1b[31m'), 'sdp-malformed'],
    ['a letter outside ASCII', LINK_OFFER.sdp.replace('s=-', 's=é'), 'sdp-malformed'],
    ['a stray carriage return', LINK_OFFER.sdp.replace('s=-', 's=-\r-'), 'sdp-malformed'],
    ['a half line', `${LINK_OFFER.sdp}a=x`, 'sdp-malformed'],
    ['another version', LINK_OFFER.sdp.replace('v=0', 'v=1'), 'sdp-malformed'],
    ['a text section', addLine(LINK_OFFER.sdp, 'm=text 9 UDP/TLS/RTP/SAVPF 0'), 'sdp-malformed'],
    ['plain RTP', LINK_OFFER.sdp.replace('UDP/TLS/RTP/SAVPF', 'RTP/AVP'), 'sdp-malformed'],
    ['SDES keys', addLine(LINK_OFFER.sdp, 'a=crypto:1 AES_CM_128 inline:x'), 'sdp-malformed'],
    ['SDES keys in capitals', addLine(LINK_OFFER.sdp, 'a=CRYPTO:1 AES inline:x'), 'sdp-malformed'],
    ['an attribute with a space', addLine(LINK_OFFER.sdp, 'a=mid 0'), 'sdp-malformed'],
    ['no setup', dropLines(LINK_OFFER.sdp, /^a=setup/), 'sdp-malformed'],
    [
      'setup:holdconn',
      replaceLines(LINK_OFFER.sdp, /^a=setup/, 'a=setup:holdconn'),
      'sdp-malformed',
    ],
    ['no ICE password', dropLines(LINK_OFFER.sdp, /^a=ice-pwd/), 'sdp-malformed'],
    ['no mid', dropLines(LINK_OFFER.sdp, /^a=mid/), 'sdp-malformed'],
    ['one mid twice', replaceLines(LINK_OFFER.sdp, /^a=mid/, 'a=mid:0'), 'sdp-malformed'],
    ['a long mid', LINK_OFFER.sdp.replace('a=mid:0', `a=mid:${'0'.repeat(17)}`), 'sdp-malformed'],
    ['no fingerprint', dropLines(LINK_OFFER.sdp, /^a=fingerprint/), 'no-fingerprint'],
    [
      'a section without fingerprint',
      LINK_OFFER.sdp.replace(/a=fingerprint.*\r\n/, ''),
      'no-fingerprint',
    ],
    [
      'SHA-1 beside SHA-256',
      addLine(LINK_OFFER.sdp, `a=fingerprint:sha-1 ${Array(20).fill('AB').join(':')}`),
      'other-hash',
    ],
    [
      'MD5 alone',
      replaceLines(LINK_OFFER.sdp, /^a=fingerprint/, 'a=fingerprint:md5 AB:CD'),
      'other-hash',
    ],
    [
      'SHA-512 alone',
      replaceLines(LINK_OFFER.sdp, /^a=fingerprint/, 'a=fingerprint:sha-512 AB:CD'),
      'other-hash',
    ],
    [
      'SHA-512 behind SHA-256, which browsers obey',
      addLine(LINK_OFFER.sdp, `a=fingerprint:sha-512 ${Array(64).fill('AB').join(':')}`),
      'other-hash',
    ],
    [
      'SHA-256 in capitals',
      LINK_OFFER.sdp.replaceAll('fingerprint:sha-256', 'fingerprint:SHA-256'),
      'other-hash',
    ],
    [
      'a fingerprint that browsers do not take for one',
      LINK_OFFER.sdp.replaceAll('a=fingerprint', 'a=FINGERPRINT'),
      'sdp-malformed',
    ],
    [
      'a mid that browsers do not take for one',
      LINK_OFFER.sdp.replace('a=mid', 'a=Mid'),
      'sdp-malformed',
    ],
    [
      'a rejected section without fingerprint',
      addLine(LINK_OFFER.sdp, 'm=video 0 UDP/TLS/RTP/SAVPF 96\r\na=mid:9'),
      'no-fingerprint',
    ],
    [
      'the fingerprint of another certificate in a rejected section',
      addLine(LINK_OFFER.sdp, `m=video 0 UDP/TLS/RTP/SAVPF 96\r\na=mid:9\r\n${OTHER_FINGERPRINT}`),
      'several-fingerprints',
    ],
    [
      'half a fingerprint',
      LINK_OFFER.sdp.replace(SHA_256, 'a=fingerprint:sha-256 AB'),
      'sdp-malformed',
    ],
    [
      'two certificates',
      LINK_OFFER.sdp.replace(SHA_256, OTHER_FINGERPRINT),
      'several-fingerprints',
    ],
    [
      'two certificates in one section',
      addLine(LINK_OFFER.sdp, OTHER_FINGERPRINT),
      'several-fingerprints',
    ],
    [
      'a multicast candidate',
      addLine(LINK_OFFER.sdp, 'a=candidate:1 1 udp 1 224.0.0.1 5000 typ host'),
      'candidate-malformed',
    ],
    ['an empty candidate', addLine(LINK_OFFER.sdp, 'a=candidate:'), 'candidate-malformed'],
  ];

  it.each(refused)('is refused with %s', (_what, sdp, reason) => {
    expect(check(sdp)).toEqual(err(reason));
  });

  it('is refused as an answer that leaves open who sets up the connection', () => {
    const sdp = replaceLines(LINK_ANSWER.sdp, /^a=setup/, 'a=setup:actpass');
    expect(check(sdp, 'answer')).toEqual(err('sdp-malformed'));
  });

  it('is refused with a loopback candidate where those are not allowed', () => {
    const sdp = addLine(LINK_OFFER.sdp, 'a=candidate:1 1 udp 1 127.0.0.1 5000 typ host');
    expect(checkSdp(sdp, 'offer', true)).toMatchObject({ ok: true });
    expect(checkSdp(sdp, 'offer', false)).toEqual(err('candidate-malformed'));
  });
});

/** Edits as a clumsy or a hostile hand makes them: of lines, of spans and of single characters. */
type Edit = (sdp: string) => string;

const at = (sdp: string, share: number): number => Math.floor(share * sdp.length);
const share = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const linesEdit = (change: (lines: string[], from: number, to: number) => void) =>
  fc.tuple(share, share).map(([a, b]): Edit => (sdp) => {
    const lines = sdp.split('\r\n');
    change(lines, Math.floor(a * lines.length), Math.floor(b * lines.length));
    return lines.join('\r\n');
  });

const anyEdit: fc.Arbitrary<Edit> = fc.oneof(
  linesEdit((lines, from) => lines.splice(from, 1)),
  linesEdit((lines, from, to) => lines.splice(to, 0, lines[from] ?? '')),
  linesEdit((lines, from, to) => lines.splice(Math.min(from, to), Math.abs(to - from))),
  fc.tuple(share, fc.string({ unit: 'binary', maxLength: 8 })).map(([a, text]): Edit => (sdp) => {
    return sdp.slice(0, at(sdp, a)) + text + sdp.slice(at(sdp, a));
  }),
  fc.tuple(share, fc.nat(40)).map(([a, length]): Edit => (sdp) => {
    return sdp.slice(0, at(sdp, a)) + sdp.slice(at(sdp, a) + length);
  }),
  fc
    .constantFrom(
      [/sha-256/g, 'sha-1'],
      [/sha-256/, 'md5'],
      [/a=fingerprint[^\r]*/g, 'a=x'],
      [/a=fingerprint/g, 'a=Fingerprint '],
      [/:/g, ' '],
      [/\r\n/g, '\n'],
      [/=/g, '= '],
      [/\d/g, '9'],
    )
    .map(
      ([pattern, text]): Edit =>
        (sdp) =>
          sdp.replace(pattern, text as string),
    ),
);

describe('a mutated description', () => {
  it('is checked without an exception, and never passes without a SHA-256 fingerprint', () => {
    let passed = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...SDP_FIXTURES),
        fc.array(anyEdit, { minLength: 1, maxLength: 4 }),
        ({ sdp, type }, edits) => {
          const mutated = edits.reduce((text, edit) => edit(text), sdp);
          const outcome = checkSdp(mutated, type, true);
          if (!outcome.ok) return;
          passed += 1;
          expect(mutated).toMatch(SHA_256);
          expect(mutated).not.toMatch(/^a=fingerprint:(sha-1|md5) /im);
        },
      ),
      { numRuns: 6_000 },
    );
    // Harmless edits do pass, or this would prove nothing.
    expect(passed).toBeGreaterThan(300);
  });

  it('is checked without an exception whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        expect(checkSdp(text, 'offer', true).ok).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });
});
