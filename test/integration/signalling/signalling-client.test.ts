import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeClock } from '../../helpers/fake-clock';
import { startPathProxy } from '../../helpers/path-proxy';
import { ObservedClient } from './observed-client';
import { RealServer } from './real-server';

let server: RealServer;
let clients: ObservedClient[];

beforeEach(async () => {
  clients = [];
  server = await RealServer.start();
});

afterEach(async () => {
  for (const { client } of clients) client.dispose();
  await server.kill();
});

function newClient(options?: ConstructorParameters<typeof ObservedClient>[0]): ObservedClient {
  const client = new ObservedClient(options);
  clients.push(client);
  return client;
}

async function person(name: string): Promise<ObservedClient> {
  const observed = newClient();
  const outcome = await observed.signIn(server.url, name);
  expect(outcome).toMatchObject({ ok: true, name });
  return observed;
}

/** Ann and Bob in an accepted call. */
async function inCall(): Promise<{ ann: ObservedClient; bob: ObservedClient; callId: string }> {
  const ann = await person('ann');
  const bob = await person('bob');
  const invited = await ann.client.request('call:invite', { to: 'bob' });
  if (!invited.ok) throw new Error(invited.reason);
  const { callId } = await bob.push('call:incoming');
  expect(callId).toBe(invited.callId);
  expect(await bob.client.request('call:accept', { callId })).toEqual({ ok: true });
  await ann.push('call:accepted');
  return { ann, bob, callId };
}

describe('a client of the real server', () => {
  it('reaches it below a path of a web server, and asks for nothing beside that', async () => {
    const proxy = await startPathProxy(server.url.replace(/^ws/, 'http'));
    try {
      const ann = newClient();
      const address = proxy.url.replace(/^http/, 'ws');
      expect(await ann.signIn(address, 'ann')).toMatchObject({ ok: true, name: 'ann' });
      expect(proxy.astray).toEqual([]);
    } finally {
      await proxy.close();
    }
  });

  it('signs in, sees who is there, and is seen', async () => {
    const ann = await person('ann');
    const bob = await person('bob');
    expect(await ann.push('people:changed')).toEqual({
      here: [{ name: 'bob', presence: 'available' }],
      gone: [],
    });
    const listed = await bob.client.request('people:list', {});
    expect(listed).toMatchObject({ ok: true });
    expect(listed.ok && listed.people.map(({ name }) => name).sort()).toEqual(['ann', 'echo']);
    expect(ann.states.at(-1)).toEqual({
      kind: 'signed-in',
      server: server.url,
      name: 'ann',
      isSecure: false,
      callId: null,
      roster: 'everybody',
      room: null,
      run: expect.any(String) as string,
    });
  });

  it('is refused a name that somebody has, however written', async () => {
    await person('ann');
    const second = newClient();
    expect(await second.signIn(server.url, 'ANN')).toEqual({ ok: false, reason: 'name-taken' });
    expect(second.states.at(-1)).toEqual({ kind: 'signed-out' });
    expect(await second.signIn(server.url, 'ann2')).toMatchObject({ ok: true });
  });

  it('is offline where no server listens', async () => {
    const { url } = server;
    await server.kill();
    const ann = newClient();
    expect(await ann.signIn(url, 'ann')).toEqual({
      ok: false,
      reason: 'offline',
      reach: { problem: 'nobody-listens' },
    });
  });

  it('leaves at once on signing out, and frees the name', async () => {
    const ann = await person('ann');
    const bob = await person('bob');
    await ann.client.signOut({ force: false });
    expect(await bob.push('people:changed')).toEqual({ here: [], gone: ['ann'] });
    const next = newClient();
    expect(await next.signIn(server.url, 'ann')).toMatchObject({ ok: true, resumed: false });
  });

  it('leaves at once also when it does not wait for the server’s word', async () => {
    const ann = await person('ann');
    const bob = await person('bob');
    await ann.client.signOut({ force: true });
    expect(await bob.push('people:changed')).toEqual({ here: [], gone: ['ann'] });
    // Left, not lost: nobody has to wait for the name.
    const next = newClient();
    expect(await next.signIn(server.url, 'ann')).toMatchObject({ ok: true });
  });

  it('changes its name by leaving and coming back', async () => {
    const ann = await person('ann');
    const bob = await person('bob');
    expect(await ann.signIn(server.url, 'anna')).toMatchObject({ ok: true, name: 'anna' });
    // Told together or one after the other, as soon as the server gathers them.
    const news = [await bob.push('people:changed')];
    while (news.every(({ here }) => here.length === 0)) {
      news.push(await bob.push('people:changed'));
    }
    expect(news.flatMap(({ gone }) => gone)).toEqual(['ann']);
    expect(news.flatMap(({ here }) => here)).toMatchObject([{ name: 'anna' }]);
  });
});

describe('a client whose connection is cut', () => {
  it('comes back under its name, in its call, and hears and says as before', async () => {
    const { ann, bob, callId } = await inCall();
    const seen = [ann.states.length, bob.states.length];
    server.cut();
    await ann.state('reconnecting', seen[0]);
    expect(await ann.state('signed-in', seen[0])).toMatchObject({ name: 'ann', callId });
    expect(await bob.state('signed-in', seen[1])).toMatchObject({ name: 'bob', callId });
    const signal = { kind: 'renegotiate', generation: 1 } as const;
    expect(await ann.client.request('call:signal', { callId, signal })).toEqual({ ok: true });
    expect(await bob.push('call:signal')).toEqual({ callId, from: 'ann', signal });
  });

  it('comes back again and again, with a new token each time', async () => {
    const ann = await person('ann');
    for (let round = 0; round < 3; round += 1) {
      const seen = ann.states.length;
      server.cut();
      expect(await ann.state('signed-in', seen)).toMatchObject({ name: 'ann' });
    }
    expect(server.signalling.status().people).toBe(1);
  });

  it('tells a request under way that it got no answer, and the next one that it is offline', async () => {
    const ann = await person('ann');
    const underWay = ann.client.request('people:list', {});
    const seen = ann.states.length;
    server.cut();
    await ann.state('reconnecting', seen);
    expect(await underWay).toEqual({ ok: false, reason: 'offline' });
    expect(await ann.client.request('people:list', {})).toEqual({ ok: false, reason: 'offline' });
  });

  it('does not lose its name and call to a dispose, as when a window reloads', async () => {
    const { ann, bob, callId } = await inCall();
    ann.client.dispose();
    expect(await bob.push('call:interrupted')).toEqual({ callId });
    const stranger = newClient();
    expect(await stranger.signIn(server.url, 'ann')).toEqual({
      ok: false,
      reason: 'name-held',
      isTriedOn: true,
    });
  });
});

describe('a client whose server is restarted', () => {
  it('signs in afresh, and the state says that the call is no more', async () => {
    const { ann, bob } = await inCall();
    const { port } = server;
    const seen = [ann.states.length, bob.states.length];
    await server.kill();
    await ann.state('reconnecting', seen[0]);
    server = await RealServer.start(port);
    expect(await ann.state('signed-in', seen[0])).toMatchObject({ name: 'ann', callId: null });
    expect(await bob.state('signed-in', seen[1])).toMatchObject({ name: 'bob', callId: null });
  });

  it('comes back after an orderly stop', async () => {
    const ann = await person('ann');
    const { port } = server;
    const seen = ann.states.length;
    await server.signalling.close();
    expect((await ann.push('server:stopping')).retryInMs).toBeGreaterThanOrEqual(0);
    server = await RealServer.start(port);
    expect(await ann.state('signed-in', seen)).toMatchObject({ name: 'ann' });
  });

  it('ends signed out, saying why, when somebody was quicker to take the name', async () => {
    const clock = new FakeClock();
    const ann = newClient({ clock });
    await ann.signIn(server.url, 'ann');
    const { port } = server;
    const seen = ann.states.length;
    await server.kill();
    await ann.state('reconnecting', seen);
    server = await RealServer.start(port);
    await person('ann');
    // Only now does the first one try again.
    await clock.advance(5_000);
    expect(await ann.state('signed-out', seen)).toEqual({
      kind: 'signed-out',
      reason: 'name-taken',
    });
  });
});
