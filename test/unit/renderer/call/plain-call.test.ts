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
  ann = await world.join('ann');
  bob = await world.join('bob');
});

/** What `person` hears of calls says that the other end came by a gateway. */
function seesPlain({ session }: Person): void {
  const take = session.handlePush.bind(session);
  session.handlePush = (push) => {
    const isOfCall = push.name === 'call:accepted' || push.name === 'call:incoming';
    if (isOfCall) Object.assign(push.payload, { via: 'webrtc' });
    take(push);
  };
}

/** Ann calls, and no packet passes. */
async function callsInVain(): Promise<void> {
  world.network.cut();
  ann.session.call('bob');
  await settle();
  bob.session.answer();
  await settle();
}

async function say(signal: Signal): Promise<void> {
  const { phase } = ann.session;
  if (!('callId' in phase) || phase.callId === null) throw new Error('there is no call');
  const { callId } = phase;
  ann.session.handlePush({ name: 'call:signal', payload: { callId, from: 'bob', signal } });
  await settle();
}

const generations = ({ links }: Person): number[] =>
  links.flatMap(({ options }) => (options.isPlain === true ? [options.generation] : []));

describe('a call to somebody whose program is not WebCRT', () => {
  beforeEach(() => {
    seesPlain(ann);
  });

  it('is connected anew where nothing came of the first connection, whatever certificate they have by then', async () => {
    await callsInVain();
    const { pin } = ann.links[ann.links.length - 1].options;
    pin.forget();
    pin.hold('that of their first connection');
    await world.clock.advance(15_000);
    expect(ann.session.phase.kind).toBe('connecting');
    world.network.restore();
    await world.clock.advance(1_000);
    expect(generations(ann)).toEqual([0, 1]);
    expect(ann.session.phase.kind).toBe('live');
    expect(ann.impostors).toEqual([]);
  });

  it('is given up after three connections in vain, and says so', async () => {
    await callsInVain();
    await world.clock.advance(180_000);
    expect(generations(ann)).toEqual([0, 1, 2]);
    expect(ann.ended).toMatchObject([{ outcome: 'media-failed' }]);
  });

  it('is over at once where the two programs have no codec in common, and says so', async () => {
    await callsInVain();
    ann.links[ann.links.length - 1].close('nothing-shared');
    await settle();
    expect(ann.ended).toMatchObject([{ outcome: 'nothing-shared' }]);
    await world.clock.advance(60_000);
    expect(generations(ann)).toEqual([0]);
  });

  it('holds on to the certificate of a connection that was up, and ends with that one', async () => {
    ann.session.call('bob');
    await settle();
    bob.session.answer();
    await settle();
    expect(ann.session.phase.kind).toBe('live');
    await say({ kind: 'description', generation: 0, type: 'offer', sdp: FOREIGN_SDP });
    expect(ann.impostors).toEqual(['bob']);
    world.network.fail();
    await settle();
    expect(ann.ended).toMatchObject([{ outcome: 'lost' }]);
    expect(generations(ann)).toEqual([0]);
  });
});

describe('a call from somebody whose program is not WebCRT', () => {
  it('ends where nothing comes of the connection, for which they have no second', async () => {
    seesPlain(bob);
    await callsInVain();
    await world.clock.advance(15_000);
    expect(bob.ended).toMatchObject([{ outcome: 'lost' }]);
    expect(generations(bob)).toEqual([0]);
  });
});
