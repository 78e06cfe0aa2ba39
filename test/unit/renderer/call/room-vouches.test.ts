import { beforeEach, describe, expect, it } from 'vitest';
import {
  lockRoom,
  ROOM_KEY_COST,
  type RoomKey,
  signRoomEntry,
} from '../../../../src/shared/identity/room-key';
import { seedSigner } from '../../../../src/shared/identity/seed-signer';
import type { Signer } from '../../../../src/shared/identity/signer';
import { roomTalk } from '../../../../src/shared/identity/statement';
import { RESUME_WINDOW_MS } from '../../../../src/shared/protocol/limits';
import { MemoryRoomStore } from '../../../../src/server/rooms/room-store';
import type { RoomVouch } from '../../../../src/shared/protocol/room-messages';
import { settle } from '../../../helpers/fake-clock';
import { FOREIGN_SDP } from '../../../helpers/fake-peer-link';
import { InProcessServer } from '../../../helpers/in-process-server';
import { type Guest, RoomWorld, states, TextStays } from './room-fixture';

// Whoever runs the server seats somebody of their own in a room of which they do not know the
// password.

const WISH = { name: 'garden', isPrivate: false, password: 'correct horse' };
const NONCE = 'n'.repeat(43);
/** The real scrypt, on a machine that may be busy. */
const SLOW_MS = 60_000;

const signerOf = (n: number): Signer => seedSigner(new Uint8Array(32).fill(n));
const [ANNS, BOBS, CATS, MALLORYS] = [1, 2, 3, 66].map(signerOf);

let world: RoomWorld;
let ann: Guest;
/** What the password makes, with which nobody needs to wait for scrypt again. */
let key: RoomKey;

beforeEach(async () => {
  world = new RoomWorld();
  ann = await world.guest('ann', { signer: ANNS });
  expect(await ann.room.create(WISH)).toMatchObject({ ok: true });
  key = ann.roomKeys.get('garden')!;
}, SLOW_MS);

async function member(name: string, signer: Signer, secret: RoomKey | string = key) {
  const made = await world.guest(name, { signer });
  expect(await made.room.join('garden', secret)).toMatchObject({ ok: true });
  await settle();
  return made;
}

const reachOf = ({ participants }: Guest): string[] =>
  participants.people.map(({ name, outOfReach }) => `${name} ${outOfReach ?? 'near'}`);

const vouch = (of: Partial<Parameters<typeof signRoomEntry>[1]> = {}, by = key): RoomVouch => {
  const terms = { slug: 'garden', nonce: NONCE, member: MALLORYS.publicKey, ...of };
  return { nonce: NONCE, signature: signRoomEntry(by, terms) };
};

describe('a server that seats somebody of its own in a room with a password', () => {
  const ID = 'seated-by-the-server';

  async function seat(seated: { key?: string; vouch?: RoomVouch }): Promise<void> {
    const facts = { id: ID, name: 'mallory', description: null, isAway: false };
    ann.room.handlePush({ name: 'room:joined', payload: { member: { ...facts, ...seated } } });
    const signal = { kind: 'description', generation: 0, type: 'offer', sdp: FOREIGN_SDP } as const;
    const talk = roomTalk(ID, ann.room.current!.you.id);
    const { publicKey: from } = MALLORYS;
    const to = ANNS.publicKey;
    const signature = await MALLORYS.sign({ kind: 'signal', talk, from, to, seq: 1, signal });
    const proof = { seq: 1, signature };
    ann.room.handlePush({ name: 'room:signal', payload: { from: ID, signal, proof } });
    await settle();
  }

  const itsKey = { key: MALLORYS.publicKey };
  const other = { salt: '00'.repeat(16), seed: 'ab'.repeat(32) };
  it.each<[string, () => Parameters<typeof seat>[0]]>([
    ['nothing to show', () => itsKey],
    ['no key either', () => ({})],
    ['what another member showed', () => ({ ...itsKey, vouch: vouch({ member: BOBS.publicKey }) })],
    ['what was signed for another room', () => ({ ...itsKey, vouch: vouch({ slug: 'shed' }) })],
    ['what another password makes', () => ({ ...itsKey, vouch: vouch({}, other) })],
    ['what a guest without a key signed', () => ({ ...itsKey, vouch: vouch({ member: null }) })],
    ['that, and no key', () => ({ vouch: vouch({ member: null }) })],
    ['what ann showed herself', () => ({ ...itsKey, vouch: ann.room.current!.you.vouch! })],
    ['another nonce', () => ({ ...itsKey, vouch: { ...vouch(), nonce: 'm'.repeat(43) } })],
  ])('has nothing sent to them, nor taken from them, who have %s', async (_what, seated) => {
    await seat(seated());
    expect(reachOf(ann)).toEqual(['mallory stranger']);
    expect(ann.links).toEqual([]);
    expect(ann.client.asked.filter((name) => name === 'room:signal')).toEqual([]);
    // The others are as they were, and whoever comes and knows the password is one of them.
    const bob = await member('bob', BOBS);
    expect([states(bob), ann.links.length]).toEqual([['ann connected'], 1]);
  });

  it('would have somebody connected who knew it: that is what it is all about', async () => {
    await seat({ ...itsKey, vouch: vouch() });
    expect(reachOf(ann)).toEqual(['mallory near']);
    expect(ann.links).toHaveLength(1);
  });

  it('cannot put them in the place of a member who has shown it', async () => {
    const bob = await member('bob', BOBS);
    const { id, vouch: shown } = bob.room.current!.you;
    const facts = { id, name: 'bob', description: null, isAway: false, vouch: shown! };
    ann.room.handlePush({ name: 'room:joined', payload: { member: { ...facts, ...itsKey } } });
    expect(ann.room.current!.members.at(-1)).toMatchObject({ id, key: BOBS.publicKey });
    ann.room.handlePush({ name: 'room:left', payload: { member: id, reason: 'left' } });
    ann.room.handlePush({ name: 'room:joined', payload: { member: { ...facts, ...itsKey } } });
    await settle();
    expect(reachOf(ann)).toEqual(['bob stranger']);
    expect(ann.links.map(({ state }) => state)).toEqual(['closed']);
  });

  it('cannot by saying that the room has no password any more, or another one', async () => {
    const { info } = ann.room.current!;
    const room = { ...info, hasPassword: false };
    ann.room.handlePush({ name: 'room:changed', payload: { room } });
    await seat(itsKey);
    expect([reachOf(ann), ann.links]).toEqual([['mallory stranger'], []]);
  });
});

describe('the members of a room with a password', () => {
  it(
    'are all connected, by whichever way they came, the one who made it among them',
    async () => {
      const bob = await member('bob', BOBS, WISH.password);
      const cat = await member('cat', CATS);
      const everybody = [ann, bob, cat];
      const connected = [
        ['bob connected', 'cat connected'],
        ['ann connected', 'cat connected'],
        ['ann connected', 'bob connected'],
      ];
      expect(everybody.map(states)).toEqual(connected);
      // A break, and one for so long that the server has forgotten the stay.
      for (const awayMs of [5_000, RESUME_WINDOW_MS]) {
        cat.client.drop();
        await world.clock.advance(awayMs);
        await cat.client.resume();
        await settle();
        await world.clock.advance(30_000);
        await settle();
        expect(everybody.map(states)).toEqual(connected);
      }
      cat.room.leave();
      await settle();
      expect(await cat.room.join('garden', key)).toMatchObject({ ok: true });
      await settle();
      expect(everybody.map(states)).toEqual(connected);
    },
    SLOW_MS,
  );

  it('are no strangers to whoever comes after a restart of the server', async () => {
    const bob = await member('bob', BOBS);
    world.server.crash();
    for (const each of [ann, bob]) await each.client.resume();
    await settle();
    expect([states(ann), states(bob)]).toEqual([['bob connected'], ['ann connected']]);
    const cat = await member('cat', CATS);
    expect(states(cat).sort()).toEqual(['ann connected', 'bob connected']);
    expect(reachOf(ann)).toEqual(['bob near', 'cat near']);
  });

  it('come back into one that is kept, by what its password makes, after a restart', async () => {
    const store = new MemoryRoomStore();
    world.server = new InProcessServer(world.clock, { rooms: { store } });
    ann = await world.guest('ann', { signer: ANNS });
    await ann.room.create({ ...WISH, isKept: true });
    key = ann.roomKeys.get('garden')!;
    const bob = await member('bob', BOBS);
    // Without a secret, tickets are worth nothing.
    world.server.crash();
    for (const each of [ann, bob]) {
      await each.client.resume();
      await expect.poll(() => each.room.current?.info.slug).toBe('garden');
    }
    await settle();
    expect([states(ann), states(bob)]).toEqual([['bob connected'], ['ann connected']]);
    expect([ann.ends, bob.ends]).toEqual([[], []]);
  });

  it('are strangers without a key of their own, and have nothing to do with the others', async () => {
    const bob = await member('bob', BOBS);
    const guest = await world.guest('guest');
    expect(await guest.room.join('garden', key)).toMatchObject({ ok: true });
    await settle();
    expect(reachOf(guest)).toEqual(['ann local-stranger', 'bob local-stranger']);
    expect(reachOf(ann)).toEqual(['bob near', 'guest stranger']);
    expect(guest.room.current?.strangers).toEqual(new Set([guest.room.current?.you.id]));
    expect([guest.links, ann.links.length, bob.links.length]).toEqual([[], 1, 1]);
  });

  it(
    'stay with each other over a change of the password, and do not know those of the next one',
    async () => {
      const bob = await member('bob', BOBS);
      const next = await lockRoom('battery staple');
      expect(await ann.room.set({ lock: next.lock })).toMatchObject({ ok: true });
      await settle();
      const cat = await member('cat', CATS, next.key);
      expect(reachOf(cat)).toEqual(['ann stranger', 'bob stranger']);
      expect(reachOf(ann)).toEqual(['bob near', 'cat stranger']);
      expect([states(bob)[0], cat.links]).toEqual(['ann connected', []]);
      // What opened it before opens it no more, and is not shown to what is another room now.
      bob.room.leave();
      expect(await bob.room.join('garden', key)).toEqual({ ok: false, error: 'password-wrong' });
      expect(bob.joins).toHaveLength(1);
    },
    SLOW_MS,
  );

  it('are judged by the page that takes the place of one that crashed, which keeps no secret', async () => {
    const stays = new TextStays();
    const bob = await world.guest('bob', { signer: BOBS, stays });
    await bob.room.join('garden', key);
    await settle();
    expect(JSON.stringify(stays.kept)).not.toContain(key.seed);
    const before = stays.kept;
    bob.client.drop();
    await world.clock.advance(5_000);
    ann.links[0].become('disconnected');
    stays.kept = before;
    const again = await world.guest('bob', { signer: BOBS, stays, device: bob.client.device });
    await settle();
    expect([states(again), states(ann)]).toEqual([['ann connected'], ['bob connected']]);
    const facts = { id: 'seated-by-the-server', name: 'mallory', description: null, isAway: false };
    again.room.handlePush({ name: 'room:joined', payload: { member: facts } });
    await settle();
    expect(reachOf(again)).toEqual(['ann near', 'mallory stranger']);
    // A server that has forgotten the stay would have it come in without a password.
    again.client.drop();
    await world.clock.advance(RESUME_WINDOW_MS);
    await again.client.resume();
    await settle();
    expect([again.ends, again.joins]).toEqual([['lost'], []]);
  });
});

describe('a server that lies about the door', () => {
  const open = (name: string, answer: object): object =>
    name === 'room:join'
      ? { ...answer, room: { ...ann.room.current!.info, hasPassword: false } }
      : answer;

  it.each([
    ['is left by whoever gave a password, where it has none', open, 'no-password'],
    [
      'has nothing signed as another room, which may have the same password',
      (name: string, answer: object) =>
        name === 'room:door' ? { ...answer, slug: 'shed' } : answer,
      'server-error',
    ],
  ])('%s', async (_what, lie, error) => {
    const bob = await world.guest('bob', { signer: BOBS, lie });
    expect(await bob.room.join('garden', key)).toEqual({ ok: false, error });
    await settle();
    expect([bob.room.current, bob.links]).toEqual([null, []]);
    expect(ann.room.current?.members).toHaveLength(1);
  });

  it('is left by whoever was let in without a password, who is asked for it', async () => {
    world.server = new InProcessServer(world.clock);
    await world.server.rooms.add({ name: 'garden' });
    const bob = await world.guest('bob', {
      lie: (name, answer) =>
        name === 'room:join' && 'room' in answer
          ? { ...answer, room: { ...(answer.room as object), hasPassword: true } }
          : answer,
    });
    expect(await bob.room.join('garden')).toEqual({ ok: false, error: 'password-wrong' });
    expect(bob.room.current).toBeNull();
    expect(bob.client.asked.slice(-2)).toEqual(['room:join', 'room:leave']);
  });
});

describe('the owner of a room with a password', () => {
  it('comes in again without it, by what is kept with the key of the room, and is no stranger', async () => {
    const bob = await member('bob', BOBS);
    ann.room.leave();
    await settle();
    const { keys, roomKeys } = ann;
    const anna = await world.guest('anna', { signer: ANNS, keys, roomKeys });
    expect(await anna.room.join('garden')).toMatchObject({ ok: true });
    await settle();
    expect(anna.room.current?.info.owner).toBe('anna');
    expect([states(anna), states(bob)]).toEqual([['bob connected'], ['anna connected']]);
    anna.room.leave();
    // One who kept the key of the room alone is asked for the password.
    const annie = await world.guest('annie', { signer: ANNS, keys });
    expect(await annie.room.join('garden')).toEqual({ ok: false, error: 'password-wrong' });
    expect(await annie.room.join('garden', key)).toMatchObject({ ok: true });
    await settle();
    expect([annie.room.current?.info.owner, states(bob)]).toEqual(['annie', ['annie connected']]);
  });

  it('is not let in by a wrong one, as nobody would see that it was them', async () => {
    await member('bob', BOBS);
    ann.room.leave();
    await settle();
    const wrong = { ...key, seed: 'ab'.repeat(32) };
    expect(await ann.room.join('garden', wrong)).toEqual({ ok: false, error: 'password-wrong' });
  });

  it('is asked for it where the room has another one than was kept', async () => {
    const [own] = [...ann.keys.values()];
    ann.room.leave();
    await settle();
    const roomKeys = new Map([['garden', { ...key, salt: '00'.repeat(16) }]]);
    const anna = await world.guest('anna', { keys: new Map([['garden', own]]), roomKeys });
    expect(await anna.room.join('garden')).toEqual({ ok: false, error: 'password-wrong' });
    expect(anna.joins).toEqual([]);
  });
});

describe('what a password makes', () => {
  it('costs as much for a room of this client as it asks of others', () => {
    expect(ROOM_KEY_COST).toEqual({ logN: 14, r: 8, p: 5 });
  });
});
