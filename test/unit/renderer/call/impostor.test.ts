import { beforeEach, describe, expect, it } from 'vitest';
import type { Signal } from '../../../../src/shared/protocol/messages';
import { settle } from '../../../helpers/fake-clock';
import { FOREIGN_SDP } from '../../../helpers/fake-peer-link';
import { CallWorld, type Person } from './call-fixture';

let world: CallWorld;
let ann: Person;
let bob: Person;
beforeEach(async () => {
  world = new CallWorld();
  ({ ann, bob } = await world.connected());
});

function description(type: 'offer' | 'answer', generation: number): Signal {
  return { kind: 'description', generation, type, sdp: FOREIGN_SDP };
}

/** What the server says to `person` in the other end's name. */
async function lie(person: Person, signal: Signal): Promise<void> {
  const { phase } = person.session;
  if (!('peer' in phase) || phase.callId === null) throw new Error('there is no call');
  const { callId, peer } = phase;
  person.session.handlePush({ name: 'call:signal', payload: { callId, from: peer, signal } });
  await settle();
}

const warnings = ({ log }: Person): string[] =>
  log.filter(({ level }) => level === 'warn').map(({ message }) => message);

describe('somebody who wants to be the other end of a call', () => {
  it('gets no newer connection: the one that is up does not notice, and the user is told once', async () => {
    const phases = bob.phases.length;
    await lie(bob, description('offer', 1));
    await lie(bob, description('offer', 2));
    expect(bob.links).toHaveLength(1);
    expect(bob.links[0].state).toBe('connected');
    expect(bob.links[0].received).toHaveLength(2);
    expect(bob.phases).toHaveLength(phases);
    expect(bob.impostors).toEqual(['ann']);
    expect(warnings(bob)).toEqual([
      'Made no newer connection',
      'Another certificate than the one it began with',
    ]);
  });

  it('gets nothing over the connection there is', async () => {
    await lie(bob, description('offer', 0));
    expect(bob.links[0].state).toBe('connected');
    expect(bob.impostors).toEqual(['ann']);
  });

  it('cannot answer the offer that the caller makes when the network broke', async () => {
    // The server keeps the caller's signals to itself.
    bob.session.handlePush = () => undefined;
    world.network.fail();
    await world.clock.advance(1_000);
    expect(ann.links).toHaveLength(2);
    await lie(ann, description('answer', 1));
    expect(ann.links[1].received).toHaveLength(1);
    expect(ann.ended.map(({ outcome }) => outcome)).toEqual(['impostor']);
    expect(ann.tracks.filter(({ track }) => track !== null)).toHaveLength(2);
    expect(world.server.openCalls).toBe(0);
  });

  it.each(['an offer', 'a certificate'] as const)(
    'ends with %s the call whose connection is gone, as there is nobody else to wait for',
    async (what) => {
      // That somebody tries it was told before, and makes no difference.
      await lie(bob, description('offer', 1));
      world.network.cut();
      world.network.fail();
      world.network.restore();
      await settle();
      expect(bob.session.phase.kind).toBe('reconnecting');
      if (what === 'an offer') await lie(bob, description('offer', 1));
      else {
        bob.session.handlePush = () => undefined;
        await world.clock.advance(1_000);
        ann.session.handlePush = () => undefined;
        ann.links[1].close('wrong-certificate');
        await settle();
      }
      const { ended, links, impostors } = what === 'an offer' ? bob : ann;
      expect(ended.map(({ outcome }) => outcome)).toEqual(['impostor']);
      expect(links.map(({ state }) => state)).not.toContain('connected');
      expect(impostors).toEqual(what === 'an offer' ? ['ann'] : []);
    },
  );

  it('does not get in the way of the other end, whose newer connection is taken', async () => {
    await lie(bob, description('offer', 1));
    world.network.cut();
    world.network.fail();
    world.network.restore();
    await world.clock.advance(1_000);
    expect(bob.session.phase.kind).toBe('live');
    expect(bob.links.map(({ options }) => options.generation)).toEqual([0, 1]);
    expect(bob.links[1].options.pin).toBe(bob.links[0].options.pin);
  });

  it('has no candidates, answers or wishes of a newer connection taken for one', async () => {
    await lie(bob, {
      kind: 'candidate',
      generation: 1,
      candidate: '',
      sdpMid: '0',
      sdpMLineIndex: 0,
    });
    await lie(bob, description('answer', 1));
    await lie(bob, { kind: 'renegotiate', generation: 1 });
    expect(bob.links).toHaveLength(1);
    expect(bob.impostors).toEqual([]);
  });

  it('is told of when the browser sees another certificate than descriptions named', async () => {
    bob.links[0].close('wrong-certificate');
    await settle();
    expect(bob.impostors).toEqual(['ann']);
    expect(bob.session.phase.kind).toBe('reconnecting');
  });

  it('is told of anew in the next call, whose certificate may be another', async () => {
    await lie(bob, description('offer', 1));
    const before = bob.links[0].options.pin;
    bob.session.hangUp();
    await settle();
    ann.session.call('bob');
    await settle();
    bob.session.answer();
    await settle();
    expect(bob.links[1].options.pin).not.toBe(before);
    await lie(bob, description('offer', 1));
    expect(bob.impostors).toEqual(['ann', 'ann']);
  });
});
