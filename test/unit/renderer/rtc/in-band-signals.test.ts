import { describe, expect, it } from 'vitest';
import { InBandSignals } from '../../../../src/renderer/rtc/in-band-signals';
import { keepKnocking } from '../../../../src/renderer/rtc/keep-knocking';
import type { Signal } from '../../../../src/shared/protocol/messages';
import { FakeClock } from '../../../helpers/fake-clock';

const OFFER: Signal = { kind: 'description', generation: 0, type: 'offer', sdp: 'v=0' };
const ANSWER: Signal = { kind: 'description', generation: 0, type: 'answer', sdp: 'v=0' };

function link() {
  const done: string[] = [];
  const signals = new InBandSignals({
    send: (message) => {
      done.push(message.kind === 'signal' ? `say ${message.signal.kind}` : message.kind);
      return true;
    },
    take: (signal) => done.push(`take ${signal.kind}`),
    begin: () => done.push('begin'),
  });
  return { done, signals };
}

describe('signals over the link itself', () => {
  it('begin when the channel is open and the other end admitted, in either order, once', () => {
    const [one, other] = [link(), link()];
    one.signals.noteOpen();
    expect(one.done).toEqual([]);
    one.signals.noteAdmitted();
    other.signals.noteAdmitted();
    expect(other.done).toEqual([]);
    other.signals.noteOpen();
    expect([one.done, other.done]).toEqual([['begin'], ['begin']]);
  });

  it('go by hand until the other end is admitted', () => {
    const { done, signals } = link();
    expect(signals.say(OFFER)).toBe(false);
    signals.noteAdmitted();
    expect(signals.say(ANSWER)).toBe(true);
    expect(done).toEqual([]);
    signals.noteOpen();
    expect(done).toEqual(['say description', 'begin']);
  });

  it('of an end that is not admitted wait, and no more than a few of them', () => {
    const { done, signals } = link();
    for (let count = 0; count < 100; count += 1) signals.hear(OFFER);
    signals.noteOpen();
    expect(done).toEqual([]);
    signals.noteAdmitted();
    expect(done.filter((each) => each === 'take description')).toHaveLength(8);
  });
});

describe('knocking', () => {
  it('tries a way anew, as of later generations, until somebody comes or it is not wanted', async () => {
    const clock = new FakeClock();
    const tried: string[] = [];
    const connection = {
      iceConnectionState: 'checking' as RTCIceConnectionState,
      addIceCandidate: (candidate?: RTCIceCandidateInit | null) => {
        tried.push(candidate?.candidate ?? '');
        return Promise.resolve();
      },
    };
    let isWanted = true;
    const candidate = 'candidate:1 1 udp 1 10.0.0.1 50000 typ host';
    const signal = {
      kind: 'candidate',
      generation: 0,
      candidate,
      sdpMid: '0',
      sdpMLineIndex: 0,
    } as const;
    keepKnocking(connection, signal, clock, () => isWanted);
    await clock.advance(10_000);
    await clock.advance(10_000);
    expect(tried).toEqual([`${candidate} generation 1`, `${candidate} generation 2`]);
    connection.iceConnectionState = 'connected';
    await clock.advance(10_000);
    expect(tried).toHaveLength(2);
    isWanted = false;
    await clock.advance(20_000);
    expect([tried.length, clock.pendingCount]).toEqual([2, 0]);
  });
});
