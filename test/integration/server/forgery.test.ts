import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Signal } from '../../../src/shared/protocol/messages';
import { FakeClock } from '../../helpers/fake-clock';
import { type ServerUnderTest, startServer } from './helpers/start-server';
import type { TestClient } from './helpers/test-client';

const OFFER: Signal = { kind: 'description', generation: 0, type: 'offer', sdp: 'v=0\r\n' };
const BAD_REQUEST = { ok: false, reason: 'bad-request' };

let server: ServerUnderTest;
let ann: TestClient;
let bob: TestClient;
let mallory: TestClient;
let callId: string;
beforeEach(async () => {
  // News of who is here waits for a time that never comes: what is told after it, the test caused.
  server = await startServer({ clock: new FakeClock() });
  ann = await server.person('ann');
  bob = await server.person('bob');
  mallory = await server.person('mallory');
  ({ callId } = await ann.ask('call:invite', { to: 'bob' }));
  await bob.ask('call:accept', { callId });
  await ann.takePushes();
  await bob.takePushes();
});
afterEach(() => server.close());

/** Nobody was told anything. */
async function expectSilence(): Promise<void> {
  expect(await ann.takePushes()).toEqual([]);
  expect(await bob.takePushes()).toEqual([]);
}

describe('a claimed sender', () => {
  it.each([
    ['chat:say', { text: 'hi', from: 'ann' }],
    ['chat:say', { text: 'hi', sentAtMs: 1 }],
    ['chat:say', { text: 'hi', to: 'bob' }],
    ['chat:tell', { to: 'bob', text: 'hi', from: 'ann' }],
    ['call:invite', { to: 'bob', from: 'ann' }],
    ['presence:set', { presence: 'away', name: 'ann' }],
    ['session:sign-out', { name: 'ann' }],
    ['people:list', { name: 'ann' }],
  ])('in %s is refused, not ignored', async (name, payload) => {
    expect(await mallory.send(name, payload)).toEqual(BAD_REQUEST);
    await expectSilence();
  });

  it('in a signal is refused', async () => {
    const signals = [
      { callId, from: 'bob', signal: OFFER },
      { callId, signal: { ...OFFER, from: 'bob' } },
    ];
    for (const payload of signals) {
      expect(await ann.send('call:signal', payload)).toEqual(BAD_REQUEST);
    }
    await expectSilence();
  });

  it('under __proto__ changes nothing', async () => {
    const payload = JSON.parse('{"text":"hi","__proto__":{"from":"ann"}}') as unknown;
    await mallory.send('chat:say', payload);
    const heard = (await bob.takePushes()).filter((push) => push.name === 'chat:message');
    for (const push of heard) expect(push.payload).toMatchObject({ from: 'mallory' });
    expect(({} as Record<string, unknown>).from).toBeUndefined();
  });
});

describe('speaking as echo', () => {
  it('is not allowed in a call between people', async () => {
    const request = { callId, asEcho: true, signal: OFFER };
    expect(await ann.reasonOf('call:signal', request)).toBe('not-allowed');
    expect(await bob.reasonOf('call:signal', request)).toBe('not-allowed');
    await expectSilence();
  });

  it("is not allowed in somebody else's call to echo", async () => {
    await ann.ask('call:hang-up', { callId });
    const echoCall = await ann.ask('call:invite', { to: 'echo' });
    await ann.next('call:accepted');
    const request = { callId: echoCall.callId, asEcho: true, signal: OFFER };
    expect(await mallory.reasonOf('call:signal', request)).toBe('no-such-call');
    expect(await ann.takePushes()).toEqual([]);
  });
});

describe("somebody else's call", () => {
  it('is no different from one that does not exist', async () => {
    for (const id of [callId, 'AAAAAAAAAAAAAAAAAAAAAA']) {
      const ref = { callId: id };
      expect(await mallory.reasonOf('call:signal', { ...ref, signal: OFFER })).toBe('no-such-call');
      expect(await mallory.reasonOf('call:hang-up', ref)).toBe('no-such-call');
      expect(await mallory.reasonOf('call:accept', ref)).toBe('no-such-call');
      expect(await mallory.reasonOf('call:ringing', ref)).toBe('no-such-call');
      expect(await mallory.reasonOf('call:ignore', ref)).toBe('no-such-call');
      expect(await mallory.reasonOf('call:decline', { ...ref, reason: 'busy' })).toBe(
        'no-such-call',
      );
    }
    await expectSilence();
  });

  it('cannot be answered while it rings at another', async () => {
    const cat = await server.person('cat');
    const ringing = await mallory.ask('call:invite', { to: 'cat' });
    await cat.next('call:incoming');
    expect(await ann.reasonOf('call:accept', ringing)).toBe('bad-request');
    expect(await ann.reasonOf('call:accept', { callId: ringing.callId })).toBe('no-such-call');
    await mallory.ask('call:hang-up', { callId: ringing.callId });
  });

  it('is over for those who were in it', async () => {
    await ann.ask('call:hang-up', { callId });
    await bob.next('call:ended');
    expect(await ann.reasonOf('call:signal', { callId, signal: OFFER })).toBe('no-such-call');
    expect(await bob.reasonOf('call:signal', { callId, signal: OFFER })).toBe('no-such-call');
  });
});

describe('names of objects', () => {
  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'are nobody when asked for: %s',
    async (to) => {
      expect(await mallory.reasonOf('call:invite', { to })).toBe('no-such-person');
      expect(await mallory.reasonOf('chat:tell', { to, text: 'x' })).toBe('no-such-person');
    },
  );

  it('are no requests', async () => {
    for (const event of ['__proto__', 'constructor', 'toString', 'session', '']) {
      expect(await mallory.send(event, {})).toEqual(BAD_REQUEST);
    }
    expect(server.signalling.status().unknownEvents).toBe(5);
  });
});
