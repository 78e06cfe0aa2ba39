import { beforeEach, describe, expect, it } from 'vitest';
import type { Signal } from '../../../../src/shared/protocol/messages';
import { PIGEON_LIFE_MS } from '../../../../src/shared/pigeon/pigeon-letter';
import { settle } from '../../../helpers/fake-clock';
import { CallWorld, type Person } from './call-fixture';

const CALL_ID = '00112233445566778899aabbccddeeff';
const [ANNS_KEY, BOBS_KEY] = ['a'.repeat(64), 'b'.repeat(64)];

let world: CallWorld;
let ann: Person;
let bob: Person;
/** What each of them has for the other. */
let fromAnn: Signal[];
let fromBob: Signal[];

beforeEach(async () => {
  world = new CallWorld();
  [ann, bob] = [await world.join('ann'), await world.join('bob')];
  [fromAnn, fromBob] = [[], []];
  ann.session.onLetterSignal((signal) => fromAnn.push(signal));
  bob.session.onLetterSignal((signal) => fromBob.push(signal));
});

async function offer(): Promise<void> {
  expect(ann.session.offerByPigeon(CALL_ID)).toBe(true);
  await settle();
}

async function answer(): Promise<void> {
  const partner = { peer: 'ann', key: ANNS_KEY, signals: fromAnn };
  expect(bob.session.answerByPigeon(CALL_ID, partner)).toBe(true);
  await settle();
}

async function take(): Promise<void> {
  const partner = { peer: 'bob', key: BOBS_KEY, signals: fromBob };
  const said = fromAnn.length;
  expect(ann.session.takePigeonAnswer(partner)).toBe(true);
  await settle();
  // A fake link says the way to it only now; what it says then is no part of a letter.
  for (const signal of fromAnn.slice(said)) bob.links[0].signal(signal);
  await settle();
}

async function connect(): Promise<void> {
  await offer();
  await answer();
  await take();
}

describe('a call by pigeon', () => {
  it('comes up by what was carried by hand alone, each tied to the other’s key', async () => {
    await connect();
    expect(ann.session.phase).toMatchObject({ kind: 'live', peer: 'bob', callId: CALL_ID });
    expect(bob.session.phase).toMatchObject({ kind: 'live', peer: 'ann', callId: CALL_ID });
    expect([ann.session.partnerKey, bob.session.partnerKey]).toEqual([BOBS_KEY, ANNS_KEY]);
    expect(ann.phases).toEqual(['pigeon', 'connecting', 'live']);
    expect([...ann.links, ...bob.links].map(({ options }) => options.isSelfSignalled)).toEqual([
      true,
      true,
    ]);
    expect(ann.tracks.map(({ track }) => track?.id)).toEqual(['bob-audio', 'bob']);
  });

  it('asks for the camera at the user’s own deed, and sends before no answer came', async () => {
    await offer();
    expect([ann.grants(), bob.grants()]).toEqual([1, 0]);
    expect(ann.links[0].state).toBe('new');
    await answer();
    expect(bob.grants()).toBe(1);
    expect(ann.session.phase.kind).toBe('pigeon');
  });

  it('waits for as long as letters take', async () => {
    await offer();
    await world.clock.advance(PIGEON_LIFE_MS - 60_000);
    await answer();
    await world.clock.advance(50_000);
    await take();
    expect(ann.session.phase.kind).toBe('live');
  });

  it('takes an answer once, and none without an offer', async () => {
    const partner = { peer: 'bob', key: BOBS_KEY, signals: [] };
    expect(ann.session.takePigeonAnswer(partner)).toBe(false);
    await connect();
    expect(ann.session.takePigeonAnswer({ ...partner, peer: 'eve' })).toBe(false);
    expect(ann.session.answerByPigeon(CALL_ID, partner)).toBe(false);
    expect(ann.session.offerByPigeon(CALL_ID)).toBe(false);
    expect(ann.session.phase).toMatchObject({ kind: 'live', peer: 'bob' });
  });

  it('is over for both when one hangs up, and no server hears of it', async () => {
    await connect();
    bob.session.hangUp();
    await settle();
    expect(bob.ended).toMatchObject([{ peer: 'ann', direction: 'incoming', outcome: 'hung-up' }]);
    expect(ann.ended).toMatchObject([{ peer: 'bob', direction: 'outgoing', outcome: 'hung-up' }]);
  });

  it('goes on while the server comes and goes, or is left', async () => {
    await connect();
    ann.session.handleSignallingState({ kind: 'reconnecting', attempt: 1, inMs: 1_000 } as never);
    ann.session.handleSignallingState({ kind: 'signed-out' });
    await settle();
    const back = { kind: 'signed-in', name: 'ann', callId: null, isSecure: true };
    ann.session.handleSignallingState(back as never);
    await settle();
    expect([ann.session.phase.kind, bob.session.phase.kind]).toEqual(['live', 'live']);
  });

  it('lets nobody in who calls over a server meanwhile', async () => {
    await offer();
    const eve = await world.join('eve');
    eve.session.call('ann');
    await settle();
    expect(eve.ended).toMatchObject([{ outcome: 'busy' }]);
    expect(ann.session.phase.kind).toBe('pigeon');
  });

  it('comes back while ICE can, and is lost when it cannot: nobody makes another link', async () => {
    await connect();
    world.network.cut();
    await world.clock.advance(12_000);
    world.network.restore();
    await settle();
    expect(ann.session.phase.kind).toBe('live');
    world.network.cut();
    world.network.fail();
    await settle();
    expect(ann.ended).toMatchObject([{ outcome: 'lost' }]);
    expect(bob.ended).toMatchObject([{ outcome: 'lost' }]);
    expect(world.network.links).toHaveLength(2);
  });

  it('goes on over another network as long as ICE finds a way, as nobody makes another', async () => {
    await connect();
    world.network.cut();
    ann.session.handleNetworkChanged();
    await settle();
    expect(ann.session.phase.kind).toBe('live');
    world.network.restore();
    await settle();
    expect(ann.session.phase.kind).toBe('live');
  });

  it('is over when its connection is gone before anybody answered', async () => {
    await offer();
    ann.links[0].close('failed');
    await settle();
    expect(ann.session.phase.kind).toBe('idle');
    expect(ann.ended).toEqual([]);
  });

  it('that nobody answers is no call: nothing is told of one', async () => {
    await offer();
    ann.session.hangUp();
    await settle();
    expect(ann.ended).toEqual([]);
    expect(ann.phases).toEqual(['pigeon', 'idle']);
    expect(ann.links[0].state).toBe('closed');
  });

  it('carries lines of chat itself, and says when it cannot', async () => {
    const line = { kind: 'line', id: 'line-0001', text: 'hello' } as const;
    const heard: string[] = [];
    bob.remote.on('line', ({ value }) => heard.push(value.text));
    await offer();
    expect(ann.session.say(line)).toBe(false);
    await answer();
    await take();
    expect(ann.session.say(line)).toBe(true);
    expect(heard).toEqual(['hello']);
  });

  it('is not kept for another page, which could not take it up', async () => {
    const kept: unknown[] = [];
    const stays = {
      find: () => null,
      takeUp: () => undefined,
      keep: (stay: unknown) => kept.push(stay),
    };
    const cid = await world.join('cid', { stays });
    cid.session.offerByPigeon(CALL_ID);
    await settle();
    expect(kept.filter((stay) => stay !== null)).toEqual([]);
  });
});

describe('a call over a server', () => {
  it('takes no lines and no signals past it', async () => {
    const others = new CallWorld();
    const { ann: cid, bob: dan } = await others.connected();
    expect(cid.session.isByPigeon).toBe(false);
    expect(cid.session.say({ kind: 'line', id: 'line-0001', text: 'hello' })).toBe(false);
    expect(dan.links[0].options.isSelfSignalled).toBeUndefined();
  });
});
