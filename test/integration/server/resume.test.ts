import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PRESENCE_BATCH_MS, RESUME_WINDOW_MS } from '../../../src/shared/protocol/limits';
import { PROTOCOL_VERSION } from '../../../src/shared/protocol/version';
import { FakeClock } from '../../helpers/fake-clock';
import { type ServerUnderTest, startServer } from './helpers/start-server';
import type { TestClient } from './helpers/test-client';

let clock: FakeClock;
let server: ServerUnderTest;
let ann: TestClient;
let bob: TestClient;
let token: string;
beforeEach(async () => {
  clock = new FakeClock();
  server = await startServer({ clock });
  ann = await server.person('ann');
  bob = await server.client();
  token = (await bob.signIn('bob')).resumeToken;
  await ann.takePushes();
});
afterEach(() => server.close());

/** Breaks the connection and waits until the server has noticed. */
async function cut(client: TestClient, witness: TestClient): Promise<void> {
  const before = server.signalling.status().people;
  client.cut();
  await expect.poll(() => server.signalling.status().people).toBe(before - 1);
  clock.pass(PRESENCE_BATCH_MS);
  await witness.next('people:changed');
}

async function refusal(name: string, resumeToken?: string): Promise<string> {
  const client = await server.client();
  const payload = { name, version: PROTOCOL_VERSION, presence: 'available' } as const;
  return client.reasonOf('session:sign-in', {
    ...payload,
    ...(resumeToken === undefined ? {} : { resumeToken }),
  });
}

async function talk(): Promise<string> {
  const { callId } = await ann.ask('call:invite', { to: 'bob' });
  await bob.ask('call:accept', { callId });
  await ann.next('call:accepted');
  await bob.takePushes();
  return callId;
}

describe('a broken connection', () => {
  it('keeps the name from others, and is not shown as present', async () => {
    await cut(bob, ann);
    expect((await ann.ask('people:list', {})).people.map(({ name }) => name)).toEqual(['echo']);
    expect(await ann.reasonOf('chat:tell', { to: 'bob', text: 'hi' })).toBe('not-reachable');
    expect(await ann.reasonOf('call:invite', { to: 'bob' })).toBe('no-such-person');
    expect(await refusal('bob')).toBe('name-held');
    expect(await refusal('BOB', 'x'.repeat(43))).toBe('name-held');
  });

  it('is taken up again with the token', async () => {
    await cut(bob, ann);
    clock.pass(RESUME_WINDOW_MS - PRESENCE_BATCH_MS - 1);
    const back = await server.client();
    const reply = await back.signIn('bob', { resumeToken: token, presence: 'away' });
    expect(reply).toMatchObject({ name: 'bob', resumed: true, callId: null });
    clock.pass(PRESENCE_BATCH_MS);
    expect(await ann.seesHere('bob')).toEqual({ name: 'bob', presence: 'away' });
    clock.pass(RESUME_WINDOW_MS);
    await ann.ask('chat:tell', { to: 'bob', text: 'welcome back' });
    expect(await back.next('chat:message')).toMatchObject({ text: 'welcome back' });
  });

  it('frees the name when the time is over', async () => {
    await cut(bob, ann);
    clock.pass(RESUME_WINDOW_MS);
    const back = await server.client();
    expect(await back.signIn('bob', { resumeToken: token })).toMatchObject({ resumed: false });
    clock.pass(PRESENCE_BATCH_MS);
    expect(await ann.seesHere('bob')).toMatchObject({ name: 'bob' });
  });
});

describe('a resume token', () => {
  it('is good once, and each resume brings the next', async () => {
    await cut(bob, ann);
    const second = await server.client();
    const { resumeToken } = await second.signIn('bob', { resumeToken: token });
    expect(resumeToken).not.toBe(token);
    await cut(second, ann);
    expect(await refusal('bob', token)).toBe('name-held');
    const third = await server.client();
    expect(await third.signIn('bob', { resumeToken })).toMatchObject({ resumed: true });
  });

  it('opens no other name', async () => {
    await cut(bob, ann);
    expect(await refusal('ann', token)).toBe('name-taken');
    const other = await server.client();
    expect(await other.signIn('cat', { resumeToken: token })).toMatchObject({ resumed: false });
    expect(await refusal('bob')).toBe('name-held');
  });

  it('takes over from a connection that the server still thinks alive', async () => {
    const callId = await talk();
    const back = await server.client();
    const reply = await back.signIn('bob', { resumeToken: token });
    expect(reply).toMatchObject({ resumed: true, callId });
    expect(await bob.closed()).toBe('io server disconnect');
    clock.pass(PRESENCE_BATCH_MS);
    expect((await ann.takePushes()).filter(({ name }) => name !== 'people:changed')).toEqual([]);
    await ann.ask('call:hang-up', { callId });
    expect(await back.next('call:ended')).toEqual({ callId, reason: 'hung-up' });
  });

  it('is void after signing out', async () => {
    await bob.ask('session:sign-out', {});
    const back = await server.client();
    expect(await back.signIn('bob', { resumeToken: token })).toMatchObject({ resumed: false });
  });

  it('is nowhere in the log', async () => {
    await cut(bob, ann);
    await refusal('bob', token);
    expect(JSON.stringify(server.log)).not.toContain(token);
  });
});

describe('an accepted call whose one end breaks', () => {
  it('is interrupted, then resumed, and goes on', async () => {
    const callId = await talk();
    bob.cut();
    expect(await ann.next('call:interrupted')).toEqual({ callId });
    const signal = { kind: 'renegotiate', generation: 1 } as const;
    expect(await ann.reasonOf('call:signal', { callId, signal })).toBe('no-such-person');
    const back = await server.client();
    expect(await back.signIn('bob', { resumeToken: token })).toMatchObject({ callId });
    expect(await ann.next('call:resumed')).toEqual({ callId });
    await ann.ask('call:signal', { callId, signal });
    expect(await back.next('call:signal')).toEqual({ callId, from: 'ann', signal });
  });

  it('is lost when the time is over', async () => {
    const callId = await talk();
    bob.cut();
    await ann.next('call:interrupted');
    clock.pass(RESUME_WINDOW_MS - 1);
    expect((await ann.takePushes()).map((push) => push.name)).toEqual(['people:changed']);
    clock.pass(1);
    expect(await ann.next('call:ended')).toEqual({ callId, reason: 'lost' });
  });

  it('may be hung up meanwhile, and whoever comes back finds it over', async () => {
    const callId = await talk();
    bob.cut();
    await ann.next('call:interrupted');
    await ann.ask('call:hang-up', { callId });
    const back = await server.client();
    expect(await back.signIn('bob', { resumeToken: token })).toMatchObject({
      resumed: true,
      callId: null,
    });
    expect(await back.reasonOf('call:hang-up', { callId })).toBe('no-such-call');
  });

  it('tells whoever is back first that the other end is still away', async () => {
    const cat = await server.client();
    const catToken = (await cat.signIn('cat')).resumeToken;
    const { callId } = await bob.ask('call:invite', { to: 'cat' });
    await cat.ask('call:accept', { callId });
    await ann.takePushes();
    await cut(bob, ann);
    await cut(cat, ann);
    const back = await server.client();
    await back.signIn('bob', { resumeToken: token });
    expect(await back.next('call:interrupted')).toEqual({ callId });
    const catBack = await server.client();
    expect(await catBack.signIn('cat', { resumeToken: catToken })).toMatchObject({ callId });
    expect(await back.next('call:resumed')).toEqual({ callId });
  });
});

describe('a ringing call whose one end breaks', () => {
  it('is cancelled when it was the caller', async () => {
    const { callId } = await bob.ask('call:invite', { to: 'ann' });
    await ann.next('call:incoming');
    bob.cut();
    expect(await ann.next('call:ended')).toEqual({ callId, reason: 'cancelled' });
    expect(await ann.next('call:missed')).toMatchObject({ from: 'bob', reason: 'cancelled' });
  });

  it('is lost when it was the callee', async () => {
    const { callId } = await ann.ask('call:invite', { to: 'bob' });
    bob.cut();
    expect(await ann.next('call:ended')).toEqual({ callId, reason: 'lost' });
    await ann.ask('call:invite', { to: 'echo' });
  });
});

describe('a call to echo', () => {
  it('is still there after a resume', async () => {
    const { callId } = await bob.ask('call:invite', { to: 'echo' });
    await cut(bob, ann);
    const back = await server.client();
    expect(await back.signIn('bob', { resumeToken: token })).toMatchObject({ callId });
    const signal = { kind: 'renegotiate', generation: 1 } as const;
    await back.ask('call:signal', { callId, signal });
    expect(await back.next('call:signal')).toMatchObject({ from: 'bob' });
  });
});

describe('a server that is closed', () => {
  it('leaves no timer behind', async () => {
    await talk();
    const cat = await server.person('cat');
    await cut(cat, ann);
    await server.close();
    expect(clock.pendingCount).toBe(0);
  });
});
