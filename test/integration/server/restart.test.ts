import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { freePort } from '../../../scripts/lib/free-port.mjs';
import { FileRoomStore } from '../../../src/server/rooms/file-room-store';
import { MAX_DESCRIPTION_BYTES, MAX_ROOMS_PER_ADDRESS } from '../../../src/shared/protocol/limits';
import { RunningCommand } from './helpers/command';
import { CHEAP_SCRYPT, ROOMY_LIMITS } from './helpers/room-fixture';
import { PROTOCOL_VERSION } from '../../../src/shared/protocol/version';
import { type ServerUnderTest, startServer } from './helpers/start-server';
import { TestClient } from './helpers/test-client';

const SECRET = Buffer.alloc(32, 7);
const OPEN = { name: 'den', isPrivate: false };

describe.each(['SIGKILL', 'SIGTERM'] as const)('a server that was ended by %s', (signal) => {
  let running: RunningCommand | undefined;
  const clients: TestClient[] = [];
  afterEach(async () => {
    for (const client of clients.splice(0)) client.dispose();
    await running?.stop('SIGKILL');
  });

  async function connect(url: string): Promise<TestClient> {
    const client = await new TestClient(url).connected();
    clients.push(client);
    return client;
  }

  async function person(
    url: string,
    name: string,
    kept: { roomTicket?: string; resumeToken?: string } = {},
  ) {
    const client = await connect(url);
    return { client, reply: await client.signIn(name, kept) };
  }

  /** What a client shows that was there before. */
  function keptBy({ client, reply }: Awaited<ReturnType<typeof person>>) {
    const { resumeToken } = reply;
    return client.roomTicket === null
      ? { resumeToken }
      : { resumeToken, roomTicket: client.roomTicket };
  }

  function without({ name }: { name: string }) {
    return { name, version: PROTOCOL_VERSION, presence: 'available' } as const;
  }

  it('has its rooms back with their members, as they were, and nobody else gets in', async () => {
    const port = ['--port', String(await freePort(0, '127.0.0.1'))];
    running = await RunningCommand.start(...port);
    const { url } = running;
    const annBefore = await person(url, 'ann');
    const bobBefore = await person(url, 'bob');
    const [ann, bob] = [annBefore.client, bobBefore.client];
    const wish = { name: 'den', isPrivate: true, limit: 3, password: 'open sesame' };
    const made = await ann.ask('room:create', wish);
    const { slug } = made.room;
    const joined = await bob.ask('room:join', { slug, password: 'open sesame' });
    const { room } = await ann.ask('room:set', { isLocked: true, topic: 'plans' });
    // Whatever was pushed before this answer has arrived.
    await bob.takePushes();
    await running.stop(signal);
    await Promise.all([ann.closed(), bob.closed()]);
    expect([...ann.pushes, ...bob.pushes].map(({ name }) => name)).not.toContain('room:closed');

    running = await RunningCommand.start(...port);
    const { client: eve } = await person(url, 'eve');
    const intrusion = { slug, password: 'open sesame' };
    expect(await eve.reasonOf('room:join', intrusion)).toBe('room-refused');
    const back = await person(url, 'bob', keptBy(bobBefore));
    expect(back.reply.room).toEqual({
      room: { ...room, owner: null },
      you: joined.you,
      members: [],
    });
    expect(await eve.reasonOf('room:join', intrusion)).toBe('room-locked');
    const owner = await person(url, 'ann', keptBy(annBefore));
    expect(owner.reply.room).toEqual({ room, you: made.you, members: [joined.you] });
    expect(await back.client.next('room:joined')).toEqual({ member: made.you });
    expect(await back.client.next('room:changed')).toEqual({ room });
    // Unlocked again, it opens to whoever knows the password, and to nobody else.
    await owner.client.ask('room:set', { isLocked: false, limit: null });
    expect(await eve.reasonOf('room:join', { slug, password: 'wrong' })).toBe('room-refused');
    expect(await eve.reasonOf('room:join', intrusion)).toBe('granted');
  });

  it('keeps names for whoever had them, and for nobody else', async () => {
    const port = ['--port', String(await freePort(0, '127.0.0.1'))];
    running = await RunningCommand.start(...port);
    const ann = await person(running.url, 'ann');
    const old = ann.reply.resumeToken;
    const again = await person(running.url, 'ann', { resumeToken: old });
    const bob = await person(running.url, 'bob');
    const cat = await person(running.url, 'cat');
    await cat.client.ask('session:sign-out', {});
    await running.stop(signal);
    await again.client.closed();

    running = await RunningCommand.start(...port);
    const eve = await connect(running.url);
    const names = ['ann', 'ANN', 'аnn', 'bob'];
    for (const name of names) {
      const stolen = name === 'bob' ? {} : { resumeToken: bob.reply.resumeToken };
      const wish = { ...without({ name }), ...stolen };
      expect(await eve.reasonOf('session:sign-in', wish)).toBe('name-held');
    }
    const dan = await person(running.url, 'dan');
    const line = { to: 'ann', text: 'are you there?' };
    expect(await dan.client.reasonOf('chat:tell', line)).toBe('not-reachable');
    const back = await person(running.url, 'ann', keptBy(again));
    expect(back.reply).toMatchObject({ name: 'ann', resumed: false });
    expect(await dan.client.reasonOf('chat:tell', line)).toBe('granted');
    expect((await person(running.url, 'bob', keptBy(bob))).reply.name).toBe('bob');
    // Whoever signed out has given their name up.
    expect(await eve.reasonOf('session:sign-in', without({ name: 'cat' }))).toBe('granted');
    // Of this run only the last token counts, as ever.
    const late = await connect(running.url);
    const wish = { ...without({ name: 'ann' }), resumeToken: again.reply.resumeToken };
    expect(await late.reasonOf('session:sign-in', wish)).toBe('name-taken');
  });
});

describe('tickets of a server that was started anew', () => {
  let server: ServerUnderTest;
  afterEach(() => server.close());

  async function start(): Promise<void> {
    server = await startServer({ restartSecret: SECRET, rooms: { scryptCost: CHEAP_SCRYPT } });
  }

  async function restart(): Promise<void> {
    await server.close();
    await start();
  }

  async function back(name: string, roomTicket: string | null) {
    const client = await server.client();
    const { room } = await client.signIn(name, roomTicket === null ? {} : { roomTicket });
    return { client, room };
  }

  it('bring what was said in the room before their owner was back', async () => {
    await start();
    const ann = await server.person('ann');
    const bob = await server.person('bob');
    const { room } = await ann.ask('room:create', OPEN);
    await bob.ask('room:join', { slug: room.slug });
    await bob.takePushes();
    await ann.takePushes();
    const [annTicket, bobTicket] = [ann.roomTicket, bob.roomTicket];
    await restart();
    const first = await back('ann', annTicket);
    await first.client.ask('room:say', { text: 'are you all back?' });
    const late = await server.client();
    await late.signIn('bob', { heardSeq: 0, ...(bobTicket && { roomTicket: bobTicket }) });
    expect((await late.next('room:message')).text).toBe('are you all back?');
  });

  it('are for the person that they were given to, and cannot be made or changed', async () => {
    await start();
    const ann = await server.person('ann');
    await ann.ask('room:create', OPEN);
    await ann.takePushes();
    const ticket = ann.roomTicket ?? '';
    await restart();
    expect((await back('eve', ticket)).room).toBeNull();
    for (const at of [0, 20, ticket.length / 2, ticket.length - 2].map(Math.floor)) {
      const letter = ticket[at] === 'A' ? 'B' : 'A';
      const forged = ticket.slice(0, at) + letter + ticket.slice(at + 1);
      const { client, room } = await back('ann', forged);
      expect(room).toBeNull();
      await client.ask('session:sign-out', {});
    }
    expect((await back('ann', ticket)).room).not.toBeNull();
  });

  it('are worth nothing at a server with another secret', async () => {
    await start();
    const ann = await server.person('ann');
    await ann.ask('room:create', OPEN);
    await ann.takePushes();
    await server.close();
    server = await startServer();
    expect((await back('ann', ann.roomTicket)).room).toBeNull();
  });

  it('are worth nothing at the server that gave them, which knows who is where', async () => {
    await start();
    const ann = await server.person('ann');
    await ann.ask('room:create', OPEN);
    await ann.takePushes();
    await ann.ask('room:leave', {});
    await ann.ask('session:sign-out', {});
    expect((await back('ann', ann.roomTicket)).room).toBeNull();
  });

  it('lead to the members of old, whoever has taken the name of the room meanwhile', async () => {
    await start();
    const [ann, bob] = await Promise.all(['ann', 'bob'].map((name) => server.person(name)));
    const made = await ann.ask('room:create', OPEN);
    const joined = await bob.ask('room:join', { slug: 'den' });
    await bob.takePushes();
    await restart();
    const eve = await server.person('eve');
    expect((await eve.ask('room:create', OPEN)).room.slug).toBe('den');
    const one = await back('ann', ann.roomTicket);
    const other = await back('bob', bob.roomTicket);
    expect(one.room?.you.id).toBe(made.you.id);
    expect(other.room?.you.id).toBe(joined.you.id);
    expect(other.room?.members.map(({ id }) => id)).toEqual([made.you.id]);
    expect(other.room?.room).toMatchObject({ name: 'den', isPrivate: true, owner: 'ann' });
    expect(other.room?.room.slug).toMatch(/^den-[a-z0-9]{20}$/);
    expect((await eve.takePushes()).filter(({ name }) => name === 'room:joined')).toEqual([]);
  });

  it.each(['before', 'behind'])(
    'do not let those back in who were put out, when they come %s the others',
    async (when) => {
      await start();
      const people = await Promise.all(['ann', 'bob', 'mal'].map((name) => server.person(name)));
      const [ann, bob, mal] = people;
      await ann.ask('room:create', OPEN);
      await bob.ask('room:join', { slug: 'den' });
      const { you } = await mal.ask('room:join', { slug: 'den' });
      await mal.takePushes();
      const kept = mal.roomTicket;
      await ann.ask('room:kick', { member: you.id });
      await ann.ask('room:set', { isLocked: true });
      await Promise.all([ann, bob].map((one) => one.takePushes()));
      await restart();
      const early = when === 'before' ? await back('mal', kept) : null;
      expect(early?.room?.room.isLocked ?? false).toBe(false);
      const owner = await back('ann', ann.roomTicket);
      if (early !== null) {
        expect(await early.client.next('room:closed')).toEqual({ reason: 'kicked' });
      } else {
        expect((await back('mal', kept)).room).toBeNull();
      }
      expect(owner.room?.room.isLocked).toBe(true);
      const { room } = await back('bob', bob.roomTicket);
      expect(room?.members.map(({ name }) => name)).toEqual(['ann']);
    },
  );

  it('make no more rooms again than one may make', async () => {
    const address = { forwardedFor: '192.0.2.1' };
    const proxied = { restartSecret: SECRET, trustedProxies: ['loopback'], maxOpenPerAddress: 0 };
    server = await startServer({ ...proxied, rateLimits: ROOMY_LIMITS });
    const kept: [name: string, ticket: string][] = [];
    // From everywhere: a room for each address, and a ticket to each of them for the same person.
    for (let number = 0; number <= MAX_ROOMS_PER_ADDRESS; number += 1) {
      const owner = await server.person(`owner${number}`, {
        forwardedFor: `198.51.100.${number + 1}`,
      });
      await owner.ask('room:create', { name: `room ${number}`, isPrivate: false });
      const greedy = await server.person(`greedy${number}`, address);
      await greedy.ask('room:join', { slug: `room-${number}` });
      kept.push([`greedy${number}`, await greedy.ticket()]);
    }
    await server.close();
    server = await startServer({ ...proxied, rateLimits: ROOMY_LIMITS });
    const entered: boolean[] = [];
    for (const [name, roomTicket] of kept) {
      const client = await server.client(address);
      entered.push((await client.signIn(name, { roomTicket })).room !== null);
    }
    expect(entered).toEqual(kept.map((_, number) => number < MAX_ROOMS_PER_ADDRESS));
    expect(server.signalling.status().rooms).toBe(MAX_ROOMS_PER_ADDRESS);
    const honest = await server.person('honest', { forwardedFor: '192.0.2.2' });
    expect(await honest.reasonOf('room:create', OPEN)).toBe('granted');
  });

  it('make a kept room that its file has lost no more, whoever comes', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'webcrt-rooms-'));
    const startKept = async (): Promise<void> => {
      const rooms = { scryptCost: CHEAP_SCRYPT, store: FileRoomStore.open(folder) };
      server = await startServer({ restartSecret: SECRET, rooms });
    };
    await startKept();
    const [ann, bob] = await Promise.all(['ann', 'bob'].map((name) => server.person(name)));
    await ann.ask('room:create', { ...OPEN, isKept: true });
    await bob.ask('room:join', { slug: 'den' });
    await bob.takePushes();
    await ann.takePushes();
    await server.close();
    // Its owner ended it meanwhile, say: what was written down is what counts.
    rmSync(join(folder, 'rooms.json'));
    await startKept();
    expect((await back('bob', bob.roomTicket)).room).toBeNull();
    expect((await back('ann', ann.roomTicket)).room).toBeNull();
    expect(server.signalling.status().rooms).toBe(0);
    rmSync(folder, { recursive: true });
  });

  it('bring what members said of themselves', async () => {
    await start();
    const [ann, bob] = await Promise.all(['ann', 'bob'].map((name) => server.person(name)));
    await ann.ask('room:create', OPEN);
    await bob.ask('room:join', { slug: 'den' });
    // As much as there may be: the ticket has to hold it.
    const description = { hat: 'x'.repeat(MAX_DESCRIPTION_BYTES - '{"hat":""}'.length) };
    await ann.ask('room:describe', { description });
    await bob.takePushes();
    await ann.takePushes();
    const [annTicket, bobTicket] = [ann.roomTicket, bob.roomTicket];
    await restart();
    await back('ann', annTicket);
    const { room } = await back('bob', bobTicket);
    expect(room?.members).toMatchObject([{ name: 'ann', description }]);
  });

  it('keep the seats of a limited room for its members', async () => {
    await start();
    const [ann, bob] = await Promise.all(['ann', 'bob'].map((name) => server.person(name)));
    await ann.ask('room:create', { ...OPEN, limit: 2 });
    await bob.ask('room:join', { slug: 'den' });
    await bob.takePushes();
    await restart();
    await back('ann', ann.roomTicket);
    const eve = await server.person('eve');
    expect(await eve.reasonOf('room:join', { slug: 'den' })).toBe('room-full');
    const { room } = await back('bob', bob.roomTicket);
    expect(room?.members).toHaveLength(1);
  });

  it('bring rooms back that were to be kept, also where no file keeps them', async () => {
    await start();
    const [ann, bob] = await Promise.all(['ann', 'bob'].map((name) => server.person(name)));
    await ann.ask('room:create', { ...OPEN, isKept: true });
    await bob.ask('room:join', { slug: 'den' });
    await bob.takePushes();
    await restart();
    expect((await back('bob', bob.roomTicket)).room?.room.isKept).toBe(true);
  });
});
