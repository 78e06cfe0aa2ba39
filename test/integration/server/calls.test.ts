import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  PRESENCE_BATCH_MS,
  RATE_LIMITS,
  RING_TIMEOUT_MS,
} from '../../../src/shared/protocol/limits';
import type { Signal } from '../../../src/shared/protocol/messages';
import { FakeClock } from '../../helpers/fake-clock';
import { type ServerUnderTest, startServer } from './helpers/start-server';
import type { TestClient } from './helpers/test-client';

const OFFER: Signal = { kind: 'description', generation: 0, type: 'offer', sdp: 'v=0\r\n' };
const ANSWER: Signal = { kind: 'description', generation: 0, type: 'answer', sdp: 'v=0\r\n' };

let clock: FakeClock;
let server: ServerUnderTest;
let ann: TestClient;
let bob: TestClient;
beforeEach(async () => {
  clock = new FakeClock();
  server = await startServer({ clock });
  ann = await server.person('ann');
  bob = await server.person('bob');
  clock.pass(PRESENCE_BATCH_MS);
  await ann.takePushes();
});
afterEach(() => server.close());

async function ring(): Promise<string> {
  const { callId } = await ann.ask('call:invite', { to: 'bob' });
  expect(await bob.next('call:incoming')).toEqual({ callId, from: 'ann' });
  return callId;
}

async function talk(): Promise<string> {
  const callId = await ring();
  await bob.ask('call:accept', { callId });
  expect(await ann.next('call:accepted')).toEqual({ callId });
  return callId;
}

describe('a call', () => {
  it('says of a caller at a web page that they are a guest, whatever name they took', async () => {
    const page = await server.person('carol', { origin: server.url });
    await page.ask('call:invite', { to: 'bob' });
    expect(await bob.next('call:incoming')).toMatchObject({ from: 'carol', isGuest: true });
    const app = await server.person('dora', { origin: 'app://webcrt' });
    await app.ask('call:invite', { to: 'ann' });
    expect(await ann.next('call:incoming')).not.toHaveProperty('isGuest');
  });

  it('rings, is accepted, carries signals both ways and is hung up', async () => {
    const callId = await ring();
    await bob.ask('call:ringing', { callId });
    expect(await ann.next('call:ringing')).toEqual({ callId });
    await bob.ask('call:accept', { callId });
    expect(await ann.next('call:accepted')).toEqual({ callId });
    await ann.ask('call:signal', { callId, signal: OFFER });
    expect(await bob.next('call:signal')).toEqual({ callId, from: 'ann', signal: OFFER });
    await bob.ask('call:signal', { callId, signal: ANSWER });
    expect(await ann.next('call:signal')).toEqual({ callId, from: 'bob', signal: ANSWER });
    await ann.ask('call:hang-up', { callId });
    expect(await bob.next('call:ended')).toEqual({ callId, reason: 'hung-up' });
    expect(server.signalling.status().calls).toBe(0);
    expect(await ann.takePushes()).toEqual([]);
    expect(await bob.takePushes()).toEqual([]);
  });

  it('can be hung up by the callee, and the next one follows right after', async () => {
    const callId = await talk();
    await bob.ask('call:hang-up', { callId });
    expect(await ann.next('call:ended')).toEqual({ callId, reason: 'hung-up' });
    expect(await talk()).not.toBe(callId);
  });

  it('passes signals on in the order in which they came', async () => {
    const callId = await talk();
    const generations = Array.from({ length: 100 }, (_, index) => index);
    const candidate = { kind: 'candidate', candidate: 'c', sdpMid: '0', sdpMLineIndex: 0 } as const;
    await Promise.all(
      generations.map((generation) =>
        ann.ask('call:signal', { callId, signal: { ...candidate, generation } }),
      ),
    );
    const heard = (await bob.takePushes()).map((push) =>
      push.name === 'call:signal' ? push.payload.signal.generation : push.name,
    );
    expect(heard).toEqual(generations);
  });

  it.each([
    ['declined', 'in a meeting \u{1F600}', 'in a meeting \u{1F600}'],
    ['busy', '\u001b[2Jlater\n\u202eon', '[2Jlater on'],
    ['declined', undefined, undefined],
    ['declined', '\u200b', undefined],
  ] as const)('is declined as %s with the text %j', async (reason, text, shown) => {
    const callId = await ring();
    await bob.ask('call:decline', { callId, reason, ...(text === undefined ? {} : { text }) });
    expect(await ann.next('call:ended')).toEqual({
      callId,
      reason,
      ...(shown === undefined ? {} : { text: shown }),
    });
    expect(await bob.takePushes()).toEqual([]);
  });

  it('that is given up while it rings is a missed call', async () => {
    const callId = await ring();
    await ann.ask('call:hang-up', { callId });
    expect(await bob.next('call:ended')).toEqual({ callId, reason: 'cancelled' });
    expect(await bob.next('call:missed')).toEqual({
      from: 'ann',
      atMs: clock.nowMs(),
      reason: 'cancelled',
    });
    expect(await bob.reasonOf('call:accept', { callId })).toBe('no-such-call');
  });

  it('that nobody answers ends for both, and is missed', async () => {
    const callId = await ring();
    clock.pass(RING_TIMEOUT_MS - 1);
    expect(await ann.takePushes()).toEqual([]);
    clock.pass(1);
    expect(await ann.next('call:ended')).toEqual({ callId, reason: 'no-answer' });
    expect(await bob.next('call:ended')).toEqual({ callId, reason: 'no-answer' });
    expect(await bob.next('call:missed')).toMatchObject({ from: 'ann', reason: 'no-answer' });
    expect(await ann.reasonOf('call:hang-up', { callId })).toBe('no-such-call');
  });

  it('that was accepted does not ring out', async () => {
    await talk();
    clock.pass(RING_TIMEOUT_MS);
    expect(await ann.takePushes()).toEqual([]);
  });

  it('of a callee who hangs up while it rings counts as declined', async () => {
    const callId = await ring();
    await bob.ask('call:hang-up', { callId });
    expect(await ann.next('call:ended')).toEqual({ callId, reason: 'declined' });
  });
});

describe('a call that the callee ignores', () => {
  async function ignored(): Promise<string> {
    const callId = await ring();
    await bob.ask('call:ringing', { callId });
    expect(await ann.next('call:ringing')).toEqual({ callId });
    await bob.ask('call:ignore', { callId });
    return callId;
  }

  it('rings on for the caller until it rings out, and the callee hears no more of it', async () => {
    const callId = await ignored();
    clock.pass(RING_TIMEOUT_MS - 1);
    expect(await ann.takePushes()).toEqual([]);
    clock.pass(1);
    expect(await ann.takePushes()).toEqual([
      { name: 'call:ended', payload: { callId, reason: 'no-answer' } },
    ]);
    expect(await bob.takePushes()).toEqual([]);
    expect(server.signalling.status().calls).toBe(0);
  });

  it('leaves the line of the callee free for others, and for a call of their own', async () => {
    const callId = await ignored();
    const cat = await server.person('cat');
    const other = await cat.ask('call:invite', { to: 'bob' });
    await bob.next('call:incoming');
    await bob.ask('call:accept', { callId: other.callId });
    await cat.ask('call:hang-up', { callId: other.callId });
    await bob.ask('call:invite', { to: 'cat' });
    await ann.ask('call:hang-up', { callId });
    const aboutCalls = (await ann.takePushes()).filter(({ name }) => name.startsWith('call:'));
    expect(aboutCalls).toEqual([]);
  });

  it('can be given up and made again, and rings again', async () => {
    const callId = await ignored();
    expect(await ann.reasonOf('call:invite', { to: 'bob' })).toBe('already-in-call');
    await ann.ask('call:hang-up', { callId });
    expect(await bob.takePushes()).toEqual([]);
    await ignored();
  });

  it('is one of several', async () => {
    const first = await ignored();
    const cat = await server.person('cat');
    const second = await cat.ask('call:invite', { to: 'bob' });
    await bob.next('call:incoming');
    await bob.ask('call:ignore', { callId: second.callId });
    await ann.ask('call:hang-up', { callId: first });
    await ann.ask('call:invite', { to: 'bob' });
    await bob.next('call:incoming');
    await bob.ask('session:sign-out', {});
    expect(await cat.next('call:ended')).toMatchObject({ callId: second.callId });
    expect(server.signalling.status().calls).toBe(0);
  });

  it.each([
    ['signs out', 'declined', () => bob.ask('session:sign-out', {})],
    [
      'breaks off',
      'lost',
      () => {
        bob.cut();
      },
    ],
  ] as const)('ends like any other when the callee %s', async (_, reason, go) => {
    const callId = await ignored();
    await go();
    expect(await ann.next('call:ended')).toEqual({ callId, reason });
  });

  it('cannot be taken up again, and is nobody else\u2019s to ignore', async () => {
    const callId = await ring();
    const cat = await server.person('cat');
    expect(await ann.reasonOf('call:ignore', { callId })).toBe('not-allowed');
    expect(await cat.reasonOf('call:ignore', { callId })).toBe('no-such-call');
    await bob.ask('call:ignore', { callId });
    for (const name of ['call:accept', 'call:ignore', 'call:hang-up'] as const) {
      expect(await bob.reasonOf(name, { callId })).toBe('no-such-call');
    }
    await ann.ask('call:hang-up', { callId });
    const talked = await talk();
    expect(await bob.reasonOf('call:ignore', { callId: talked })).toBe('not-allowed');
  });
});

describe('an invitation', () => {
  it('is refused for nobody and for oneself', async () => {
    expect(await ann.reasonOf('call:invite', { to: 'zoe' })).toBe('no-such-person');
    expect(await ann.reasonOf('call:invite', { to: 'Ann' })).toBe('not-yourself');
  });

  it('to somebody who must not be disturbed is refused, and told as missed', async () => {
    await bob.ask('presence:set', { presence: 'donotdisturb' });
    expect(await ann.reasonOf('call:invite', { to: 'bob' })).toBe('do-not-disturb');
    expect(await bob.takePushes()).toEqual([
      {
        name: 'call:missed',
        payload: { from: 'ann', atMs: clock.nowMs(), reason: 'do-not-disturb' },
      },
    ]);
  });

  it.each(['rings', 'is in a call'])('to somebody who %s is refused, and missed', async (state) => {
    if (state === 'rings') await ring();
    else await talk();
    const cat = await server.person('cat');
    for (const [to, callee] of [
      ['ann', ann],
      ['bob', bob],
    ] as const) {
      expect(await cat.reasonOf('call:invite', { to })).toBe('person-busy');
      expect(await callee.next('call:missed')).toMatchObject({ from: 'cat', reason: 'busy' });
    }
  });

  it('is refused to whoever is in a call already', async () => {
    await ring();
    await server.person('cat');
    expect(await ann.reasonOf('call:invite', { to: 'cat' })).toBe('already-in-call');
    expect(await bob.reasonOf('call:invite', { to: 'cat' })).toBe('already-in-call');
    expect(await bob.reasonOf('call:invite', { to: 'echo' })).toBe('already-in-call');
  });
});

describe('what one may not do in a call', () => {
  it('is to answer one that one made', async () => {
    const callId = await ring();
    expect(await ann.reasonOf('call:accept', { callId })).toBe('not-allowed');
    expect(await ann.reasonOf('call:ringing', { callId })).toBe('not-allowed');
    expect(await ann.reasonOf('call:decline', { callId, reason: 'busy' })).toBe('not-allowed');
    expect(await ann.takePushes()).toEqual([]);
  });

  it('is to answer one that was answered', async () => {
    const callId = await talk();
    expect(await bob.reasonOf('call:accept', { callId })).toBe('not-allowed');
    expect(await bob.reasonOf('call:decline', { callId, reason: 'busy' })).toBe('not-allowed');
    expect(await bob.reasonOf('call:ringing', { callId })).toBe('not-allowed');
  });

  it('is to send signals before it was accepted', async () => {
    const callId = await ring();
    expect(await ann.reasonOf('call:signal', { callId, signal: OFFER })).toBe('not-allowed');
    expect(await bob.reasonOf('call:signal', { callId, signal: OFFER })).toBe('not-allowed');
  });
});

describe('somebody who signs out', () => {
  it('hangs up first', async () => {
    const callId = await talk();
    await ann.ask('session:sign-out', {});
    expect(await bob.next('call:ended')).toEqual({ callId, reason: 'hung-up' });
    clock.pass(PRESENCE_BATCH_MS);
    await bob.seesGone('ann');
  });

  it('gives up a call that rings', async () => {
    const callId = await ring();
    ann.dispose();
    expect(await bob.next('call:ended')).toEqual({ callId, reason: 'cancelled' });
    expect(await bob.next('call:missed')).toMatchObject({ reason: 'cancelled' });
  });

  it('declines a call that rings at them', async () => {
    const callId = await ring();
    bob.dispose();
    expect(await ann.next('call:ended')).toEqual({ callId, reason: 'declined' });
  });
});

describe('a call to echo', () => {
  it('is accepted at once, after the invitation was answered', async () => {
    const order: string[] = [];
    ann.socket.onAny((name: string) => order.push(name));
    // A callback: what runs after an await may run later than a push of the same moment.
    ann.socket.emit('call:invite', { to: 'Echo' }, (reply: { ok: boolean }) => {
      order.push(`answer ${reply.ok}`);
    });
    await ann.next('call:accepted');
    expect(order).toEqual(['answer true', 'call:accepted']);
  });

  it('brings both ends of it to the caller, each under its name', async () => {
    const { callId } = await ann.ask('call:invite', { to: 'echo' });
    await ann.ask('call:signal', { callId, signal: OFFER });
    expect(await ann.next('call:signal')).toEqual({ callId, from: 'ann', signal: OFFER });
    await ann.ask('call:signal', { callId, asEcho: true, signal: ANSWER });
    expect(await ann.next('call:signal')).toEqual({ callId, from: 'echo', signal: ANSWER });
    expect(await bob.takePushes()).toEqual([]);
  });

  it('is had by everybody at the same time, and hung up', async () => {
    const mine = await ann.ask('call:invite', { to: 'echo' });
    const theirs = await bob.ask('call:invite', { to: 'echo' });
    expect(mine.callId).not.toBe(theirs.callId);
    await ann.ask('call:hang-up', { callId: mine.callId });
    await bob.ask('call:signal', { callId: theirs.callId, signal: OFFER });
    expect(await bob.next('call:signal')).toMatchObject({ from: 'bob' });
    await ann.ask('call:invite', { to: 'echo' });
    expect(server.signalling.status().calls).toBe(2);
  });

  it('makes the caller busy', async () => {
    await ann.ask('call:invite', { to: 'echo' });
    expect(await bob.reasonOf('call:invite', { to: 'ann' })).toBe('person-busy');
  });
});

describe('somebody who is rung without end', () => {
  /** Each of `callers` calls ann as often as one may, and thinks better of it at once. */
  async function pester(callers: readonly TestClient[], meet: (callId: string) => Promise<string>) {
    const heard: string[] = [];
    for (let count = 0; count < RATE_LIMITS.call.points; count += 1) {
      for (const caller of callers) {
        const { callId } = await caller.ask('call:invite', { to: 'ann' });
        heard.push(await meet((await ann.next('call:incoming')).callId));
        await caller.ask('call:hang-up', { callId });
      }
    }
    return heard;
  }

  it('is not put out for what their client has to say to each call', async () => {
    const names = ['eve', 'mallory', 'trudy', 'oscar'];
    const callers = await Promise.all(names.map((name) => server.person(name)));
    const heard = await pester(callers, async (callId) => {
      const rung = await ann.reasonOf('call:ringing', { callId });
      return rung === 'granted' ? ann.reasonOf('call:ignore', { callId }) : rung;
    });
    expect(heard).toHaveLength(names.length * RATE_LIMITS.call.points);
    expect(new Set(heard)).toEqual(new Set(['granted']));
  });
});
