import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ServerUnderTest, startServer } from './helpers/start-server';
import type { TestClient } from './helpers/test-client';

let server: ServerUnderTest;
let ann: TestClient;
let bob: TestClient;
let token: string;
beforeEach(async () => {
  server = await startServer();
  ann = await server.person('ann');
  bob = await server.client();
  token = (await bob.signIn('bob')).resumeToken;
});
afterEach(() => server.close());

async function cutBob(): Promise<void> {
  bob.cut();
  await ann.seesGone('bob');
}

async function bobReturns(heardSeq: number): Promise<TestClient> {
  const back = await server.client();
  await back.signIn('bob', { resumeToken: token, heardSeq });
  return back;
}

describe('lines that somebody missed', () => {
  it('are told in order when they are back: to all, in private, in their room', async () => {
    const { room } = await ann.ask('room:create', { name: 'den', isPrivate: true });
    await bob.ask('room:join', { slug: room.slug });
    await ann.ask('chat:tell', { to: 'bob', text: 'heard' });
    const { seq: heard } = await bob.next('chat:message');
    await ann.ask('chat:tell', { to: 'bob', text: 'lost on its way' });
    await cutBob();
    await ann.ask('room:say', { text: 'in the room' });
    await ann.ask('chat:say', { text: 'to all' });
    const back = await bobReturns(heard);
    expect((await back.next('chat:message')).text).toBe('lost on its way');
    expect((await back.next('room:message')).text).toBe('in the room');
    expect((await back.next('chat:message')).text).toBe('to all');
  });

  it('stay away from whoever takes the name without its token', async () => {
    await ann.ask('chat:tell', { to: 'bob', text: 'for bob alone' });
    await bob.ask('session:sign-out', {});
    const eve = await server.client();
    await eve.signIn('bob', { heardSeq: 0 });
    expect((await eve.takePushes()).filter(({ name }) => name === 'chat:message')).toEqual([]);
  });

  it('stay away from whoever comes into the room later', async () => {
    const { room } = await ann.ask('room:create', { name: 'den', isPrivate: true });
    await ann.ask('room:say', { text: 'before carol' });
    const carol = await server.client();
    const { resumeToken } = await carol.signIn('carol');
    await carol.ask('room:join', { slug: room.slug });
    carol.cut();
    await ann.next('room:away');
    const back = await server.client();
    await back.signIn('carol', { resumeToken, heardSeq: 0 });
    expect((await back.takePushes()).filter(({ name }) => name === 'room:message')).toEqual([]);
  });

  it('are refused while the connection of whom they are for is broken, as a matter of time', async () => {
    await cutBob();
    expect(await ann.reasonOf('chat:tell', { to: 'bob', text: 'hi' })).toBe('not-reachable');
    expect(await ann.reasonOf('chat:tell', { to: 'dora', text: 'hi' })).toBe('no-such-person');
  });
});

describe('a line that is sent twice', () => {
  it.each(['chat:say', 'chat:tell', 'room:say'] as const)('is said once: %s', async (name) => {
    const { room } = await ann.ask('room:create', { name: 'den', isPrivate: true });
    await bob.ask('room:join', { slug: room.slug });
    const payload = { to: 'bob', text: 'once', id: 'the-line-1' };
    const { to, ...said } = payload;
    const ask = (): Promise<unknown> => ann.send(name, name === 'chat:tell' ? payload : said);
    const first = await ask();
    expect(first).toMatchObject({ ok: true, message: { id: 'the-line-1', text: 'once' } });
    expect(await ask()).toEqual(first);
    const heard = (await bob.takePushes()).filter(({ name: each }) => each.endsWith(':message'));
    expect(heard).toHaveLength(1);
    expect(to).toBe('bob');
  });

  it('is another line of whoever else uses the same id', async () => {
    await ann.ask('chat:say', { text: 'of ann', id: 'the-line-1' });
    await bob.ask('chat:say', { text: 'of bob', id: 'the-line-1' });
    expect((await ann.next('chat:message')).text).toBe('of bob');
    expect((await bob.next('chat:message')).text).toBe('of ann');
  });
});
