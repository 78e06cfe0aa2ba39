import { afterEach, describe, expect, it } from 'vitest';
import { type ServerUnderTest, startServer } from './helpers/start-server';

let server: ServerUnderTest;
afterEach(() => server.close());

describe('the program that the server is part of', () => {
  it('says what members are, and they do not', async () => {
    server = await startServer({ rooms: { describedBy: 'server' } });
    const { rooms } = server.signalling;
    const [ann, bob] = await Promise.all(['ann', 'bob'].map((name) => server.person(name)));
    const { you } = await ann.ask('room:create', { name: 'Team', isPrivate: false });
    expect(await ann.reasonOf('room:describe', { description: 'boss' })).toBe('not-allowed');
    expect(rooms.describe('team', you.id, { role: 'host' })).toBe(true);
    const described = { member: you.id, description: { role: 'host' } };
    expect(await ann.next('room:described')).toEqual(described);
    const { members } = await bob.ask('room:join', { slug: 'team' });
    expect(members).toEqual([{ ...you, description: { role: 'host' } }]);
    expect(rooms.members('team').map(({ name }) => name)).toEqual(['ann', 'bob']);
    expect(rooms.describe('team', 'nobody-of-that-id', 1)).toBe(false);
    expect(rooms.describe('nowhere', you.id, 1)).toBe(false);
    expect(() => rooms.describe('team', you.id, 'x'.repeat(4_096))).toThrow(TypeError);
  });

  it('hears events, and sends its own to one or to all', async () => {
    server = await startServer();
    const { rooms } = server.signalling;
    const heard: unknown[] = [];
    const subscription = rooms.onEvent((event) => heard.push(event));
    const [ann, bob] = await Promise.all(['ann', 'bob'].map((name) => server.person(name)));
    const { you } = await ann.ask('room:create', { name: 'Team', isPrivate: false });
    await bob.ask('room:join', { slug: 'team' });
    await ann.ask('room:event', { type: 'move', data: { x: 1 } });
    expect(heard).toEqual([{ slug: 'team', from: you.id, to: null, type: 'move', data: { x: 1 } }]);
    subscription.dispose();
    await ann.ask('room:event', { type: 'move', data: 2 });
    expect(heard).toHaveLength(1);
    expect(await bob.next('room:event')).toMatchObject({ from: you.id, data: { x: 1 } });
    expect(await bob.next('room:event')).toMatchObject({ from: you.id, data: 2 });
    expect(rooms.send('team', { type: 'all', data: null })).toBe(true);
    for (const one of [ann, bob]) {
      expect(await one.next('room:event')).toEqual({ from: null, type: 'all', data: null });
    }
    expect(rooms.send('team', { type: 'one', data: 1, to: you.id })).toBe(true);
    expect(await ann.next('room:event')).toEqual({ from: null, type: 'one', data: 1 });
    expect((await bob.takePushes()).filter(({ name }) => name === 'room:event')).toEqual([]);
    expect(rooms.send('nowhere', { type: 'x', data: 1 })).toBe(false);
    expect(() => rooms.send('team', { type: 'two words', data: 1 })).toThrow(TypeError);
  });

  it.each(['now', 'later'] as const)('says who may enter, %s', async (when) => {
    const asked: string[] = [];
    server = await startServer({
      rooms: {
        allows: ({ name, address }, { slug, isPrivate }) => {
          asked.push(`${name} ${address} ${slug}`);
          const may = name !== 'mallory' || isPrivate;
          return when === 'now' ? may : Promise.resolve(may);
        },
      },
    });
    const [ann, mallory] = await Promise.all(['ann', 'mallory'].map((name) => server.person(name)));
    await ann.ask('room:create', { name: 'Team', isPrivate: false });
    expect(await mallory.reasonOf('room:join', { slug: 'team' })).toBe('not-allowed');
    const own = { name: 'Own', isPrivate: false };
    expect(await mallory.reasonOf('room:create', own)).toBe('not-allowed');
    expect(await ann.reasonOf('room:create', own)).toBe('already-in-room');
    expect(asked.map((each) => each.replace('::ffff:', ''))).toEqual([
      'ann 127.0.0.1 team',
      'mallory 127.0.0.1 team',
      'mallory 127.0.0.1 own',
    ]);
  });

  it.each(['now', 'later'] as const)(
    'leaves the name of a room free of which it fails to say who may enter, %s',
    async (when) => {
      let isBroken = true;
      server = await startServer({
        rooms: {
          allows: () => {
            if (!isBroken) return true;
            const failure = new Error('no database');
            if (when === 'now') throw failure;
            return Promise.reject(failure);
          },
        },
      });
      const ann = await server.person('ann');
      const own = { name: 'Own', isPrivate: false };
      expect(await ann.reasonOf('room:create', own)).toBe('server-error');
      isBroken = false;
      expect(await ann.reasonOf('room:create', own)).toBe('granted');
    },
  );

  it('has rooms that stay while nobody is there, and ends them with notice', async () => {
    server = await startServer({ rooms: { pools: 'private' } });
    const { rooms } = server.signalling;
    const activity: string[] = [];
    rooms.onActivity(({ kind, slug, member }) => activity.push(`${kind} ${slug} ${member.name}`));
    expect(await rooms.add({ name: 'Lobby' })).toMatchObject({ ok: true });
    expect(await rooms.add({ name: 'LOBBY' })).toEqual({ ok: false, error: 'room-exists' });
    const ann = await server.person('ann');
    await ann.ask('room:join', { slug: 'lobby' });
    await ann.ask('room:leave', {});
    expect(rooms.list()).toMatchObject([{ slug: 'lobby', people: 0, owner: null }]);
    await ann.ask('room:join', { slug: 'lobby' });
    expect(await rooms.stop('lobby')).toBe(true);
    expect(await rooms.stop('lobby')).toBe(false);
    expect(await ann.next('room:closed')).toEqual({ reason: 'stopped' });
    expect(await ann.reasonOf('room:join', { slug: 'lobby' })).toBe('room-refused');
    expect(activity).toEqual([
      'joined lobby ann',
      'left lobby ann',
      'joined lobby ann',
      'left lobby ann',
    ]);
  });
});
