import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  MAX_KEPT_ROOMS_PER_ADDRESS,
  MAX_ROOMS_PER_ADDRESS,
  PASSWORD_TRIES,
  PASSWORD_TRIES_PER_ROOM,
} from '../../../src/shared/protocol/limits';
import { MemoryRoomStore } from '../../../src/server/rooms/room-store';
import { keyOf, prove } from './helpers/proof';
import { CHEAP_SCRYPT, ROOMY_LIMITS } from './helpers/room-fixture';
import { type ServerUnderTest, startServer } from './helpers/start-server';
import type { TestClient } from './helpers/test-client';

const GREEDY = { forwardedFor: '2001:db8:1:2::1' };
const GREEDY_TOO = { forwardedFor: '2001:db8:1:2::2' };
const HONEST = { forwardedFor: '192.0.2.1' };

let server: ServerUnderTest;
beforeEach(async () => {
  server = await startServer({
    trustedProxies: ['loopback'],
    rateLimits: ROOMY_LIMITS,
    rooms: { scryptCost: CHEAP_SCRYPT },
  });
});
afterEach(() => server.close());

/** Makes rooms and leaves them, until it is refused: how many there were, and why no more. */
async function fill(client: TestClient, isKept: boolean): Promise<[number, string]> {
  for (let made = 0; ; made += 1) {
    const room = { name: `${client.socket.id ?? ''} ${made}`, isPrivate: true, isKept };
    const outcome = await client.reasonOf('room:create', room);
    if (outcome !== 'granted') return [made, outcome];
    await client.ask('room:leave', {});
  }
}

describe('whoever makes one room after the other', () => {
  it.each([
    ['kept', true, MAX_KEPT_ROOMS_PER_ADDRESS],
    ['not kept', false, MAX_ROOMS_PER_ADDRESS],
  ])(
    'gets so many from one network, and leaves place for others: %s',
    async (_what, isKept, most) => {
      const greedy = await server.person('greedy', GREEDY);
      expect(await fill(greedy, isKept)).toEqual([most, 'room-quota']);
      const again = await server.person('another', GREEDY_TOO);
      expect(await fill(again, isKept)).toEqual([0, 'room-quota']);
      const honest = await server.person('honest', HONEST);
      const room = { name: 'den', isPrivate: false, isKept };
      expect(await honest.reasonOf('room:create', room)).toBe('granted');
    },
  );

  it('does not get round it by keeping them later', async () => {
    const greedy = await server.person('greedy', GREEDY);
    await fill(greedy, true);
    await greedy.ask('room:create', { name: 'one more', isPrivate: true });
    expect(await greedy.reasonOf('room:set', { isKept: true })).toBe('room-quota');
  });

  it('gets no more by coming from elsewhere with the same key, also after a restart', async () => {
    const store = new MemoryRoomStore();
    const options = { trustedProxies: ['loopback'], rateLimits: ROOMY_LIMITS, rooms: { store } };
    const keyed = async (where: ServerUnderTest, name: string, forwardedFor: string) => {
      const client = await where.client({ forwardedFor });
      await client.signIn(name, { identity: await prove(client, name, keyOf('greedy')) });
      return client;
    };
    const before = await startServer(options);
    const first = await keyed(before, 'greedy', '192.0.2.2');
    expect(await fill(first, true)).toEqual([MAX_KEPT_ROOMS_PER_ADDRESS, 'room-quota']);
    const second = await keyed(before, 'again', '192.0.2.3');
    expect(await fill(second, true)).toEqual([0, 'room-quota']);
    await before.close();
    const after = await startServer(options);
    const third = await keyed(after, 'greedy', '192.0.2.4');
    expect(await fill(third, true)).toEqual([0, 'room-quota']);
    const honest = await after.person('honest', { forwardedFor: '192.0.2.4' });
    const room = { name: 'den', isPrivate: false, isKept: true };
    expect(await honest.reasonOf('room:create', room)).toBe('granted');
    await after.close();
  });

  it('may make another when one of them is gone', async () => {
    const greedy = await server.person('greedy', GREEDY);
    await fill(greedy, true);
    await greedy.ask('room:create', { name: 'passing', isPrivate: true });
    await greedy.ask('room:stop', {});
    expect(await fill(greedy, false)).toEqual([
      MAX_ROOMS_PER_ADDRESS - MAX_KEPT_ROOMS_PER_ADDRESS,
      'room-quota',
    ]);
  });
});

describe('passwords', () => {
  it('are guessed so often per room from all addresses, and members still come in', async () => {
    const owner = await server.person('owner', HONEST);
    const { ownerKey } = await owner.ask('room:create', {
      name: 'den',
      isPrivate: false,
      password: 'cake',
    });
    const right = { slug: 'den', password: 'cake' };
    const member = await server.person('member', { forwardedFor: '192.0.2.2' });
    await member.ask('room:join', right);
    await member.ask('room:leave', {});
    const addresses = PASSWORD_TRIES_PER_ROOM.points / PASSWORD_TRIES.points;
    for (let from = 0; from < addresses; from += 1) {
      const forwardedFor = `198.51.100.${from + 1}`;
      const guesser = await server.person(`guesser${from}`, { forwardedFor });
      for (let guess = 0; guess < PASSWORD_TRIES.points; guess += 1) {
        const wrong = { slug: 'den', password: `pie${guess}` };
        expect(await guesser.reasonOf('room:join', wrong)).toBe('password-wrong');
      }
    }
    const stranger = await server.person('stranger', { forwardedFor: '203.0.113.1' });
    expect(await stranger.reasonOf('room:join', right)).toBe('password-throttled');
    expect(await stranger.reasonOf('room:join', { slug: 'den', ownerKey })).toBe('granted');
    expect(await member.reasonOf('room:join', right)).toBe('granted');
  });
});

describe('somebody who was put out of a room', () => {
  it('stays out under another name, over the same connection or from the same network', async () => {
    const owner = await server.person('owner', HONEST);
    await owner.ask('room:create', { name: 'den', isPrivate: false });
    const pest = await server.person('pest', GREEDY);
    const { you } = await pest.ask('room:join', { slug: 'den' });
    await owner.ask('room:kick', { member: you.id });
    await pest.ask('session:sign-out', {});
    await pest.signIn('lamb');
    expect(await pest.reasonOf('room:join', { slug: 'den' })).toBe('kicked');
    const again = await server.person('sheep', GREEDY_TOO);
    expect(await again.reasonOf('room:join', { slug: 'den' })).toBe('kicked');
    const other = await server.person('other', { forwardedFor: '192.0.2.2' });
    expect(await other.reasonOf('room:join', { slug: 'den' })).toBe('granted');
  });
});
