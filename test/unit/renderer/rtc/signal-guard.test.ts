import { describe, expect, it } from 'vitest';
import { CertificatePin } from '../../../../src/renderer/rtc/certificate-pin';
import { MAX_CANDIDATES, SignalGuard } from '../../../../src/renderer/rtc/signal-guard';
import { err, ok } from '../../../../src/shared/base/result';
import type { Signal } from '../../../../src/shared/protocol/messages';
import {
  GATHERED_OFFER,
  LINK_ANSWER,
  LINK_OFFER,
  type SdpFixture,
} from '../../../helpers/sdp-fixtures';

type Candidate = Extract<Signal, { kind: 'candidate' }>;

const FINE = ok(undefined);
const GENERATION = 3;

class ManualTime {
  nowMs = 0;
}

function createGuard(
  accepts: 'offer' | 'answer' | 'either' = 'offer',
  time = new ManualTime(),
  pin = new CertificatePin(),
): SignalGuard {
  return new SignalGuard({
    generation: GENERATION,
    pin,
    accepts,
    allowLoopback: true,
    nowMs: () => time.nowMs,
  });
}

function description({ type, sdp }: SdpFixture, generation = GENERATION): Signal {
  return { kind: 'description', generation, type, sdp };
}

function candidate(fields: Partial<Candidate> = {}): Candidate {
  return {
    kind: 'candidate',
    generation: GENERATION,
    candidate: 'candidate:1 1 udp 1 192.168.1.7 48781 typ host',
    sdpMid: '0',
    sdpMLineIndex: 0,
    ...fields,
  };
}

describe('a signal guard', () => {
  it('takes an offer and its candidates', () => {
    const guard = createGuard();
    expect(guard.check(description(LINK_OFFER))).toEqual(FINE);
    expect(guard.check(candidate())).toEqual(FINE);
    expect(guard.isPlaced(candidate())).toBe(true);
  });

  it('takes offers, answers and requests of an end of another make, as many as of all', () => {
    const guard = createGuard('either');
    expect(guard.check(description(LINK_OFFER))).toEqual(FINE);
    const [fingerprint = ''] = /^a=fingerprint:.*$/m.exec(LINK_OFFER.sdp) ?? [];
    const answer = description({
      ...LINK_ANSWER,
      sdp: LINK_ANSWER.sdp.replaceAll(/^a=fingerprint:.*$/gm, fingerprint.trimEnd()),
    });
    const more: Signal[] = [
      answer,
      { kind: 'renegotiate', generation: GENERATION },
      description(LINK_OFFER),
      answer,
      description(LINK_OFFER),
      { kind: 'renegotiate', generation: GENERATION },
    ];
    expect(more.map((signal) => guard.check(signal))).toEqual(more.map(() => FINE));
    expect(guard.check(description(LINK_OFFER))).toEqual(err('too-often'));
    expect(guard.check({ kind: 'renegotiate', generation: GENERATION })).toEqual(err('rejected'));
  });

  it('refuses what belongs to another connection of the call', () => {
    const guard = createGuard();
    expect(guard.check(description(LINK_OFFER, GENERATION - 1))).toEqual(err('wrong-generation'));
    expect(guard.check(candidate({ generation: 4 }))).toEqual(err('wrong-generation'));
  });

  it('takes offers or answers, whichever it expects', () => {
    expect(createGuard('offer').check(description(LINK_ANSWER))).toEqual(err('rejected'));
    expect(createGuard('answer').check(description(LINK_OFFER))).toEqual(err('rejected'));
    expect(createGuard('answer').check(description(LINK_ANSWER))).toEqual(FINE);
  });

  it('ties to the certificate of the first description', () => {
    const pin = new CertificatePin();
    const guard = createGuard('offer', undefined, pin);
    guard.check(description(LINK_OFFER));
    const pinned = pin.fingerprint;
    expect(pinned).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
    expect(guard.check(description(GATHERED_OFFER))).toEqual(err('fingerprint-changed'));
    expect(guard.check(description(LINK_OFFER))).toEqual(FINE);
    expect(pin.fingerprint).toBe(pinned);
  });

  it('goes by the certificate to which the connection before was tied', () => {
    const pin = new CertificatePin();
    createGuard('offer', undefined, pin).check(description(LINK_OFFER));
    const next = createGuard('offer', undefined, pin);
    expect(next.check(description(GATHERED_OFFER))).toEqual(err('fingerprint-changed'));
    expect(next.hasDescription).toBe(false);
    expect(next.check(description(LINK_OFFER))).toEqual(FINE);
    expect(next.hasDescription).toBe(true);
  });

  it('is not tied to a description that it refused', () => {
    const pin = new CertificatePin();
    const guard = createGuard('offer', undefined, pin);
    guard.check(description({ ...GATHERED_OFFER, sdp: `${GATHERED_OFFER.sdp}a=crypto:1\r\n` }));
    expect(pin.fingerprint).toBeNull();
    expect(guard.check(description(LINK_OFFER))).toEqual(FINE);
  });

  it('knows the certificate again in small letters', () => {
    const guard = createGuard();
    guard.check(description(LINK_OFFER));
    const sdp = LINK_OFFER.sdp.replaceAll(/sha-256 \S+/g, (text) => text.toLowerCase());
    expect(guard.check(description({ ...LINK_OFFER, sdp }))).toEqual(FINE);
  });

  it('takes only so many candidates, wherever they come from', () => {
    const guard = createGuard();
    const inOffer = 24;
    guard.check(description(GATHERED_OFFER));
    for (let count = inOffer; count < MAX_CANDIDATES; count += 1) {
      expect(guard.check(candidate())).toEqual(FINE);
    }
    expect(guard.check(candidate())).toEqual(err('rejected'));
  });

  it('counts candidates that are repeated in each description once', () => {
    const guard = createGuard('either');
    for (let repeats = 0; repeats < 6; repeats += 1) {
      expect(guard.check(description(GATHERED_OFFER))).toEqual(FINE);
    }
  });

  it('counts all that are new, in whichever description', () => {
    const guard = createGuard('either');
    const outcomes = ['a', 'b', 'c'].map((foundation) => {
      const sdp = GATHERED_OFFER.sdp.replaceAll('a=candidate:', `a=candidate:${foundation}`);
      return guard.check(description({ ...GATHERED_OFFER, sdp })).ok;
    });
    expect(outcomes).toEqual([true, true, false]);
  });

  it('refuses a candidate that names no media section at all', () => {
    const homeless = candidate({ sdpMid: null, sdpMLineIndex: null });
    expect(createGuard().check(homeless)).toEqual(err('candidate-malformed'));
  });

  it('knows which candidates have a media section to go to', () => {
    const guard = createGuard();
    expect(guard.isPlaced(candidate())).toBe(false);
    guard.check(description(LINK_OFFER));
    expect(guard.isPlaced(candidate({ sdpMid: '2' }))).toBe(true);
    expect(guard.isPlaced(candidate({ sdpMid: '3' }))).toBe(false);
    expect(guard.isPlaced(candidate({ sdpMid: null, sdpMLineIndex: 2 }))).toBe(true);
    expect(guard.isPlaced(candidate({ sdpMid: null, sdpMLineIndex: 3 }))).toBe(false);
  });

  it('lets only the end that makes the offers be asked for one', () => {
    const renegotiate: Signal = { kind: 'renegotiate', generation: GENERATION };
    const place: Signal = { kind: 'transceiver', generation: GENERATION, media: 'video' };
    expect(createGuard('offer').check(renegotiate)).toEqual(err('rejected'));
    expect(createGuard('offer').check(place)).toEqual(err('rejected'));
    expect(createGuard('answer').check(renegotiate)).toEqual(FINE);
    expect(createGuard('answer').check(place)).toEqual(FINE);
  });

  it('lets the other side negotiate six times a minute, besides the first', () => {
    const time = new ManualTime();
    const guard = createGuard('offer', time);
    const offer = description(LINK_OFFER);
    for (let count = 0; count < 7; count += 1) expect(guard.check(offer)).toEqual(FINE);
    expect(guard.check(offer)).toEqual(err('too-often'));
    time.nowMs += 60_000;
    expect(guard.check(offer)).toEqual(FINE);
  });
});
