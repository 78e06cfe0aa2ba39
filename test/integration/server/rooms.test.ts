import { afterEach, describe, expect, it } from 'vitest';
import {
  EMPTY_ROOM_MS,
  MAX_ROOM_NAME_GRAPHEMES,
  RESUME_WINDOW_MS,
} from '../../../src/shared/protocol/limits';
import { HOSTILE_STRINGS } from '../../fixtures/hostile-text';
import { FakeClock } from '../../helpers/fake-clock';
import { CHEAP_SCRYPT, ROOMY_LIMITS } from './helpers/room-fixture';
import { type ServerUnderTest, type StartOptions, startServer } from './helpers/start-server';
import type { TestClient } from './helpers/test-client';

let server: ServerUnderTest;
afterEach(() => server.close());

async function start(options: StartOptions = {}): Promise<ServerUnderTest> {
  server = await startServer({
    rateLimits: ROOMY_LIMITS,
    ...options,
    rooms: { scryptCost: CHEAP_SCRYPT, ...options.rooms },
  });
  return server;
}

const OPEN = { name: 'Team', isPrivate: false };

/** What somebody was pushed until now, by name, presence and chat left out. */
async function heard(client: TestClient): Promise<string[]> {
  const names = (await client.takePushes()).map(({ name }) => name);
  return names.filter((name) => name.startsWith('room:'));
}

describe('a room', () => {
  it('is made, entered, talked in and left', async () => {
    await start();
    const [ann, bob] = await Promise.all(['ann', 'bob'].map((name) => server.person(name)));
    const made = await ann.ask('room:create', { ...OPEN, name: '  Team   Meeting ' });
    expect(made.room).toMatchObject({ slug: 'team-meeting', name: 'Team Meeting', owner: 'ann' });
    const joined = await bob.ask('room:join', { slug: 'TEAM meeting' });
    expect(joined.members).toEqual([made.you]);
    expect(await ann.next('room:joined')).toEqual({ member: joined.you });
    const signal = { kind: 'renegotiate', generation: 2 } as const;
    await bob.ask('room:signal', { to: made.you.id, signal });
    expect(await ann.next('room:signal')).toEqual({ from: joined.you.id, signal });
    const { message } = await ann.ask('room:say', { text: 'hi \u001b[31mthere' });
    expect(message.text).not.toContain('\u001b');
    expect(await bob.next('room:message')).toEqual(message);
    await bob.ask('room:leave', {});
    expect(await ann.next('room:left')).toEqual({ member: joined.you.id, reason: 'left' });
    expect(await bob.reasonOf('room:leave', {})).toBe('not-in-room');
    expect(await bob.reasonOf('room:say', { text: 'x' })).toBe('not-in-room');
  });

  it('reaches nobody outside it', async () => {
    await start();
    const people = await Promise.all(['ann', 'bob', 'cat'].map((name) => server.person(name)));
    const [ann, bob, cat] = people;
    const made = await ann.ask('room:create', OPEN);
    await bob.ask('room:join', { slug: 'team' });
    const other = await cat.ask('room:create', { name: 'Other', isPrivate: false });
    await ann.takePushes();
    const signal = { kind: 'renegotiate', generation: 0 } as const;
    expect(await cat.reasonOf('room:signal', { to: made.you.id, signal })).toBe('not-in-room');
    expect(await ann.reasonOf('room:signal', { to: other.you.id, signal })).toBe('not-in-room');
    expect(await cat.reasonOf('room:kick', { member: made.you.id })).toBe('not-in-room');
    const event = { type: 'x', data: 1, to: made.you.id };
    expect(await cat.reasonOf('room:event', event)).toBe('not-in-room');
    await ann.ask('room:say', { text: 'among us' });
    await ann.ask('room:describe', { description: { a: 1 } });
    await ann.ask('room:event', { type: 'x', data: 1 });
    expect(await heard(cat)).toEqual([]);
    expect(await heard(ann)).toEqual([]);
    expect(await heard(bob)).toEqual(['room:message', 'room:described', 'room:event']);
  });

  it('is one at a time, and no call beside it', async () => {
    await start();
    const people = await Promise.all(['ann', 'bob', 'cat'].map((name) => server.person(name)));
    const [ann, bob, cat] = people;
    await ann.ask('room:create', OPEN);
    expect(await ann.reasonOf('room:create', { ...OPEN, name: 'Two' })).toBe('already-in-room');
    expect(await ann.reasonOf('room:join', { slug: 'team' })).toBe('already-in-room');
    expect(await ann.reasonOf('call:invite', { to: 'bob' })).toBe('already-in-room');
    expect(await bob.reasonOf('call:invite', { to: 'ann' })).toBe('person-busy');
    expect(await ann.next('call:missed')).toMatchObject({ from: 'bob', reason: 'busy' });
    await cat.ask('call:invite', { to: 'bob' });
    for (const one of [bob, cat]) {
      expect(await one.reasonOf('room:join', { slug: 'team' })).toBe('already-in-call');
      expect(await one.reasonOf('room:create', { ...OPEN, name: 'Two' })).toBe('already-in-call');
    }
  });

  it('cannot be entered by somebody who is called while they are looked at', async () => {
    let say: (isAllowed: boolean) => void = () => undefined;
    const asked: string[] = [];
    const allows = ({ name }: { readonly name: string }) => {
      asked.push(name);
      return name === 'bob' ? new Promise<boolean>((resolve) => (say = resolve)) : true;
    };
    await start({ rooms: { allows } });
    const people = await Promise.all(['ann', 'bob', 'cat'].map((name) => server.person(name)));
    const [ann, bob, cat] = people;
    await ann.ask('room:create', { ...OPEN, password: 'tomato' });
    const joining = bob.reasonOf('room:join', { slug: 'team', password: 'tomato' });
    await expect.poll(() => asked).toContain('bob');
    await cat.ask('call:invite', { to: 'bob' });
    say(true);
    expect(await joining).toBe('already-in-call');
    expect(await heard(ann)).toEqual([]);
  });

  it('leaves its name free when whoever makes it is called meanwhile', async () => {
    let say: (isAllowed: boolean) => void = () => undefined;
    const asked: string[] = [];
    const allows = ({ name }: { readonly name: string }) => {
      asked.push(name);
      return name === 'ann' ? new Promise<boolean>((resolve) => (say = resolve)) : true;
    };
    await start({ rooms: { allows } });
    const people = await Promise.all(['ann', 'bob', 'cat'].map((name) => server.person(name)));
    const [ann, bob, cat] = people;
    const making = ann.reasonOf('room:create', { ...OPEN, password: 'tomato' });
    await expect.poll(() => asked).toContain('ann');
    await bob.ask('call:invite', { to: 'ann' });
    say(true);
    expect(await making).toBe('already-in-call');
    expect(await cat.reasonOf('room:create', OPEN)).toBe('granted');
  });

  it.each([
    ['', 'bad-request'],
    ['\u200b', 'room-name-invalid'],
    ['!?', 'room-name-invalid'],
    ['x'.repeat(MAX_ROOM_NAME_GRAPHEMES + 1), 'room-name-invalid'],
    ['会議', 'granted'],
    ['x'.repeat(MAX_ROOM_NAME_GRAPHEMES), 'granted'],
  ])('called %j is %s', async (name, outcome) => {
    await start();
    const ann = await server.person('ann');
    expect(await ann.reasonOf('room:create', { name, isPrivate: false })).toBe(outcome);
  });

  it('is found by a name that has no letters for a link', async () => {
    await start();
    const [ann, bob] = await Promise.all(['ann', 'bob'].map((name) => server.person(name)));
    const { room } = await ann.ask('room:create', { name: '会議', isPrivate: false });
    expect(room.slug).toMatch(/^[a-z0-9]{20}$/);
    expect(await bob.reasonOf('room:create', { name: '会議', isPrivate: false })).toBe(
      'room-exists',
    );
    expect((await bob.ask('room:join', { slug: '会議' })).room).toEqual(room);
  });

  it('and its topic show nothing that a screen must not get, whatever they are called', async () => {
    await start();
    const [ann, bob] = await Promise.all(['ann', 'bob'].map((name) => server.person(name)));
    for (const { text } of HOSTILE_STRINGS) {
      const name = `a${text}`;
      if (Buffer.byteLength(name) > 180) continue;
      const made = await ann.request('room:create', { name, isPrivate: false });
      if (!made.ok) continue;
      const set = await ann.ask('room:set', { topic: text.slice(0, 200) });
      const { rooms } = await bob.ask('room:list', {});
      for (const shown of [made.room.name, set.room.topic, ...rooms.map((room) => room.topic)]) {
        // eslint-disable-next-line no-control-regex
        expect(shown).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
      }
      await ann.ask('room:stop', {});
    }
  });

  it('ends five minutes after the last one left', async () => {
    const clock = new FakeClock();
    await start({ clock });
    const ann = await server.person('ann');
    await ann.ask('room:create', OPEN);
    await ann.ask('room:leave', {});
    clock.pass(EMPTY_ROOM_MS - 1);
    expect((await ann.ask('room:list', {})).rooms).toMatchObject([{ slug: 'team', people: 0 }]);
    clock.pass(1);
    expect((await ann.ask('room:list', {})).rooms).toEqual([]);
    expect(await ann.reasonOf('room:join', { slug: 'team' })).toBe('room-refused');
  });
});

describe('the owner of a room', () => {
  it('alone sets, kicks and stops', async () => {
    await start();
    const [ann, bob] = await Promise.all(['ann', 'bob'].map((name) => server.person(name)));
    const made = await ann.ask('room:create', OPEN);
    await bob.ask('room:join', { slug: 'team' });
    expect(await bob.reasonOf('room:set', { isLocked: true })).toBe('not-owner');
    expect(await bob.reasonOf('room:kick', { member: made.you.id })).toBe('not-owner');
    expect(await bob.reasonOf('room:stop', {})).toBe('not-owner');
    expect(await ann.reasonOf('room:kick', { member: made.you.id })).toBe('not-yourself');
  });

  it('is not whoever takes the name later, but whoever has the key', async () => {
    await start();
    const [ann, bob] = await Promise.all(['ann', 'bob'].map((name) => server.person(name)));
    const { ownerKey } = await ann.ask('room:create', { ...OPEN, password: 'tomato' });
    await bob.ask('room:join', { slug: 'team', password: 'tomato' });
    await ann.ask('session:sign-out', {});
    const thief = await server.person('ann');
    const wrong = { slug: 'team', ownerKey: 'x'.repeat(43) };
    expect(await thief.reasonOf('room:join', wrong)).toBe('password-wrong');
    await thief.ask('room:join', { slug: 'team', password: 'tomato' });
    expect(await thief.reasonOf('room:stop', {})).toBe('not-owner');
    const back = await server.person('anna');
    expect((await back.ask('room:join', { slug: 'team', ownerKey })).room.owner).toBe('anna');
    await back.ask('room:stop', {});
    expect(await bob.next('room:closed')).toEqual({ reason: 'stopped' });
    expect(await bob.reasonOf('room:join', { slug: 'team' })).toBe('room-refused');
  });

  it('changes the password, and takes it away', async () => {
    await start();
    const [ann, bob] = await Promise.all(['ann', 'bob'].map((name) => server.person(name)));
    await ann.ask('room:create', { ...OPEN, password: 'old' });
    expect((await ann.ask('room:set', { password: 'new' })).room.hasPassword).toBe(true);
    expect(await bob.reasonOf('room:join', { slug: 'team', password: 'old' })).toBe(
      'password-wrong',
    );
    expect((await ann.ask('room:set', { password: null })).room.hasPassword).toBe(false);
    expect(await bob.reasonOf('room:join', { slug: 'team' })).toBe('granted');
  });

  it('sets one thing after the other, and none undoes another', async () => {
    await start();
    const ann = await server.person('ann');
    await ann.ask('room:create', { ...OPEN, isKept: true });
    const changes = [
      { isLocked: true },
      { topic: 'one' },
      { limit: 4 },
      { password: 'x' },
    ] as const;
    await Promise.all(changes.map((change) => ann.ask('room:set', change)));
    expect((await ann.ask('room:list', {})).rooms).toMatchObject([
      { isLocked: true, topic: 'one', limit: 4, hasPassword: true, isKept: true },
    ]);
  });
});

describe('somebody whose connection breaks in a room', () => {
  it('gives the seat back at once, and is the same member when back', async () => {
    await start();
    const [ann, cat] = await Promise.all(['ann', 'cat'].map((name) => server.person(name)));
    const bob = await server.client();
    const { resumeToken } = await bob.signIn('bob');
    await ann.ask('room:create', { ...OPEN, limit: 2 });
    const { you } = await bob.ask('room:join', { slug: 'team' });
    expect(await cat.reasonOf('room:join', { slug: 'team' })).toBe('room-full');
    bob.cut();
    expect(await ann.next('room:away')).toEqual({ member: you.id });
    expect((await cat.ask('room:list', {})).rooms).toMatchObject([{ people: 1 }]);
    const back = await server.client();
    const reply = await back.signIn('bob', { resumeToken });
    expect(reply.room).toMatchObject({ you, members: [{ name: 'ann' }] });
    expect(await ann.next('room:back')).toEqual({ member: you.id });
    back.cut();
    await ann.next('room:away');
    await cat.ask('room:join', { slug: 'team' });
    const late = await server.client();
    const second = await late.signIn('bob', { resumeToken: reply.resumeToken });
    expect(second).toMatchObject({ resumed: true, room: null });
    expect(await late.next('room:closed')).toEqual({ reason: 'full' });
    expect(await ann.next('room:left')).toEqual({ member: you.id, reason: 'lost' });
  });

  it('is lost when the time is over', async () => {
    const clock = new FakeClock();
    await start({ clock });
    const [ann, bob] = await Promise.all(['ann', 'bob'].map((name) => server.person(name)));
    await ann.ask('room:create', OPEN);
    const { you } = await bob.ask('room:join', { slug: 'team' });
    bob.cut();
    await ann.next('room:away');
    clock.pass(RESUME_WINDOW_MS);
    expect(await ann.next('room:left')).toEqual({ member: you.id, reason: 'lost' });
  });

  it('takes over from a connection that the server still thinks alive, seat and all', async () => {
    await start();
    const ann = await server.person('ann');
    const bob = await server.client();
    const { resumeToken } = await bob.signIn('bob');
    await ann.ask('room:create', { ...OPEN, limit: 2 });
    const { you } = await bob.ask('room:join', { slug: 'team' });
    await ann.takePushes();
    const back = await server.client();
    expect((await back.signIn('bob', { resumeToken })).room?.you).toEqual(you);
    await bob.closed();
    expect(await heard(ann)).toEqual([]);
  });
});

describe('a server that stops', () => {
  it('leaves those in rooms in them, as they may be back with the next one', async () => {
    await start();
    const [ann, bob] = await Promise.all(['ann', 'bob'].map((name) => server.person(name)));
    await ann.ask('room:create', OPEN);
    await bob.ask('room:join', { slug: 'team' });
    await server.signalling.close();
    for (const one of [ann, bob]) {
      await one.closed();
      const heard = one.pushes.map(({ name }) => name);
      expect(heard).toContain('server:stopping');
      expect(heard).not.toContain('room:closed');
      expect(heard).not.toContain('room:left');
    }
  });
});

describe('what a server is told about rooms', () => {
  it('bounds how many there are, and how many people', async () => {
    await start({ rooms: { maxRooms: 2, maxKeptRooms: 1, maxGuests: 3 } });
    const people = await Promise.all(['ann', 'bob', 'cat'].map((name) => server.person(name)));
    const [ann, bob, cat] = people;
    const kept = { ...OPEN, isKept: true };
    expect((await ann.ask('room:create', { ...kept, limit: 9 })).room.limit).toBe(3);
    expect(await bob.reasonOf('room:create', { ...kept, name: 'B' })).toBe('too-many-rooms');
    expect((await bob.ask('room:create', { ...OPEN, name: 'B' })).room.limit).toBe(3);
    expect(await bob.reasonOf('room:set', { isKept: true })).toBe('too-many-rooms');
    expect((await bob.ask('room:set', { limit: null })).room.limit).toBe(3);
    expect(await cat.reasonOf('room:create', { ...OPEN, name: 'C' })).toBe('too-many-rooms');
  });

  it('makes rooms by themselves with `auto` pools', async () => {
    await start({ rooms: { pools: 'auto' } });
    const [ann, bob] = await Promise.all(['ann', 'bob'].map((name) => server.person(name)));
    expect((await ann.ask('room:join', { slug: 'lobby' })).room).toMatchObject({
      slug: 'lobby',
      owner: null,
    });
    expect((await bob.ask('room:join', { slug: 'Lobby' })).members).toHaveLength(1);
    expect(await ann.reasonOf('room:stop', {})).toBe('not-owner');
  });

  it('leaves rooms to its own program with `private` pools', async () => {
    await start({ rooms: { pools: 'private' } });
    const ann = await server.person('ann');
    expect(await ann.reasonOf('room:create', OPEN)).toBe('not-allowed');
    expect(await ann.reasonOf('room:join', { slug: 'team' })).toBe('room-refused');
    expect(await server.signalling.rooms.add({ name: 'Team' })).toMatchObject({ ok: true });
    expect((await ann.ask('room:join', { slug: 'team' })).room.owner).toBeNull();
  });
});
