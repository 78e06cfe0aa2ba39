import { beforeEach, describe, expect, it } from 'vitest';
import { seedSigner } from '../../../../src/shared/identity/seed-signer';
import {
  RATE_LIMITS,
  RESUME_WINDOW_MS,
  RETURN_WINDOW_MS,
} from '../../../../src/shared/protocol/limits';
import { type FakeClock, settle } from '../../../helpers/fake-clock';
import { type FakeNetwork, fakeTrack, FOREIGN_SDP } from '../../../helpers/fake-peer-link';
import { InProcessServer } from '../../../helpers/in-process-server';
import { type Belongings, type Guest, RoomWorld, states, TextStays } from './room-fixture';

let clock: FakeClock;
let network: FakeNetwork;
let world: RoomWorld;

const guest = (name: string, belongings?: Belongings): Promise<Guest> =>
  world.guest(name, belongings);
const joined = (...names: readonly string[]): Promise<Guest[]> => world.joined(...names);

beforeEach(() => {
  world = new RoomWorld();
  ({ clock, network } = world);
});

describe('a stay in a room', () => {
  it('connects everybody with everybody, one link a pair, and the newcomer offers', async () => {
    const guests = await joined('ann', 'bob', 'carol', 'dan');
    for (const each of guests) {
      expect(states(each)).toHaveLength(3);
      expect(states(each).every((state) => state.endsWith(' connected'))).toBe(true);
    }
    expect(network.links).toHaveLength(12);
    expect(guests[3].links.map(({ options }) => options.isInitiator)).toEqual([true, true, true]);
    expect(guests[0].links.some(({ options }) => options.isInitiator)).toBe(false);
  });

  it('does not touch the links of others when somebody comes or leaves', async () => {
    const [ann, bob] = await joined('ann', 'bob');
    const before = [...ann.links, ...bob.links];
    const [carol] = await joined('carol');
    carol.room.leave();
    await settle();
    expect(before.every(({ state }) => state === 'connected')).toBe(true);
    expect([...ann.links, ...bob.links]).toHaveLength(4);
    expect(states(ann)).toEqual(['bob connected']);
    expect(network.open).toHaveLength(2);
  });

  it('asks for camera and microphone once one is in, and never before', async () => {
    const ann = await guest('ann');
    expect(ann.grants).toBe(0);
    await ann.room.join('garden');
    expect(ann.grants).toBe(1);
    const [bob] = await joined('bob');
    await settle();
    expect([ann.grants, bob.grants]).toEqual([1, 1]);
  });

  it('makes a lost connection again, of the next generation, by whoever made it first', async () => {
    const [ann, bob, carol] = await joined('ann', 'bob', 'carol');
    const lost = bob.links[0];
    lost.close('failed');
    await settle();
    expect(states(bob)).toContain('ann disconnected');
    await clock.advance(3_000);
    await settle();
    expect(states(bob)).toEqual(['ann connected', 'carol connected']);
    expect(bob.links.at(-1)?.options).toMatchObject({ generation: 1, isInitiator: true });
    expect(states(ann)).toEqual(['bob connected', 'carol connected']);
    expect(carol.links).toHaveLength(2);
  });

  it('says once with whom there is no codec in common', async () => {
    const [ann, bob] = await joined('ann', 'bob');
    const told: string[] = [];
    bob.remote.on('nothingShared', ({ id }) => told.push(id));
    for (let count = 0; count < 2; count += 1) {
      bob.links.at(-1)!.close('nothing-shared');
      await clock.advance(3_000);
    }
    expect(bob.links.length).toBeGreaterThan(1);
    expect(told).toEqual([ann.room.current!.you.id]);
  });

  it('keeps the connection that is up, and says so once, when somebody else offers a newer one', async () => {
    const [ann, bob] = await joined('ann', 'bob');
    const told: string[] = [];
    ann.remote.on('impostor', ({ id }) => told.push(id));
    const from = bob.room.current!.you.id;
    for (const generation of [1, 2]) {
      const signal = { kind: 'description', generation, type: 'offer', sdp: FOREIGN_SDP } as const;
      ann.room.handlePush({ name: 'room:signal', payload: { from, signal } });
    }
    await settle();
    expect(told).toEqual([from]);
    expect(ann.links.map(({ state }) => state)).toEqual(['connected']);
    expect(states(ann)).toEqual(['bob connected']);
    // Their own, when the network broke, is taken.
    bob.links[0].close('failed');
    await clock.advance(3_000);
    await settle();
    expect(states(ann)).toEqual(['bob connected']);
    expect(ann.links[1].options.pin).toBe(ann.links[0].options.pin);
  });

  it('takes signals of members with keys that they have signed, and of nobody else', async () => {
    const [ann, bob] = await Promise.all(
      ['ann', 'bob'].map((name, n) =>
        guest(name, { signer: seedSigner(new Uint8Array(32).fill(n + 1)) }),
      ),
    );
    await ann.room.join('garden');
    await bob.room.join('garden');
    await settle();
    expect([states(ann), states(bob)]).toEqual([['bob connected'], ['ann connected']]);
    const told: string[] = [];
    ann.remote.on('impostor', ({ id }) => told.push(id));
    const before = ann.links[0].received.length;
    const from = bob.room.current!.you.id;
    const answer = { kind: 'description', generation: 0, type: 'offer', sdp: FOREIGN_SDP } as const;
    for (const signal of [answer, { ...answer, generation: 1 }]) {
      ann.room.handlePush({ name: 'room:signal', payload: { from, signal } });
    }
    await settle();
    expect(ann.links[0].received).toHaveLength(before);
    expect([ann.links.length, told]).toEqual([1, [from]]);
    // A guest is heard as they are.
    const [carol] = await joined('carol');
    expect(states(carol)).toEqual(['ann connected', 'bob connected']);
  });

  it('has a channel for files with everybody, and says when there is another, or none', async () => {
    const ann = await guest('ann');
    const channels: string[] = [];
    ann.remote.on('files', ({ id, value }) => {
      const who = ann.room.current?.members.find((member) => member.id === id)?.name ?? 'gone';
      const index = ann.links.findIndex(({ files }) => files === value);
      channels.push(`${who} ${value === null ? 'none' : index}`);
    });
    await ann.room.join('garden');
    const [bob] = await joined('bob');
    await joined('carol');
    expect(channels).toEqual(['bob 0', 'carol 1']);
    ann.links[0].close('failed');
    await settle();
    await clock.advance(3_000);
    await settle();
    expect(channels.slice(2)).toEqual(['bob none', 'bob 2']);
    bob.room.leave();
    await settle();
    expect(channels.at(-1)).toBe('bob none');
  });

  it('goes on while the server is away, and connects again when somebody is back', async () => {
    const [ann, bob] = await joined('ann', 'bob');
    bob.client.drop();
    await settle();
    expect(ann.participants.people[0]).toMatchObject({ isAway: true, connection: 'connected' });
    bob.links[0].close('failed');
    await clock.advance(30_000);
    expect(bob.links).toHaveLength(1);
    await bob.client.resume();
    await settle();
    expect(states(ann)).toEqual(['bob connected']);
    expect(ann.participants.people[0].isAway).toBe(false);
    expect(states(bob)).toEqual(['ann connected']);
  });

  it('meets those who came while it was away itself', async () => {
    const [ann] = await joined('ann');
    ann.client.drop();
    const [bob] = await joined('bob');
    await clock.advance(20_000);
    expect(states(bob)).toEqual(['ann connecting']);
    await ann.client.resume();
    await settle();
    expect(states(ann)).toEqual(['bob connected']);
    expect(states(bob)).toEqual(['ann connected']);
  });

  describe('over a restart of the server', () => {
    async function restarted(): Promise<Guest[]> {
      const people = await joined('ann', 'bob');
      world.server.crash();
      return people;
    }

    it('keeps its links, and takes those for away who are not back yet', async () => {
      const [ann, bob] = await restarted();
      const comings: unknown[] = [];
      ann.room.onComing((coming) => comings.push(coming));
      await ann.client.resume();
      await settle();
      expect(ann.participants.people[0]).toMatchObject({ isAway: true, connection: 'connected' });
      await bob.client.resume();
      await clock.advance(120_000);
      expect(ann.participants.people[0]).toMatchObject({ isAway: false, connection: 'connected' });
      expect(states(bob)).toEqual(['ann connected']);
      expect([ann.links.length, bob.links.length, comings]).toEqual([1, 1, []]);
    });

    it('lets go of whoever does not come back in time', async () => {
      const [ann] = await restarted();
      const comings: string[] = [];
      ann.room.onComing(({ what, member }) => comings.push(`${member.name} ${what}`));
      await ann.client.resume();
      await clock.advance(RETURN_WINDOW_MS - 1);
      expect(ann.participants.people).toHaveLength(1);
      await clock.advance(1);
      expect([ann.participants.people, comings]).toEqual([[], ['bob lost']]);
    });

    it('leaves the links up until the server has refused to have it back', async () => {
      // Without the secret of the one before, tickets count for nothing.
      world.server = new InProcessServer(clock);
      const ann = await guest('ann');
      await ann.room.create({ name: 'garden', isPrivate: false });
      await joined('bob');
      world.server.crash();
      const open: number[] = [];
      ann.client.onState(({ kind }) => {
        if (kind === 'signed-in') open.push(network.open.length);
      });
      await ann.client.resume();
      expect(open).toEqual([2]);
      expect(network.open).toHaveLength(0);
      expect(ann.ends).toEqual(['lost']);
    });
  });

  it('is taken up by the next page when this one crashes, by whomever connections are made', async () => {
    const stays = new TextStays();
    const [ann] = await joined('ann');
    const bob = await guest('bob', { stays });
    await bob.room.join('garden');
    await settle();
    const [carol] = await joined('carol');
    expect(stays.kept).toMatchObject({ kind: 'room', earlier: [ann.room.current?.you.id] });
    const before = stays.kept;
    bob.client.drop();
    await clock.advance(5_000);
    for (const link of [ann.links[0], carol.links[1]]) link.become('disconnected');
    await settle();
    const others = [ann, carol].map(({ links }) => links.length);
    stays.kept = before;
    const again = await guest('bob', { stays, device: bob.client.device });
    await settle();
    expect([states(ann), states(carol)]).toEqual([
      ['bob connected', 'carol connected'],
      ['ann connected', 'bob connected'],
    ]);
    expect(states(again).sort()).toEqual(['ann connected', 'carol connected']);
    expect(again.grants).toBe(1);
    expect([ann, carol].map(({ links }) => links.length)).toEqual(others.map((each) => each + 1));
    const pins = again.links.filter(({ state }) => state === 'connected');
    expect(pins.map(({ options }) => options.pin.fingerprint).sort()).toEqual([
      'of whoever answers',
      'of whoever offers',
    ]);
    again.room.leave();
    expect(stays.kept).toBeNull();
  });

  it('goes in again by itself when the server has forgotten the stay', async () => {
    const [ann] = await joined('ann');
    const before = ann.room.current?.you.id;
    ann.client.drop();
    await clock.advance(RESUME_WINDOW_MS);
    await ann.client.resume();
    expect(ann.room.current?.you.id).toEqual(expect.any(String));
    expect(ann.room.current?.you.id).not.toBe(before);
    expect(ann.ends).toEqual([]);
  });

  it('is connected again with those who stayed, as the new member that it is to them', async () => {
    const [ann, bob] = await Promise.all(
      ['ann', 'bob'].map((name, n) =>
        guest(name, { signer: seedSigner(new Uint8Array(32).fill(n + 1)) }),
      ),
    );
    for (const each of [ann, bob]) await each.room.join('garden');
    await settle();
    bob.client.drop();
    await clock.advance(RESUME_WINDOW_MS);
    await bob.client.resume();
    await settle();
    expect([states(ann), states(bob)]).toEqual([['bob connected'], ['ann connected']]);
    expect(bob.links.at(-1)?.options.generation).toBe(0);
  });

  it('is over when the server says so, and lets go of everything', async () => {
    const ann = await guest('ann');
    await ann.room.create({ name: 'garden', isPrivate: false });
    const [bob] = await joined('bob');
    expect(await ann.room.kick(bob.room.current!.you.id)).toMatchObject({ ok: true });
    await settle();
    expect(bob.ends).toEqual(['kicked']);
    expect(bob.room.current).toBeNull();
    expect(bob.participants.people).toEqual([]);
    expect(bob.links.every(({ state }) => state === 'closed')).toBe(true);
    expect(ann.room.current).not.toBeNull();
  });

  it('is one at a time', async () => {
    const [ann] = await joined('ann');
    expect(await ann.room.join('elsewhere')).toEqual({ ok: false, error: 'already-in-room' });
    expect(ann.room.leave()).toBe(true);
    expect(ann.room.leave()).toBe(false);
  });

  it('sends everybody the track that is chosen, also those who come later', async () => {
    const [ann, bob] = await joined('ann', 'bob');
    const other = fakeTrack('video', 'another');
    ann.local.update({ tracks: { video: other } });
    await joined('carol');
    await settle();
    expect(ann.links.map(({ sending }) => sending.video)).toEqual([other, other]);
    expect(bob.participants.people[0].camera).toBe(true);
  });

  it('sends nothing to those from whom it withholds it, whenever they came, until it no longer does', async () => {
    const [ann, bob, carol] = await joined('ann', 'bob', 'carol');
    const idOf = (name: string): string => {
      const member = ann.room.current?.members.find((each) => each.name === name);
      if (!member) throw new Error(`${name} is not there`);
      return member.id;
    };
    const sent = (index: number): (string | undefined)[] =>
      (['audio', 'video', 'screen'] as const).map((kind) => ann.links[index].sending[kind]?.id);
    ann.local.update({ withheldFrom: new Set([idOf('bob')]) });
    expect(sent(0)).toEqual([undefined, undefined, undefined]);
    expect(sent(1)).toEqual(['ann-audio', 'ann', undefined]);
    ann.local.update({ tracks: { screen: fakeTrack('video', 'screen') } });
    expect(sent(0)).toEqual([undefined, undefined, undefined]);
    expect(sent(1)).toEqual(['ann-audio', 'ann', 'screen']);
    expect(bob.participants.find('ann')).toMatchObject({
      camera: false,
      microphone: false,
      isSharing: false,
    });
    expect(carol.participants.find('ann')).toMatchObject({ camera: true, isSharing: true });

    bob.links[0].close('failed');
    await clock.advance(3_000);
    await settle();
    expect(states(bob)).toEqual(['ann connected', 'carol connected']);
    const again = ann.links.length - 1;
    expect(again).toBe(2);
    expect(sent(again)).toEqual([undefined, undefined, undefined]);

    ann.local.update({ withheldFrom: new Set() });
    expect(sent(again)).toEqual(['ann-audio', 'ann', 'screen']);
    expect(bob.participants.find('ann')).toMatchObject({
      camera: true,
      microphone: true,
      isSharing: true,
    });
  });

  it('connects the first eight only, and more when one of them leaves', async () => {
    const names = ['a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7', 'a8', 'a9'];
    const guests = await joined(...names);
    const [first] = guests;
    const last = guests[8];
    expect(last.links).toEqual([]);
    expect(last.participants.people.every(({ outOfReach }) => outOfReach)).toBe(true);
    expect(first.participants.people.filter(({ outOfReach }) => outOfReach)).toHaveLength(1);
    guests[1].room.leave();
    await settle();
    expect(states(last).every((state) => state.endsWith(' connected'))).toBe(true);
    expect(last.links).toHaveLength(7);
  });

  it('listens to whoever has a microphone on, twice a second while nothing changes', async () => {
    const [ann, bob] = await joined('ann', 'bob');
    const asked = async (forMs: number): Promise<number> => {
      const before = ann.links[0].levelAskedCount;
      await clock.advance(forMs);
      return ann.links[0].levelAskedCount - before;
    };
    expect(await asked(10_000)).toBe(20);
    ann.links[0].level = 0.2;
    expect(await asked(10_000)).toBe(20);
    bob.local.update({ tracks: { audio: null } });
    expect(await asked(10_000)).toBe(0);
    expect(ann.participants.people[0].isSpeaking).toBe(false);
    bob.local.update({ tracks: { audio: fakeTrack('audio') } });
    await clock.advance(1_000);
    expect(ann.participants.people[0].isSpeaking).toBe(true);
  });

  it('sees who speaks, and for a moment after', async () => {
    const [ann, bob] = await joined('ann', 'bob');
    ann.links[0].level = 0.2;
    await clock.advance(500);
    expect(ann.participants.people[0].isSpeaking).toBe(true);
    // Syllables have gaps between them.
    ann.links[0].level = 0;
    await clock.advance(300);
    expect(ann.participants.people[0].isSpeaking).toBe(true);
    ann.links[0].level = 0.2;
    await clock.advance(3_000);
    ann.links[0].level = 0;
    await clock.advance(250);
    expect(ann.participants.people[0].isSpeaking).toBe(true);
    await clock.advance(1_000);
    expect(ann.participants.people[0].isSpeaking).toBe(false);
    expect(bob.participants.people[0].isSpeaking).toBe(false);
  });
});

describe('a room with a password', () => {
  const PASSWORD = 'correct horse';
  const WISH = { name: 'garden', isPrivate: false, password: PASSWORD };

  beforeEach(() => {
    world.server = new InProcessServer(clock);
  });

  it('opens to whoever knows it and to nobody else, and again after a break', async () => {
    const ann = await guest('ann');
    expect(await ann.room.create(WISH)).toMatchObject({ ok: true });
    const bob = await guest('bob', { signer: seedSigner(new Uint8Array(32).fill(9)) });
    expect(await bob.room.join('garden', 'wrong horse')).toMatchObject({ error: 'password-wrong' });
    expect(await bob.room.join('garden', PASSWORD)).toMatchObject({ ok: true });
    bob.client.drop();
    await clock.advance(RESUME_WINDOW_MS);
    await bob.client.resume();
    await expect.poll(() => bob.room.current?.info.slug).toBe('garden');
    expect(bob.ends).toEqual([]);
    expect(JSON.stringify(bob.joins)).not.toContain('horse');
    // Five times the real scrypt, on a machine that may be busy.
  }, 180_000);

  it('is not knocked at where the server would have passwords made cheap', async () => {
    world.server = new InProcessServer(clock, { rooms: { scryptCost: { logN: 4, r: 8, p: 1 } } });
    await world.server.rooms.add(WISH);
    const bob = await guest('bob');
    expect(await bob.room.join('garden', PASSWORD)).toMatchObject({ error: 'server-error' });
    expect(bob.joins).toEqual([]);
  });
});

describe('a room of mine', () => {
  const STALE_KEY = 'k'.repeat(43);
  const WISH = { name: 'garden', isPrivate: false };

  beforeEach(() => {
    world.server = new InProcessServer(clock);
  });

  it('is mine again after a reload, under whatever name, by the key that it was made with', async () => {
    const ann = await guest('ann');
    await ann.room.create(WISH);
    const key = ann.keys.get('garden');
    expect(key).toMatch(/^[\w-]{43}$/);
    await ann.client.signOut();
    const [bob] = await joined('bob');
    expect(bob.room.current?.info.owner).toBeNull();
    const anna = await guest('anna', { keys: ann.keys });
    await anna.room.join('garden');
    expect(anna.joins).toEqual([{ slug: 'garden', ownerKey: key }]);
    expect(anna.room.current?.info.owner).toBe('anna');
    expect([...anna.keys]).toEqual([['garden', key]]);
    expect(bob.joins).toEqual([{ slug: 'garden' }]);
    expect(bob.keys.size).toBe(0);
  });

  it('is mine again when the server has forgotten the stay', async () => {
    const ann = await guest('ann');
    await ann.room.create(WISH);
    ann.client.drop();
    await clock.advance(RESUME_WINDOW_MS);
    await ann.client.resume();
    expect(ann.room.current?.info.owner).toBe('ann');
    expect(ann.ends).toEqual([]);
  });

  it('lets me in as a guest by a key that is no longer the right one, which is forgotten', async () => {
    const ann = await guest('ann', { keys: new Map([['garden', STALE_KEY]]) });
    await world.server.rooms.add(WISH);
    expect((await ann.room.join('garden')).ok).toBe(true);
    expect(ann.room.current?.info.owner).toBeNull();
    expect(ann.keys.size).toBe(0);
  });

  it('is forgotten when there is no such room, and only then', async () => {
    const [ann, bea] = await Promise.all(
      ['ann', 'bea'].map((name) => guest(name, { keys: new Map([['garden', STALE_KEY]]) })),
    );
    await world.server.rooms.add({ ...WISH, limit: 2 });
    const [bob] = await joined('bob', 'carol');
    expect(await ann.room.join('garden')).toEqual({ ok: false, error: 'room-full' });
    bob.room.leave();

    const call = await ann.client.request('call:invite', { to: 'echo' });
    expect(await ann.room.join('garden')).toEqual({ ok: false, error: 'already-in-call' });
    if (call.ok) await ann.client.request('call:hang-up', { callId: call.callId });

    for (let n = 0; n < RATE_LIMITS.room.points; n += 1) {
      await bea.client.request('room:join', { slug: 'nowhere' });
    }
    expect(await bea.room.join('garden')).toEqual({ ok: false, error: 'rate-limited' });
    expect([ann.keys.size, bea.keys.size]).toEqual([1, 1]);

    await world.server.rooms.stop('garden');
    expect(await ann.room.join('garden')).toEqual({ ok: false, error: 'room-refused' });
    expect(ann.keys.size).toBe(0);
  });

  it('is over for everybody when I end it, me included, and its key is forgotten', async () => {
    const ann = await guest('ann');
    await ann.room.create(WISH);
    const [bob] = await joined('bob');
    expect(await bob.room.stop()).toEqual({ ok: false, error: 'not-owner' });
    expect((await ann.room.stop()).ok).toBe(true);
    await settle();
    expect([ann.ends, bob.ends]).toEqual([['ended'], ['stopped']]);
    expect([ann.room.current, ann.participants.people, ann.keys.size]).toEqual([null, [], 0]);
    expect(network.open).toHaveLength(0);
  });

  it('is forgotten when it was ended from elsewhere, and kept when I was put out', async () => {
    for (const [reason, left] of [
      ['stopped', 0],
      ['kicked', 1],
    ] as const) {
      const ann = await guest(`ann-${reason}`);
      await ann.room.create({ ...WISH, name: reason });
      ann.room.handlePush({ name: 'room:closed', payload: { reason } });
      await settle();
      expect(ann.keys.size).toBe(left);
    }
  });
});
