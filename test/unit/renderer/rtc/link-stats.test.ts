import { describe, expect, it } from 'vitest';
import { StatsSampler } from '../../../../src/renderer/rtc/link-stats';
import type { StatsEntry } from '../../../../src/renderer/rtc/stats-entry';

function report(atMs: number, sent: number, received: number): readonly StatsEntry[] {
  return [
    { type: 'transport', id: 'T', selectedCandidatePairId: 'P2', remoteCertificateId: 'C' },
    { type: 'certificate', id: 'C', fingerprint: 'ab:cd' },
    { type: 'certificate', id: 'mine', fingerprint: '00:11' },
    { type: 'candidate-pair', id: 'P1', timestamp: atMs, bytesSent: 9e9, state: 'succeeded' },
    {
      type: 'candidate-pair',
      id: 'P2',
      timestamp: atMs,
      bytesSent: sent,
      bytesReceived: received,
      currentRoundTripTime: 0.0425,
    },
    {
      type: 'inbound-rtp',
      kind: 'video',
      framesPerSecond: 24,
      packetsLost: 3,
      bytesReceived: received / 2,
    },
    { type: 'remote-inbound-rtp', kind: 'audio', id: 'V', fractionLost: 0.125 },
    { type: 'remote-inbound-rtp', kind: 'audio', id: 'S', fractionLost: 0.9 },
    { type: 'outbound-rtp', kind: 'audio', mid: '3', remoteId: 'S' },
    { type: 'outbound-rtp', kind: 'audio', mid: '0', remoteId: 'V' },
    { type: 'remote-inbound-rtp', kind: 'video', id: 'R', fractionLost: 0.25 },
    { type: 'inbound-rtp', kind: 'audio', totalAudioEnergy: 0.5, packetsLost: 2 },
    {
      type: 'outbound-rtp',
      kind: 'video',
      framesPerSecond: 30,
      codecId: 'K',
      remoteId: 'R',
      frameWidth: 320,
      frameHeight: 240,
      // Thirty frames a second, of 2 ms and a quantiser of 50 each.
      framesEncoded: (atMs / 1_000) * 30,
      totalEncodeTime: (atMs / 1_000) * 0.06,
      qpSum: (atMs / 1_000) * 1_500,
    },
    { type: 'codec', id: 'K', mimeType: 'video/AV1' },
  ];
}

describe('a sample of a link', () => {
  it('reads round trip, frames, sound and losses', () => {
    expect(new StatsSampler().sample(report(0, 0, 0))).toEqual({
      sentKbps: 0,
      receivedKbps: 0,
      roundTripMs: 42.5,
      receivedFps: 24,
      receivedVideoKbps: 0,
      receivedAudioKbps: 0,
      receivedAudioEnergy: 0.5,
      packetsLost: 5,
      sentCodec: 'AV1',
      sentWidthPx: 320,
      sentHeightPx: 240,
      sentFps: 30,
      sentLossShare: 0.25,
      sentAudioLossShare: 0,
      encodeMs: null,
      sentQuantiser: null,
    });
  });

  it('tells the loss of the voice apart from that of the sound of a screen', () => {
    const { sentAudioLossShare } = new StatsSampler().sample(report(0, 0, 0), '2', '0');
    expect(sentAudioLossShare).toBe(0.125);
  });

  it('has means per frame that was encoded since the sample before', () => {
    const sampler = new StatsSampler();
    sampler.sample(report(1_000, 0, 0));
    const { encodeMs, sentQuantiser } = sampler.sample(report(3_000, 0, 0));
    expect(encodeMs).toBeCloseTo(2);
    expect(sentQuantiser).toBeCloseTo(50);
    expect(sampler.sample(report(3_000, 0, 0))).toMatchObject({
      encodeMs: null,
      sentQuantiser: null,
    });
  });

  it('has no quantiser where the browser does not tell, or counts anew', () => {
    const encoded = (framesEncoded: number, figures: object): readonly StatsEntry[] => [
      { type: 'outbound-rtp', kind: 'video', framesEncoded, ...figures },
    ];
    const silent = new StatsSampler();
    silent.sample(encoded(10, {}));
    expect(silent.sample(encoded(20, {})).sentQuantiser).toBeNull();
    const anew = new StatsSampler();
    anew.sample(encoded(10, { qpSum: 900, totalEncodeTime: 9 }));
    expect(anew.sample(encoded(20, { qpSum: 100, totalEncodeTime: 1 }))).toMatchObject({
      sentQuantiser: null,
      encodeMs: 0,
    });
  });

  it('has rates since the sample before, of the pair in use', () => {
    const sampler = new StatsSampler();
    sampler.sample(report(1_000, 10_000, 20_000));
    const sample = sampler.sample(report(3_000, 35_000, 120_000));
    const { sentKbps, receivedKbps, receivedVideoKbps } = sample;
    expect(sentKbps).toBe(100);
    expect(receivedKbps).toBe(400);
    expect(receivedVideoKbps).toBe(200);
  });

  it('has no negative rate when the pair in use changes', () => {
    const sampler = new StatsSampler();
    sampler.sample(report(1_000, 10_000, 20_000));
    expect(sampler.sample(report(2_000, 0, 0))).toMatchObject({ sentKbps: 0, receivedKbps: 0 });
  });

  it('is empty, not broken, before anything is connected', () => {
    expect(new StatsSampler().sample([])).toMatchObject({ roundTripMs: null, receivedFps: 0 });
    expect(new StatsSampler().sample([{ type: 'inbound-rtp', packetsLost: 'x' }])).toMatchObject({
      packetsLost: 0,
    });
  });
});
