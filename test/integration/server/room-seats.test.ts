import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { PASSWORD_TRIES } from '../../../src/shared/protocol/limits';
import { makeRoomKey, type RoomKey, signRoomEntry } from '../../../src/shared/identity/room-key';
import type { RoomInfo } from '../../../src/shared/protocol/room-messages';
import { RunningCommand } from './helpers/command';
import { CHEAP_SCRYPT, ROOMY_LIMITS } from './helpers/room-fixture';
import { type ServerUnderTest, type StartOptions, startServer } from './helpers/start-server';
import { TestClient } from './helpers/test-client';

// What people trust a room with: how many get in, what a password keeps, and that it is still
// there.

let server: ServerUnderTest | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function start(options: StartOptions = {}): Promise<ServerUnderTest> {
  server = await startServer({
    rateLimits: ROOMY_LIMITS,
    ...options,
    rooms: { scryptCost: CHEAP_SCRYPT, ...options.rooms },
  });
  return server;
}

async function people(from: ServerUnderTest, count: number, prefix: string): Promise<TestClient[]> {
  const names = Array.from({ length: count }, (_, index) => `${prefix}${index}`);
  return Promise.all(names.map((name) => from.person(name)));
}

const NO_KEY: RoomKey = { salt: '', seed: '' };
const PRIVACY = [false, true];
const PASSWORDS = [undefined, 'tomato'];
const LIMITS = [undefined, 2, 5];
const MATRIX = PRIVACY.flatMap((isPrivate) =>
  PASSWORDS.flatMap((password) => LIMITS.map((limit) => ({ isPrivate, password, limit }))),
);

describe('a room, whatever its settings', () => {
  it.each(MATRIX)(
    'listed: not $isPrivate, password: $password, limit: $limit',
    async ({ isPrivate, password, limit }) => {
      const here = await start();
      const [owner, ...guests] = await people(here, 7, 'p');
      const { room } = await owner.ask('room:create', {
        name: 'Team',
        isPrivate,
        ...(password === undefined ? {} : { password }),
        ...(limit === undefined ? {} : { limit }),
      });
      const { slug } = room;
      const right = password === undefined ? { slug } : { slug, password };
      expect(room).toMatchObject({
        isPrivate,
        hasPassword: password !== undefined,
        limit: limit ?? null,
      });
      // Only what is listed is in the list, for all but the owner.
      const { rooms } = await guests[0].ask('room:list', {});
      expect(rooms.map((each) => each.slug)).toEqual(isPrivate ? [] : [slug]);
      expect((await owner.ask('room:list', {})).rooms).toHaveLength(1);
      expect(
        await guests[0].reasonOf('room:join', {
          slug: 'team',
          ...(password === undefined ? {} : { password }),
        }),
      ).toBe(isPrivate ? 'room-refused' : 'granted');
      if (!isPrivate) await guests[0].ask('room:leave', {});
      // Without the password nobody gets in, and hears only what is said of such a room.
      if (password !== undefined) {
        const refusal = isPrivate ? 'room-refused' : 'password-wrong';
        expect(await guests[0].reasonOf('room:join', { slug })).toBe(refusal);
        expect(await guests[0].reasonOf('room:join', { slug, password: 'potato' })).toBe(refusal);
      }
      // All at once: as many as there are seats.
      const outcomes = await Promise.all(guests.map((guest) => guest.reasonOf('room:join', right)));
      const seats = Math.min(limit === undefined ? 6 : limit - 1, 6);
      expect(outcomes.filter((outcome) => outcome === 'granted')).toHaveLength(seats);
      expect(outcomes.filter((outcome) => outcome === 'room-full')).toHaveLength(6 - seats);
      // Full: whoever has the password is told so; of a room that is not listed, nobody else.
      if (limit !== undefined) {
        const late = await here.person('late');
        expect(await late.reasonOf('room:join', right)).toBe('room-full');
        if (password !== undefined) {
          const refusal = isPrivate ? 'room-refused' : 'password-wrong';
          expect(await late.reasonOf('room:join', { slug, password: 'potato' })).toBe(refusal);
        }
      }
      // Locked: the same way.
      await owner.ask('room:set', { isLocked: true, limit: null });
      const other = await here.person('other');
      expect(await other.reasonOf('room:join', right)).toBe('room-locked');
      await owner.ask('room:set', { isLocked: false });
      expect(await other.reasonOf('room:join', right)).toBe('granted');
    },
  );
});

describe('fifty who join at once a room for five', () => {
  it.each([undefined, 'tomato'])(
    'are five in it and forty-five refused, a hundred times over (password: %s)',
    async (password) => {
      const here = await start();
      const [owner, ...guests] = await people(here, 51, 'p');
      const secret = password === undefined ? {} : { password };
      for (let round = 0; round < (password === undefined ? 100 : 10); round += 1) {
        const slug = `round-${round}`;
        await owner.ask('room:create', { name: slug, isPrivate: false, limit: 5, ...secret });
        // The owner's own seat is given back while the others come: six have sat in it, never at
        // once.
        const leaving = owner.ask('room:leave', {});
        const outcomes = await Promise.all(
          guests.map(async (guest) => {
            const reply = await guest.request('room:join', { slug, ...secret });
            return reply.ok ? 'granted' : reply.reason;
          }),
        );
        await leaving;
        expect(outcomes.filter((outcome) => outcome === 'granted')).toHaveLength(5);
        expect(new Set(outcomes)).toEqual(new Set(['granted', 'room-full']));
        const { rooms } = await owner.ask('room:list', {});
        expect(rooms.find((room) => room.slug === slug)?.people).toBe(5);
        const inside = guests.filter((_, index) => outcomes[index] === 'granted');
        await Promise.all(inside.map((guest) => guest.ask('room:leave', {})));
        const after = await owner.ask('room:list', {});
        expect(after.rooms.find((room) => room.slug === slug)?.people).toBe(0);
        for (const guest of guests) guest.pushes.length = 0;
      }
    },
  );
});

describe('a wrong password', () => {
  const wrong = { slug: 'team', password: 'potato' };
  const right = { slug: 'team', password: 'tomato' };

  it('is looked at five times per room and address, whoever tries, and the right one not then either', async () => {
    const here = await start();
    const [owner, one, two] = await people(here, 3, 'p');
    await owner.ask('room:create', { name: 'Team', isPrivate: false, password: 'tomato' });
    expect(PASSWORD_TRIES.points).toBe(5);
    for (const guest of [one, one, two, two, one]) {
      expect(await guest.reasonOf('room:join', wrong)).toBe('password-wrong');
    }
    for (const guest of [one, two]) {
      expect(await guest.reasonOf('room:join', wrong)).toBe('password-throttled');
      expect(await guest.reasonOf('room:join', { ...right, slug: 'TEAM' })).toBe(
        'password-throttled',
      );
    }
    // Another room, and another address, are another matter.
    await owner.ask('room:leave', {});
    await owner.ask('room:create', { name: 'Other', isPrivate: false, password: 'tomato' });
    expect(await one.reasonOf('room:join', { ...wrong, slug: 'other' })).toBe('password-wrong');
    const elsewhere = await here.client({ localAddress: '127.0.0.2' });
    await elsewhere.signIn('elsewhere');
    expect(await elsewhere.reasonOf('room:join', wrong)).toBe('password-wrong');
    expect(await elsewhere.reasonOf('room:join', right)).toBe('granted');
  });

  it('counts when they come all at once, too', async () => {
    const here = await start();
    const [owner, ...guests] = await people(here, 11, 'p');
    await owner.ask('room:create', { name: 'Team', isPrivate: false, password: 'tomato' });
    const outcomes = await Promise.all(guests.map((guest) => guest.reasonOf('room:join', wrong)));
    expect(outcomes.filter((outcome) => outcome === 'password-wrong')).toHaveLength(5);
    expect(outcomes.filter((outcome) => outcome === 'password-throttled')).toHaveLength(5);
  });

  it('is counted for a room that is not there as for one that is not listed', async () => {
    const here = await start();
    const [owner, guest] = await people(here, 2, 'p');
    const { room } = await owner.ask('room:create', {
      name: 'Secret',
      isPrivate: true,
      password: 'tomato',
    });
    for (const slug of [room.slug, 'secret-nothing-here-23456789']) {
      const outcomes: string[] = [];
      for (let index = 0; index < 7; index += 1) {
        outcomes.push(await guest.reasonOf('room:join', { slug, password: `potato${index}` }));
      }
      const refused = Array<string>(5).fill('room-refused');
      expect(outcomes).toEqual([...refused, 'password-throttled', 'password-throttled']);
    }
  });

  it('does not use up tries when it is right', async () => {
    const here = await start();
    const [owner, guest] = await people(here, 2, 'p');
    await owner.ask('room:create', { name: 'Team', isPrivate: false, password: 'tomato' });
    for (let round = 0; round < 12; round += 1) {
      await guest.ask('room:join', right);
      await guest.ask('room:leave', {});
    }
    expect(await guest.reasonOf('room:join', wrong)).toBe('password-wrong');
  });

  it('is nowhere in the log, nor is a key or what is private', async () => {
    const here = await start();
    const [owner, guest] = await people(here, 2, 'p');
    const { room, ownerKey } = await owner.ask('room:create', {
      name: 'Surprise',
      isPrivate: true,
      password: 'tomato-soup',
    });
    await guest.reasonOf('room:join', { slug: room.slug, password: 'potato-soup' });
    await guest.ask('room:join', { slug: room.slug, password: 'tomato-soup' });
    const log = JSON.stringify(here.log);
    for (const secret of ['tomato', 'potato', ownerKey, room.slug]) {
      expect(log).not.toContain(secret);
    }
  });
});

/**
 * Begins to measure the processor's time that this process takes, on all its threads; returns what
 * tells it, in milliseconds. How long it waits for a processor, as on a busy machine, does not
 * count.
 */
function processorTime(): () => number {
  const start = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1_000;
  };
}

/** What the cheapest tenth took at the most: a busy machine only ever adds to what work takes. */
function undisturbed(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 10)];
}

/** How many times as much one of them takes as another. */
function unevenness(taken: Readonly<Record<string, readonly number[]>>): number {
  const each = Object.values(taken).map(undisturbed);
  return Math.max(...each) / Math.min(...each);
}

describe('to somebody without the password', () => {
  it('no room, a room that is not listed, and one that is full are the same, in words, in work and in time', async () => {
    const tries = { points: 100_000, windowMs: 900_000 };
    const here = await start({
      rooms: { passwordTries: tries, passwordTriesPerRoom: tries },
    });
    const [owner, host, guest] = await people(here, 3, 'p');
    const secret = { isPrivate: true, password: 'tomato' };
    const open = await owner.ask('room:create', { name: 'Open', ...secret });
    const full = await host.ask('room:create', { name: 'Full', ...secret, limit: 2 });
    const filler = await here.person('filler');
    await filler.ask('room:join', { slug: full.room.slug, password: 'tomato' });
    const slugs = {
      none: 'open-23456789abcdefghjkmn',
      wrong: open.room.slug,
      full: full.room.slug,
    };
    const kinds = ['none', 'wrong', 'full'] as const;
    const work: Record<(typeof kinds)[number], number[]> = { none: [], wrong: [], full: [] };
    const times: Record<(typeof kinds)[number], number[]> = { none: [], wrong: [], full: [] };
    const shapes = new Set<string>();
    const keys: Record<(typeof kinds)[number], RoomKey> = {
      none: NO_KEY,
      wrong: NO_KEY,
      full: NO_KEY,
    };
    for (const kind of kinds) {
      const { salt, cost } = await guest.ask('room:door', { slug: slugs[kind] });
      // What a room costs to guess at says nothing either.
      shapes.add(JSON.stringify({ ...cost, salt: salt.length }));
      keys[kind] = await makeRoomKey('potato', salt, cost);
    }
    for (let round = 0; round < 200; round += 1) {
      // Each is first as often as the others: what the machine does meanwhile hits all alike.
      for (let index = 0; index < 3; index += 1) {
        const kind = kinds[(round + index) % 3];
        const slug = slugs[kind];
        const { nonce } = await guest.ask('room:door', { slug });
        const entry = signRoomEntry(keys[kind], { slug, nonce, member: null });
        const [begin, workedMs] = [performance.now(), processorTime()];
        const reply = await guest.send('room:join', { slug, entry });
        work[kind].push(workedMs());
        times[kind].push(performance.now() - begin);
        shapes.add(JSON.stringify(reply));
      }
    }
    expect([...shapes]).toEqual([
      '{"logN":10,"r":8,"p":1,"salt":32}',
      '{"ok":false,"reason":"room-refused"}',
    ]);
    expect(unevenness(work)).toBeLessThan(1.25);
    // Nor does one of them wait for something else; how long a machine takes for the same varies.
    expect(unevenness(times)).toBeLessThan(2);
  }, 600_000);
});

describe('rooms that are kept', () => {
  let running: RunningCommand | undefined;
  let folder: string;
  let resumeToken: string | undefined;
  afterEach(async () => {
    await running?.stop('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  async function boot(): Promise<RunningCommand> {
    running = await RunningCommand.start('--data', folder);
    return running;
  }

  /** The name is held over the restart: its token gets it back. */
  async function annSignedIn(): Promise<TestClient> {
    const client = await new TestClient(running?.url ?? '').connected();
    ({ resumeToken } = await client.signIn(
      'ann',
      resumeToken === undefined ? {} : { resumeToken },
    ));
    return client;
  }

  it('are there again, settings, password, key and all, after the server was killed', async () => {
    folder = mkdtempSync(join(tmpdir(), 'webcrt-kept-'));
    let known: { room: RoomInfo; ownerKey: string }[] = [];
    for (let round = 0; round < 5; round += 1) {
      await boot();
      const ann = await annSignedIn();
      // All that was promised before is there.
      const { rooms } = await ann.ask('room:list', {});
      const listed = known.filter(({ room }) => !room.isPrivate);
      expect(rooms.map(({ slug }) => slug).sort()).toEqual(
        listed.map(({ room }) => room.slug).sort(),
      );
      for (const { room, ownerKey } of known) {
        const entry = await ann.ask('room:join', { slug: room.slug, ownerKey });
        expect(entry.room).toEqual({ ...room, owner: 'ann' });
        await ann.ask('room:leave', {});
      }
      const made = [];
      for (const isPrivate of [false, true]) {
        const rest = { isKept: true, limit: 2 + round, password: 'tomato', isLocked: round === 3 };
        const name = `Room ${round}`;
        const created = await ann.ask('room:create', { name, isPrivate, ...rest });
        const { room } = await ann.ask('room:set', { topic: `topic of ${name}` });
        made.push({ room, ownerKey: created.ownerKey });
        await ann.ask('room:leave', {});
      }
      await ann.ask('room:create', { name: 'Passing', isPrivate: false });
      known = [...known, ...made];
      // Killed in the moment of the last answer, with another write under way.
      await ann.ask('room:leave', {});
      const last = await ann.ask('room:create', {
        name: `Last ${round}`,
        isPrivate: false,
        isKept: true,
      });
      known.push(last);
      void ann.send('room:set', { topic: 'perhaps' }).catch(() => undefined);
      await running?.stop('SIGKILL');
      // Either the topic was written or it was not; it is the file that must be whole.
      const file = JSON.parse(readFileSync(join(folder, 'rooms.json'), 'utf8')) as {
        rooms: { slug: string; topic: string }[];
      };
      const written = file.rooms.find(({ slug }) => slug === last.room.slug);
      expect(['', 'perhaps']).toContain(written?.topic);
      known[known.length - 1] = {
        ...last,
        room: { ...last.room, topic: written?.topic ?? '' },
      };
      ann.dispose();
    }
    await boot();
    const bob = await new TestClient(running?.url ?? '').connected();
    await bob.signIn('bob');
    const secret = known.find(({ room }) => room.isPrivate)?.room.slug ?? '';
    expect(await bob.reasonOf('room:join', { slug: secret, password: 'potato' })).toBe(
      'room-refused',
    );
    expect(await bob.reasonOf('room:join', { slug: secret, password: 'tomato' })).toBe('granted');
    bob.dispose();
    expect(readFileSync(join(folder, 'rooms.json'), 'utf8')).not.toContain('tomato');
  });
});
