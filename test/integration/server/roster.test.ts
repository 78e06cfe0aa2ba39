import { afterEach, describe, expect, it } from 'vitest';
import {
  MAX_PEOPLE_LISTED,
  MAX_VILLAGE_PEOPLE,
  MAX_WATCHED_PEOPLE,
  PRESENCE_BATCH_MS,
  VILLAGE_AGAIN_PEOPLE,
} from '../../../src/shared/protocol/limits';
import { PROTOCOL_VERSION } from '../../../src/shared/protocol/version';
import type { Push } from '../../../src/shared/protocol/events';
import { FakeClock } from '../../helpers/fake-clock';
import { type ServerUnderTest, startServer } from './helpers/start-server';
import type { TestClient } from './helpers/test-client';

const AVAILABLE = 'available';
const ECHO = { name: 'echo', presence: AVAILABLE };

let server: ServerUnderTest;
afterEach(() => server.close());

async function people(prefix: string, count: number): Promise<TestClient[]> {
  const made: TestClient[] = [];
  for (let number = 0; number < count; number += 1) {
    made.push(await server.person(`${prefix}${String(number).padStart(3, '0')}`));
  }
  return made;
}

/** All that was told of who is here: what one of a crowd hears last is somebody whom they watch. */
async function newsUntil(client: TestClient, witness: string): Promise<readonly string[]> {
  await server.person(witness);
  const heard: Push[] = [];
  for (;;) {
    const push = await client.nextOfAll();
    heard.push(push);
    if (push.name !== 'people:changed') continue;
    if (push.payload.here.some(({ name }) => name === witness)) break;
  }
  return heard.flatMap((push) =>
    push.name === 'people:changed'
      ? [...push.payload.here.map(({ name }) => name), ...push.payload.gone]
      : [],
  );
}

describe('where one is told of those whom one watches', () => {
  it('one hears that they come, change and go, and of nobody else', async () => {
    server = await startServer({ roster: 'contacts' });
    const ann = await server.person('ann');
    expect(await ann.ask('people:watch', { names: ['bob', 'the-end'] })).toEqual({
      ok: true,
      people: [ECHO],
    });
    await server.person('cat');
    const bob = await server.person('BOB');
    expect(await ann.seesHere('BOB')).toEqual({ name: 'BOB', presence: AVAILABLE });
    await bob.ask('presence:set', { presence: 'away' });
    expect(await ann.seesHere('BOB')).toEqual({ name: 'BOB', presence: 'away' });
    await bob.ask('session:sign-out', {});
    await ann.seesGone('BOB');
    expect(await newsUntil(ann, 'the-end')).toEqual(['the-end']);
  });

  it('a sign-in is answered with nobody, and a list with those who are here', async () => {
    server = await startServer({ roster: 'contacts' });
    await people('guest', 3);
    const ann = await server.client();
    expect(await ann.signIn('ann')).toMatchObject({ roster: 'contacts', people: [ECHO] });
    expect(await ann.ask('people:watch', { names: ['guest001', 'zoe', 'ann'] })).toEqual({
      ok: true,
      people: [ECHO, { name: 'guest001', presence: AVAILABLE }],
    });
  });

  it('signing in brings the list along, and is answered with those who are here', async () => {
    server = await startServer({ roster: 'contacts' });
    await people('guest', 3);
    const ann = await server.client();
    const { people: here } = await ann.signIn('ann', { watch: ['guest001', 'the-end', 'ann'] });
    expect(here).toEqual([ECHO, { name: 'guest001', presence: AVAILABLE }]);
    expect(await newsUntil(ann, 'the-end')).toEqual(['the-end']);
  });

  it('a list that comes with a resume takes the place of the one before', async () => {
    server = await startServer({ roster: 'contacts' });
    await people('guest', 2);
    const ann = await server.client();
    const { resumeToken } = await ann.signIn('ann', { watch: ['guest000'] });
    ann.cut();
    const back = await server.client();
    const { people: here } = await back.signIn('ann', { resumeToken, watch: ['guest001'] });
    expect(here).toEqual([ECHO, { name: 'guest001', presence: AVAILABLE }]);
  });

  it('a new list takes the place of the one before', async () => {
    server = await startServer({ roster: 'contacts' });
    const ann = await server.person('ann');
    await ann.ask('people:watch', { names: ['bob'] });
    await ann.ask('people:watch', { names: ['the-end'] });
    await server.person('bob');
    expect(await newsUntil(ann, 'the-end')).toEqual(['the-end']);
  });

  it('the list is there still after a resume, and not for whoever takes the name next', async () => {
    server = await startServer({ roster: 'contacts' });
    await server.person('bob');
    const ann = await server.client();
    const { resumeToken } = await ann.signIn('ann');
    await ann.ask('people:watch', { names: ['bob'] });
    ann.cut();
    const back = await server.client();
    expect((await back.signIn('ann', { resumeToken })).people).toEqual([
      ECHO,
      { name: 'bob', presence: AVAILABLE },
    ]);
    await back.ask('session:sign-out', {});
    const other = await server.client();
    expect((await other.signIn('ann')).people).toEqual([ECHO]);
  });

  it('nobody learns who watches them, or whom somebody watches', async () => {
    server = await startServer({ roster: 'contacts' });
    const ann = await server.person('ann');
    const bob = await server.person('bob');
    await bob.ask('people:watch', { names: ['the-end'] });
    await ann.ask('people:watch', { names: ['bob'] });
    expect(await newsUntil(bob, 'the-end')).toEqual(['the-end']);
    expect(await bob.takePushes()).toEqual([]);
    expect(JSON.stringify(await bob.ask('people:list', {}))).not.toContain('watch');
  });

  it('a list that is too long is refused', async () => {
    server = await startServer({ roster: 'contacts' });
    const ann = await server.person('ann');
    const names = Array.from({ length: MAX_WATCHED_PEOPLE + 1 }, (_, number) => `n${number}`);
    expect(await ann.reasonOf('people:watch', { names })).toBe('bad-request');
    const bob = await server.client();
    const asked = { name: 'bob', version: PROTOCOL_VERSION, presence: AVAILABLE, watch: names };
    expect(await bob.send('session:sign-in', asked)).toEqual({ ok: false, reason: 'bad-request' });
    expect(await ann.reasonOf('people:watch', { names: names.slice(1) })).toBe('granted');
  });

  it('nothing is said to everybody, and everything to one', async () => {
    server = await startServer({ roster: 'contacts' });
    const ann = await server.person('ann');
    const bob = await server.person('bob');
    expect(await ann.reasonOf('chat:say', { text: 'hi' })).toBe('too-many-people');
    await ann.ask('chat:tell', { to: 'bob', text: 'psst' });
    expect(await bob.next('chat:message')).toMatchObject({ text: 'psst' });
    expect(await bob.takePushes()).toEqual([]);
  });

  it('many who come cost a push to each who watches them, and no more', async () => {
    server = await startServer({ roster: 'contacts' });
    const PEOPLE = 300;
    const nameOf = (number: number): string => `guest${number}`;
    const guests: TestClient[] = [];
    for (let number = 0; number < PEOPLE; number += 1) {
      const guest = await server.person(nameOf(number));
      // A friend each: the one who comes next.
      await guest.ask('people:watch', { names: [nameOf(number + 1)] });
      guests.push(guest);
    }
    for (const [number, guest] of guests.slice(0, -1).entries()) {
      await guest.seesHere(nameOf(number + 1));
    }
    expect(guests.flatMap((guest) => guest.pushes)).toEqual([]);
  });
});

describe('a list of people', () => {
  it('comes in pages, in order, echo first and oneself left out', async () => {
    server = await startServer({ roster: 'contacts' });
    const ann = await server.person('ann');
    await people('guest', MAX_PEOPLE_LISTED + 5);
    const first = await ann.ask('people:list', {});
    expect(first.people).toHaveLength(MAX_PEOPLE_LISTED);
    expect(first.people.slice(0, 2).map(({ name }) => name)).toEqual(['echo', 'guest000']);
    expect(first.more).toBe(true);
    const after = first.people.at(-1)?.name ?? '';
    const second = await ann.ask('people:list', { after });
    expect(second.people.map(({ name }) => name)).toEqual(
      Array.from({ length: 6 }, (_, number) => `guest0${MAX_PEOPLE_LISTED - 1 + number}`),
    );
    expect(second.more).toBe(false);
  });

  it('holds those whose name begins so, in whatever case', async () => {
    server = await startServer();
    const ann = await server.person('ann');
    for (const name of ['bob', 'Bea', 'cat']) await server.person(name);
    const { people: found } = await ann.ask('people:list', { beginning: 'B' });
    expect(found.map(({ name }) => name)).toEqual(['Bea', 'bob']);
  });
});

describe('who comes and goes', () => {
  it('is told in batches, and of a moment’s absence nothing but how things stand', async () => {
    const clock = new FakeClock();
    server = await startServer({ clock });
    const ann = await server.person('ann');
    await people('guest', 5);
    const bob = await server.person('bob');
    await bob.ask('session:sign-out', {});
    expect(await ann.takePushes()).toEqual([]);
    clock.pass(PRESENCE_BATCH_MS);
    const here = [0, 1, 2, 3, 4].map((number) => ({
      name: `guest00${number}`,
      presence: AVAILABLE,
    }));
    expect(await ann.takePushes()).toEqual([
      { name: 'people:changed', payload: { here, gone: ['bob'] } },
    ]);
  });
});

describe('a server that chooses by itself', () => {
  it('turns from everybody to those whom one watches, and back, and says so', async () => {
    server = await startServer();
    const ann = await server.person('ann');
    const guests = await people('guest', MAX_VILLAGE_PEOPLE - 1);
    expect(await ann.reasonOf('chat:say', { text: 'hi' })).toBe('granted');
    const last = await server.client();
    expect((await last.signIn('last')).roster).toBe('contacts');
    expect(await modeTold(ann)).toBe('contacts');
    expect(await ann.reasonOf('chat:say', { text: 'hi' })).toBe('too-many-people');
    expect(last.pushes).toEqual([]);
    const leaving = guests.slice(0, MAX_VILLAGE_PEOPLE + 2 - VILLAGE_AGAIN_PEOPLE);
    for (const guest of leaving) await guest.ask('session:sign-out', {});
    expect(await modeTold(ann)).toBe('everybody');
    expect(await ann.reasonOf('chat:say', { text: 'hi' })).toBe('granted');
  });
});

async function modeTold(client: TestClient): Promise<string> {
  for (;;) {
    const { roster } = await client.next('people:changed');
    if (roster !== undefined) return roster;
  }
}

describe('a client of the first revision', () => {
  it('is refused in words that it knows', async () => {
    server = await startServer();
    const old = await server.client();
    const asked = { name: 'ann', version: 1, presence: AVAILABLE };
    // Exactly so: its parser takes nothing beside these, and makes its sentence of the reason.
    expect(await old.send('session:sign-in', asked)).toEqual({
      ok: false,
      reason: 'version-unsupported',
    });
  });
});
