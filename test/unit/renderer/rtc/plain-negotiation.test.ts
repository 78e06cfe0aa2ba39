import { describe, expect, it } from 'vitest';
import {
  type NegotiatedConnection,
  PlainNegotiation,
} from '../../../../src/renderer/rtc/plain-negotiation';
import { FakeClock, settle } from '../../../helpers/fake-clock';

type Said = readonly [type: string, sdp: string];

/** As much of a connection as negotiates: what is in force, and in which state that leaves it. */
class FakeConnection implements NegotiatedConnection {
  signalingState: RTCSignalingState = 'stable';
  localDescription: RTCSessionDescription | null = null;
  remoteDescription: RTCSessionDescription | null = null;
  private count = 0;

  constructor(private readonly name = 'own') {}

  /** Whether it refuses the offer that it would make, as a browser may. */
  isStubborn = false;

  setLocalDescription(description?: RTCLocalSessionDescriptionInit): Promise<void> {
    if (description?.type === 'rollback') {
      this.signalingState = 'stable';
      return Promise.resolve();
    }
    const isAnswer = this.signalingState === 'have-remote-offer';
    if (this.isStubborn && !isAnswer) return Promise.reject(new Error('refused'));
    this.count += 1;
    this.localDescription = {
      type: isAnswer ? 'answer' : 'offer',
      sdp: `${this.name} ${this.count}`,
    } as RTCSessionDescription;
    this.signalingState = isAnswer ? 'stable' : 'have-local-offer';
    return Promise.resolve();
  }

  setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
    const needed = description.type === 'offer' ? 'stable' : 'have-local-offer';
    if (description.sdp === 'bad' || this.signalingState !== needed) {
      return Promise.reject(new Error('refused'));
    }
    this.remoteDescription = description as RTCSessionDescription;
    this.signalingState = description.type === 'offer' ? 'have-remote-offer' : 'stable';
    return Promise.resolve();
  }
}

function setUp(hasMore = false) {
  const clock = new FakeClock();
  const connection = new FakeConnection();
  const anew = new FakeConnection('anew');
  const said: Said[] = [];
  const told: string[] = [];
  const negotiation = new PlainNegotiation(connection, clock, {
    handleOffer: () => told.push('offer'),
    handleTakenBack: () => told.push('taken back'),
    startAnew: () => {
      told.push('anew');
      return anew;
    },
    makeMissing: () => hasMore,
    handleDescribed: () => told.push('described'),
    say: (type, sdp) => said.push([type, sdp]),
    handleFailed: () => told.push('failed'),
  });
  return { clock, connection, anew, negotiation, said, told };
}

describe('the negotiation with an end of another make', () => {
  it('offers, and takes the answer', async () => {
    const { connection, negotiation, said, told } = setUp();
    negotiation.offer();
    await settle();
    expect(negotiation.isAnswerDue).toBe(true);
    negotiation.take({ type: 'answer', sdp: 'theirs' });
    await settle();
    expect(said).toEqual([['offer', 'own 1']]);
    expect(told).toEqual(['described']);
    expect(connection.signalingState).toBe('stable');
    expect(negotiation.isAnswerDue).toBe(false);
  });

  it('answers the offer that comes while its own waits, with another connection, and crosses none', async () => {
    const { clock, anew, negotiation, said, told } = setUp(true);
    negotiation.offerAfter(400);
    await clock.advance(399);
    negotiation.take({ type: 'offer', sdp: 'theirs' });
    await settle();
    expect(said).toEqual([['answer', 'anew 1']]);
    expect(told).toEqual(['anew', 'described', 'offer']);
    expect(anew.remoteDescription?.sdp).toBe('theirs');
    expect(negotiation.isAnswerDue).toBe(false);
    await clock.advance(500);
    // What that has no place for.
    expect(said.at(-1)).toEqual(['offer', 'anew 2']);
    negotiation.take({ type: 'answer', sdp: 'theirs' });
    await clock.advance(60_000);
    expect(said).toHaveLength(2);
    expect(told).not.toContain('failed');
  });

  it('offers when none came in time, or when it is asked to', async () => {
    const late = setUp();
    late.negotiation.offerAfter(400);
    await late.clock.advance(400);
    expect(late.said).toEqual([['offer', 'own 1']]);
    const asked = setUp();
    asked.negotiation.offerAfter(400);
    asked.negotiation.offer();
    await settle();
    await asked.clock.advance(400);
    expect(asked.said).toEqual([['offer', 'own 1']]);
  });

  it('answers each offer, at the beginning and later', async () => {
    const { negotiation, said, told } = setUp();
    negotiation.take({ type: 'offer', sdp: 'theirs' });
    negotiation.take({ type: 'offer', sdp: 'theirs again' });
    await settle();
    expect(said).toEqual([
      ['answer', 'own 1'],
      ['answer', 'own 2'],
    ]);
    expect(told).toEqual(['described', 'offer', 'described', 'offer']);
  });

  it('stands by its offer where the other end gives way', async () => {
    const { clock, connection, negotiation, said, told } = setUp();
    negotiation.offer();
    negotiation.take({ type: 'offer', sdp: 'crossed' });
    await settle();
    negotiation.take({ type: 'answer', sdp: 'theirs' });
    await settle();
    await clock.advance(60_000);
    expect(said).toEqual([['offer', 'own 1']]);
    expect(told).toEqual(['described']);
    expect(connection.remoteDescription?.sdp).toBe('theirs');
  });

  it('gives way where the other end does not, and takes its newest offer, with another connection', async () => {
    const { clock, anew, negotiation, said, told } = setUp();
    negotiation.offer();
    negotiation.take({ type: 'offer', sdp: 'crossed' });
    negotiation.take({ type: 'offer', sdp: 'newer' });
    await settle();
    await clock.advance(1_000);
    expect(told).toEqual([]);
    await clock.advance(1_000);
    expect(said).toEqual([
      ['offer', 'own 1'],
      ['answer', 'anew 1'],
    ]);
    expect(told).toEqual(['anew', 'described', 'offer']);
    expect(anew.remoteDescription?.sdp).toBe('newer');
  });

  it('gives way later, too, with the connection that is up', async () => {
    const { clock, connection, negotiation, said, told } = setUp();
    negotiation.take({ type: 'offer', sdp: 'theirs' });
    negotiation.offer();
    await settle();
    negotiation.take({ type: 'offer', sdp: 'crossed' });
    await settle();
    await clock.advance(2_000);
    expect(said.map(([type]) => type)).toEqual(['answer', 'offer', 'answer']);
    expect(told).toEqual(['described', 'offer', 'taken back', 'described', 'offer']);
    expect(connection.remoteDescription?.sdp).toBe('crossed');
  });

  it('offers what the other end’s offer has no place for, once it gave way and no more came', async () => {
    const { clock, negotiation, said } = setUp(true);
    negotiation.offer();
    negotiation.take({ type: 'offer', sdp: 'crossed' });
    await settle();
    await clock.advance(2_000);
    expect(said).toHaveLength(2);
    negotiation.take({ type: 'offer', sdp: 'with more' });
    await settle();
    await clock.advance(500);
    expect(said).toEqual([
      ['offer', 'own 1'],
      ['answer', 'anew 1'],
      ['answer', 'anew 2'],
      ['offer', 'anew 3'],
    ]);
    negotiation.take({ type: 'answer', sdp: 'theirs' });
    await settle();
    await clock.advance(60_000);
    expect(said).toHaveLength(4);
  });

  it('offers nothing after it gave way where nothing is missing', async () => {
    const { clock, negotiation, said } = setUp(false);
    negotiation.offer();
    negotiation.take({ type: 'offer', sdp: 'crossed' });
    await settle();
    await clock.advance(2_000);
    await clock.advance(60_000);
    expect(said).toHaveLength(2);
  });

  it('takes the places of an offer back that the browser refuses, and goes on', async () => {
    const { connection, negotiation, said, told } = setUp();
    negotiation.take({ type: 'offer', sdp: 'theirs' });
    await settle();
    connection.isStubborn = true;
    negotiation.offer();
    await settle();
    expect(told).toEqual(['described', 'offer', 'taken back']);
    negotiation.take({ type: 'offer', sdp: 'theirs again' });
    await settle();
    expect(said).toEqual([
      ['answer', 'own 1'],
      ['answer', 'own 2'],
    ]);
  });

  it('fails where both ends gave way, as neither knows what is in force', async () => {
    const { clock, negotiation, told } = setUp();
    negotiation.offer();
    negotiation.take({ type: 'offer', sdp: 'crossed' });
    await settle();
    await clock.advance(2_000);
    expect(negotiation.isAnswerDue).toBe(true);
    negotiation.take({ type: 'answer', sdp: 'late' });
    await settle();
    expect(told.at(-1)).toBe('failed');
  });

  it('offers again when asked to, once what is open is done', async () => {
    const { negotiation, said } = setUp();
    negotiation.offer();
    await settle();
    negotiation.offer();
    negotiation.offer();
    await settle();
    expect(said).toHaveLength(1);
    negotiation.take({ type: 'answer', sdp: 'theirs' });
    await settle();
    expect(said).toEqual([
      ['offer', 'own 1'],
      ['offer', 'own 2'],
    ]);
  });

  it('fails by a first description that the browser refuses, and by no later one', async () => {
    const first = setUp();
    first.negotiation.take({ type: 'offer', sdp: 'bad' });
    await settle();
    expect(first.told).toEqual(['failed']);
    const later = setUp();
    later.negotiation.take({ type: 'offer', sdp: 'theirs' });
    later.negotiation.take({ type: 'offer', sdp: 'bad' });
    later.negotiation.take({ type: 'offer', sdp: 'better' });
    await settle();
    expect(later.told).not.toContain('failed');
    expect(later.connection.remoteDescription?.sdp).toBe('better');
  });

  it('does nothing once it is disposed of', async () => {
    const { clock, negotiation, said } = setUp();
    negotiation.offer();
    negotiation.take({ type: 'offer', sdp: 'crossed' });
    await settle();
    negotiation.dispose();
    await clock.advance(60_000);
    negotiation.take({ type: 'answer', sdp: 'late' });
    await settle();
    expect(said).toEqual([['offer', 'own 1']]);
    const waiting = setUp();
    waiting.negotiation.offerAfter(400);
    waiting.negotiation.dispose();
    await waiting.clock.advance(400);
    expect(waiting.said).toEqual([]);
  });
});
