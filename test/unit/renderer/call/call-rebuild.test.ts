import { beforeEach, describe, expect, it } from 'vitest';
import { RESUME_WINDOW_MS } from '../../../../src/shared/protocol/limits';
import { settle } from '../../../helpers/fake-clock';
import { CallWorld, type Person } from './call-fixture';

let world: CallWorld;
let ann: Person;
let bob: Person;
beforeEach(async () => {
  world = new CallWorld();
  ({ ann, bob } = await world.connected());
});

const kinds = (): string[] => [ann.session.phase.kind, bob.session.phase.kind];
/** Of the links that either end made. */
const generations = (): number[][] =>
  [ann, bob].map(({ links }) => links.map((link) => link.options.generation));

describe('a network that goes away', () => {
  it('is not shown when it is back within five seconds', async () => {
    world.network.cut();
    await world.clock.advance(4_900);
    world.network.restore();
    await world.clock.advance(60_000);
    expect(kinds()).toEqual(['live', 'live']);
    expect(ann.phases).not.toContain('reconnecting');
    expect(generations()).toEqual([[0], [0]]);
  });

  it('is shown after five seconds, and over when the link recovers', async () => {
    const before = ann.session.phase;
    world.network.cut();
    await world.clock.advance(5_000);
    expect(kinds()).toEqual(['reconnecting', 'reconnecting']);
    world.network.restore();
    await settle();
    expect(kinds()).toEqual(['live', 'live']);
    expect(ann.session.phase).toEqual(before);
  });

  it('has the caller build a new link of the next generation, which the callee follows', async () => {
    const before = ann.session.phase;
    world.network.cut();
    world.network.fail();
    await settle();
    expect(kinds()).toEqual(['reconnecting', 'reconnecting']);
    world.network.restore();
    await world.clock.advance(1_000);
    expect(kinds()).toEqual(['live', 'live']);
    expect(ann.session.phase).toEqual(before);
    expect(generations()).toEqual([
      [0, 1],
      [0, 1],
    ]);
    expect(world.network.open).toHaveLength(2);
  });

  it('keeps trying after 1 s, and 2 s after each try, while new links do not connect', async () => {
    const startedAtMs: number[] = [];
    const lostAtMs = world.clock.nowMs();
    ann.session.onPhase((phase) => {
      if (phase.kind === 'reconnecting' && phase.attempt > 0) {
        startedAtMs.push(world.clock.nowMs() - lostAtMs);
      }
    });
    world.network.cut();
    world.network.fail();
    await world.clock.advance(50_000);
    // Each attempt is given 8 s to connect.
    expect(startedAtMs).toEqual([1_000, 11_000, 21_000, 31_000, 41_000]);
    world.network.restore();
    await world.clock.advance(2_000);
    expect(kinds()).toEqual(['live', 'live']);
  });

  it('does not wait for its turn when the network has changed', async () => {
    world.network.cut();
    world.network.fail();
    world.network.restore();
    await settle();
    ann.session.handleNetworkChanged();
    bob.session.handleNetworkChanged();
    await settle();
    expect(kinds()).toEqual(['live', 'live']);
    await world.clock.advance(60_000);
    expect(generations()).toEqual([
      [0, 1],
      [0, 1],
    ]);
  });

  it('ends the call on both sides when it does not come back', async () => {
    world.network.cut();
    world.network.fail();
    await world.clock.advance(76_000);
    expect(ann.ended).toMatchObject([{ outcome: 'media-failed' }]);
    expect(bob.ended).toHaveLength(1);
    expect(world.server.openCalls).toBe(0);
    expect(world.network.open).toEqual([]);
    expect(world.windowClock.pendingCount).toBe(0);
  });

  it('ends the call at an end that can reach neither peer nor server', async () => {
    bob.signalling.drop();
    world.network.cut();
    world.network.fail();
    await world.clock.advance(75_000);
    expect(bob.ended).toMatchObject([{ outcome: 'media-failed' }]);
  });

  it('drops the signals of a link that was replaced', async () => {
    const { callId } = ann.session.phase as { callId: string };
    world.network.cut();
    world.network.fail();
    world.network.restore();
    await world.clock.advance(1_000);
    const callee = bob.links[1];
    const before = callee.received.length;
    const signal = { kind: 'description', generation: 0, type: 'offer', sdp: '0' } as const;
    await ann.signalling.request('call:signal', { callId, signal });
    await settle();
    expect(callee.received).toHaveLength(before);
    expect(kinds()).toEqual(['live', 'live']);
  });

  it('does not let the callee dictate a generation to the caller', async () => {
    const { callId } = ann.session.phase as { callId: string };
    const signal = { kind: 'description', generation: 7, type: 'offer', sdp: '1' } as const;
    await bob.signalling.request('call:signal', { callId, signal });
    await settle();
    expect(generations()).toEqual([[0], [0]]);
    expect(ann.session.phase.kind).toBe('live');
  });

  it('keeps a mute over the new link', async () => {
    ann.local.update({ tracks: { audio: null } });
    world.network.cut();
    world.network.fail();
    world.network.restore();
    await world.clock.advance(1_000);
    expect(ann.links[1].options.tracks.audio).toBeNull();
    expect(bob.media.at(-1)).toMatchObject({ camera: true, microphone: false });
  });

  it('replaces both ends of an echo call', async () => {
    ann.session.hangUp();
    await settle();
    ann.session.call('echo');
    await settle();
    world.network.cut();
    world.network.fail();
    world.network.restore();
    await world.clock.advance(1_000);
    expect(ann.session.phase).toMatchObject({ kind: 'live', peer: 'echo' });
    expect(world.network.open.map((link) => link.options.generation)).toEqual([1, 1]);
  });
});

describe('a first link that does not connect', () => {
  it('is tried once more, then the call ends on both sides', async () => {
    ann.session.hangUp();
    await settle();
    world.network.cut();
    ann.session.call('bob');
    await settle();
    bob.session.answer();
    await settle();
    expect(kinds()).toEqual(['connecting', 'connecting']);
    await world.clock.advance(24_000);
    expect(ann.ended.at(-1)).toMatchObject({ outcome: 'media-failed', durationMs: 0 });
    expect(bob.ended).toHaveLength(2);
    expect(generations()).toEqual([
      [0, 0, 1],
      [0, 0, 1],
    ]);
  });
});

describe('a server that goes away', () => {
  it('does not end a live call', async () => {
    ann.signalling.drop();
    bob.signalling.drop();
    await world.clock.advance(300_000);
    expect(kinds()).toEqual(['live', 'live']);
    await ann.signalling.resume();
    await bob.signalling.resume();
    await settle();
    expect(kinds()).toEqual(['live', 'live']);
    expect(ann.ended).toEqual([]);
  });

  it('holds the rebuilding back until the offer can be delivered again', async () => {
    ann.signalling.drop();
    world.network.cut();
    world.network.fail();
    world.network.restore();
    await world.clock.advance(20_000);
    expect(generations()).toEqual([[0], [0]]);
    await ann.signalling.resume();
    await settle();
    expect(generations()).toEqual([
      [0, 1],
      [0, 1],
    ]);
    expect(kinds()).toEqual(['live', 'live']);
  });

  it('holds it back as well while the other end is away, and goes on when that is back', async () => {
    bob.signalling.drop();
    await settle();
    world.network.cut();
    world.network.fail();
    world.network.restore();
    await world.clock.advance(20_000);
    expect(generations()).toEqual([[0], [0]]);
    await bob.signalling.resume();
    await settle();
    expect(kinds()).toEqual(['live', 'live']);
  });

  it('leaves a live call up that a restarted server knows nothing of, until its media ends', async () => {
    world.server.crash();
    await settle();
    await ann.signalling.resume();
    await bob.signalling.resume();
    await settle();
    expect(kinds()).toEqual(['live', 'live']);
    ann.session.hangUp();
    await settle();
    expect(bob.ended).toMatchObject([{ outcome: 'hung-up' }]);
  });

  it('ends such a call as lost when its media breaks: nobody can rebuild it', async () => {
    world.server.crash();
    await ann.signalling.resume();
    await bob.signalling.resume();
    world.network.cut();
    world.network.fail();
    await settle();
    expect(ann.ended).toMatchObject([{ outcome: 'lost' }]);
    expect(bob.ended).toMatchObject([{ outcome: 'lost' }]);
  });

  it('takes a closed link for hanging up when nobody else could tell', async () => {
    bob.signalling.drop();
    ann.session.hangUp();
    await settle();
    expect(bob.ended).toMatchObject([{ outcome: 'hung-up' }]);
  });

  it('does not end a flowing call that the server gave up because one end was away', async () => {
    ann.signalling.drop();
    await world.clock.advance(RESUME_WINDOW_MS);
    expect(world.server.openCalls).toBe(0);
    expect(kinds()).toEqual(['live', 'live']);
    await ann.signalling.resume();
    await settle();
    expect(kinds()).toEqual(['live', 'live']);
  });

  it('ends as lost what was not live when a restarted server forgot it', async () => {
    ann.session.hangUp();
    await settle();
    ann.session.call('bob');
    await settle();
    world.server.crash();
    await ann.signalling.resume();
    await bob.signalling.resume();
    await settle();
    expect(ann.ended.at(-1)).toMatchObject({ outcome: 'lost' });
    expect(bob.ended.at(-1)).toMatchObject({ outcome: 'lost' });
  });

  it('lets go of a call that only the server still knows', async () => {
    ann.signalling.drop();
    ann.session.hangUp();
    await settle();
    expect(world.server.openCalls).toBe(1);
    await ann.signalling.resume();
    await settle();
    expect(world.server.openCalls).toBe(0);
  });

  it('leaves a live call up when the name was taken meanwhile', async () => {
    ann.signalling.drop();
    await world.clock.advance(RESUME_WINDOW_MS);
    await world.server.client('ann').signIn();
    await ann.signalling.resume();
    expect(ann.signalling.state).toEqual({ kind: 'signed-out', reason: 'name-taken' });
    expect(ann.session.phase.kind).toBe('live');
    bob.session.hangUp();
    await settle();
    expect(ann.ended).toMatchObject([{ outcome: 'hung-up' }]);
  });
});
