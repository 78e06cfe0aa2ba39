import type SimplePeer from 'simple-peer';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { type PeerSignal, toPeerSignal, toSignal } from '../../../../src/renderer/rtc/signal-codec';

const CANDIDATE = { candidate: 'candidate:1', sdpMid: '0', sdpMLineIndex: 0 };

describe('the words of simple-peer', () => {
  it('are those that its types know', () => {
    expectTypeOf<Parameters<SimplePeer.Instance['signal']>[0]>().not.toBeAny();
    expectTypeOf<Exclude<PeerSignal, { type: 'candidate' }>>().toExtend<SimplePeer.SignalData>();
  });

  it.each<PeerSignal>([
    { type: 'offer', sdp: 'v=0' },
    { type: 'answer', sdp: 'v=0' },
    { type: 'candidate', candidate: CANDIDATE },
    { type: 'renegotiate', renegotiate: true },
  ])('come back as they were: $type', (data) => {
    const signal = toSignal(data, 5);
    expect(signal?.generation).toBe(5);
    expect(signal && toPeerSignal(signal)).toEqual(data);
  });

  it('fill in what a candidate leaves out', () => {
    const signal = toSignal({ type: 'candidate', candidate: { candidate: '' } }, 0);
    expect(signal).toMatchObject({ candidate: '', sdpMid: null, sdpMLineIndex: null });
  });

  it('never let the other side choose how a place is made', () => {
    const request: PeerSignal = {
      type: 'transceiverRequest',
      transceiverRequest: { kind: 'video' },
    };
    const signal = toSignal(request, 0);
    expect(signal).toEqual({ kind: 'transceiver', generation: 0, media: 'video' });
    expect(signal && toPeerSignal(signal)).toEqual({ type: 'renegotiate', renegotiate: true });
  });

  it.each<PeerSignal>([
    { type: 'rollback' },
    { type: 'pranswer', sdp: '' },
    { type: 'transceiverRequest', transceiverRequest: { kind: 'text' } },
  ])('that the protocol has none for are dropped: $type', (data) => {
    expect(toSignal(data, 0)).toBeNull();
  });
});
