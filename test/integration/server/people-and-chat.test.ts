import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SIGN_IN_TIMEOUT_MS } from '../../../src/shared/protocol/limits';
import { PROTOCOL_VERSION } from '../../../src/shared/protocol/version';
import { HOSTILE_TEXTS } from './helpers/hostile';
import { FakeClock } from '../../helpers/fake-clock';
import { type ServerUnderTest, startServer } from './helpers/start-server';

/** All of category Cc but the line break, and what turns the direction of text. */
const UNPRINTABLE = /(?!\n)\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u;
const ECHO = { name: 'echo', presence: 'available' };

let server: ServerUnderTest;
beforeEach(async () => {
  server = await startServer();
});
afterEach(() => server.close());

describe('signing in', () => {
  it('answers with the name, a token and who else is here', async () => {
    await server.person('ann');
    const bob = await server.client();
    const reply = await bob.signIn('bob', { presence: 'away' });
    expect(reply).toMatchObject({ ok: true, name: 'bob', resumed: false, callId: null });
    expect(reply.people).toEqual([ECHO, { name: 'ann', presence: 'available' }]);
    expect(reply.resumeToken).toMatch(/^[\w-]{43,128}$/);
  });

  it('tells the others, and not oneself', async () => {
    const ann = await server.person('ann');
    const bob = await server.person('bob');
    expect(await ann.seesHere('bob')).toEqual({ name: 'bob', presence: 'available' });
    expect(await bob.takePushes()).toEqual([]);
  });

  it.each(['ann', 'Ann', 'ANN', '\u0430nn', '\uff41nn', 'a\u200bnn', 'ann '])(
    'refuses the name %j while ann is here',
    async (name) => {
      await server.person('ann');
      const other = await server.client();
      const payload = { name, version: PROTOCOL_VERSION, presence: 'available' } as const;
      expect(await other.reasonOf('session:sign-in', payload)).toBe('name-taken');
    },
  );

  it.each(['echo', 'ECHO', 'server', 'Everybody', 'system', '\u0435cho'])(
    'refuses the reserved name %j',
    async (name) => {
      const client = await server.client();
      const payload = { name, version: PROTOCOL_VERSION, presence: 'available' } as const;
      expect(await client.reasonOf('session:sign-in', payload)).toBe('name-reserved');
    },
  );

  it.each(['\u001b', '   ', '\u200b', '--', 'x'.repeat(33)])(
    'refuses %j, of which no name is left',
    async (name) => {
      const client = await server.client();
      const payload = { name, version: PROTOCOL_VERSION, presence: 'available' } as const;
      expect(await client.reasonOf('session:sign-in', payload)).toBe('name-invalid');
    },
  );

  it('refuses another version, whatever else its request looks like', async () => {
    const client = await server.client();
    const newer = { name: 'ann', version: PROTOCOL_VERSION + 1, colour: 'red' };
    const refusal = { ok: false, reason: 'version-unsupported' };
    expect(await client.send('session:sign-in', newer)).toEqual(refusal);
  });

  it('refuses a second sign-in over one connection', async () => {
    const ann = await server.person('ann');
    const payload = { name: 'bob', version: PROTOCOL_VERSION, presence: 'available' } as const;
    expect(await ann.reasonOf('session:sign-in', payload)).toBe('already-signed-in');
  });

  it('grants nothing before it', async () => {
    const client = await server.client();
    expect(await client.reasonOf('people:list', {})).toBe('not-signed-in');
    expect(await client.reasonOf('chat:say', { text: 'hi' })).toBe('not-signed-in');
    expect(await client.reasonOf('call:invite', { to: 'ann' })).toBe('not-signed-in');
  });

  it('works over polling alone', async () => {
    const ann = await server.person('ann');
    const bob = await server.client({ transports: ['polling'] });
    await bob.signIn('bob');
    await ann.ask('chat:tell', { to: 'bob', text: 'hi' });
    expect(await bob.next('chat:message')).toMatchObject({ from: 'ann', text: 'hi' });
  });
});

describe('a connection that never signs in', () => {
  it('is closed, and one that did is not', async () => {
    const clock = new FakeClock();
    const timed = await startServer({ clock });
    const idle = await timed.client();
    const ann = await timed.person('ann');
    clock.pass(SIGN_IN_TIMEOUT_MS - 1);
    expect(await idle.reasonOf('people:list', {})).toBe('not-signed-in');
    clock.pass(1);
    expect(await idle.closed()).toBe('io server disconnect');
    expect(await ann.takePushes()).toEqual([]);
    await timed.close();
  });

  it('is closed likewise after it signed out', async () => {
    const clock = new FakeClock();
    const timed = await startServer({ clock });
    const ann = await timed.person('ann');
    await ann.ask('session:sign-out', {});
    clock.pass(SIGN_IN_TIMEOUT_MS);
    expect(await ann.closed()).toBe('io server disconnect');
    await timed.close();
  });
});

describe('signing out', () => {
  it('frees the name at once and tells the others', async () => {
    const ann = await server.person('ann');
    const bob = await server.person('bob');
    await bob.ask('session:sign-out', {});
    expect(await ann.seesGone('bob')).toBe('bob');
    expect((await bob.signIn('Bob')).name).toBe('Bob');
    expect(server.signalling.status().people).toBe(2);
  });

  it('is also what a client that disconnects does', async () => {
    const ann = await server.person('ann');
    const bob = await server.person('bob');
    bob.dispose();
    await ann.seesGone('bob');
    const again = await server.client();
    expect((await again.signIn('bob')).resumed).toBe(false);
  });
});

describe('presence', () => {
  it('is told to the others when it changes, and only then', async () => {
    const ann = await server.person('ann');
    const bob = await server.person('bob');
    await ann.seesHere('bob');
    await bob.ask('presence:set', { presence: 'donotdisturb' });
    expect(await ann.seesHere('bob')).toEqual({ name: 'bob', presence: 'donotdisturb' });
    await bob.ask('presence:set', { presence: 'donotdisturb' });
    // The next that ann hears of is somebody else.
    await server.person('cat');
    expect(await ann.next('people:changed')).toEqual({
      here: [{ name: 'cat', presence: 'available' }],
      gone: [],
    });
    expect(await ann.ask('people:list', {})).toEqual({
      ok: true,
      people: [
        ECHO,
        { name: 'bob', presence: 'donotdisturb' },
        { name: 'cat', presence: 'available' },
      ],
      more: false,
    });
  });
});

describe('chat', () => {
  it('said to everybody reaches everybody else, stamped, the same for all', async () => {
    const ann = await server.person('ann');
    const bob = await server.person('bob');
    const cat = await server.person('cat');
    const stranger = await server.client();
    const sent = await ann.ask('chat:say', { text: '<b>&amp; "hi"\nall' });
    expect(sent.message).toMatchObject({ from: 'ann', to: null, text: '<b>&amp; "hi"\nall' });
    expect(await bob.next('chat:message')).toEqual(sent.message);
    expect(await cat.next('chat:message')).toEqual(sent.message);
    await stranger.reasonOf('people:list', {});
    expect(stranger.pushes).toEqual([]);
    expect((await ann.takePushes()).map((push) => push.name)).not.toContain('chat:message');
  });

  it('told to one reaches that one alone', async () => {
    const ann = await server.person('ann');
    const bob = await server.person('bob');
    const cat = await server.person('cat');
    const sent = await ann.ask('chat:tell', { to: 'BOB', text: 'psst' });
    expect(sent.message).toMatchObject({ from: 'ann', to: 'bob', text: 'psst' });
    expect(await bob.next('chat:message')).toEqual(sent.message);
    expect(await cat.takePushes()).toEqual([]);
  });

  it('is refused for nobody, for oneself, and when nothing is left of it', async () => {
    const ann = await server.person('ann');
    expect(await ann.reasonOf('chat:tell', { to: 'zoe', text: 'hi' })).toBe('no-such-person');
    expect(await ann.reasonOf('chat:tell', { to: 'ann', text: 'hi' })).toBe('not-yourself');
    expect(await ann.reasonOf('chat:say', { text: ' \u200b\n ' })).toBe('bad-request');
    expect(await ann.reasonOf('chat:tell', { to: 'echo', text: '\u0007' })).toBe('bad-request');
  });

  it('told to echo comes back', async () => {
    const ann = await server.person('ann');
    await ann.ask('chat:tell', { to: 'echo', text: 'hello?' });
    expect(await ann.next('chat:message')).toMatchObject({
      from: 'echo',
      to: 'ann',
      text: 'hello?',
    });
  });

  it('reaches nobody with anything that is not text', async () => {
    const bob = await server.person('bob');
    for (const [index, part] of HOSTILE_TEXTS.entries()) {
      // A person each few messages, below the limits of one.
      const ann = await server.person(`ann${index}`);
      for (const text of part) {
        const reply = await ann.send('chat:tell', { to: 'bob', text });
        expect(reply).toMatchObject(
          (reply as { ok: boolean }).ok ? { ok: true } : { reason: 'bad-request' },
        );
      }
      ann.dispose();
    }
    const heard = (await bob.takePushes()).filter((push) => push.name === 'chat:message');
    expect(heard.length).toBeGreaterThan(250);
    for (const { payload } of heard) expect(payload.text).not.toMatch(UNPRINTABLE);
  });
});
