import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FLOOD_FACTOR, RATE_LIMITS } from '../../../src/shared/protocol/limits';
import type { Signal } from '../../../src/shared/protocol/messages';
import { FakeClock } from '../../helpers/fake-clock';
import { type ServerUnderTest, startServer } from './helpers/start-server';
import type { TestClient } from './helpers/test-client';

const CANDIDATE: Signal = {
  kind: 'candidate',
  generation: 0,
  candidate: 'candidate:1 1 udp 1 192.0.2.1 5000 typ host',
  sdpMid: '0',
  sdpMLineIndex: 0,
};

let server: ServerUnderTest;
beforeEach(async () => {
  server = await startServer();
});
afterEach(() => server.close());

/** Sends `count` messages without waiting, and gathers why they were refused, or `granted`. */
async function burst(client: TestClient, count: number): Promise<Map<string, number>> {
  const outcomes = new Map<string, number>();
  await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const outcome = await client.reasonOf('chat:say', { text: `message ${index}` });
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }),
  );
  return outcomes;
}

describe('too many messages', () => {
  it('are refused, while those of others pass', async () => {
    const ann = await server.person('ann');
    const bob = await server.person('bob');
    const outcomes = await burst(ann, RATE_LIMITS.chat.points + 30);
    expect(Object.fromEntries(outcomes)).toEqual({
      granted: RATE_LIMITS.chat.points,
      'rate-limited': 30,
    });
    expect(await ann.reasonOf('people:list', {})).toBe('granted');
    expect(await bob.reasonOf('chat:say', { text: 'my turn' })).toBe('granted');
    expect(server.signalling.status().rateLimited).toBe(30);
  });

  it('are refused until the time is over, by the clock of the server', async () => {
    const clock = new FakeClock();
    const quiet = await startServer({ clock });
    try {
      const ann = await quiet.person('ann');
      await burst(ann, RATE_LIMITS.chat.points);
      expect(await ann.reasonOf('chat:say', { text: 'one more' })).toBe('rate-limited');
      clock.pass(RATE_LIMITS.chat.windowMs);
      expect(await ann.reasonOf('chat:say', { text: 'one more' })).toBe('granted');
    } finally {
      await quiet.close();
    }
  });

  it('are refused on a new connection as well: the limit is of the person', async () => {
    const ann = await server.client();
    const { resumeToken } = await ann.signIn('ann');
    await burst(ann, RATE_LIMITS.chat.points + 1);
    const witness = await server.person('bob');
    ann.cut();
    await witness.seesGone('ann');
    const again = await server.client();
    await again.signIn('ann', { resumeToken });
    expect(await again.reasonOf('chat:say', { text: 'hi' })).toBe('rate-limited');
  });

  it('never keep anybody from hanging up', async () => {
    const ann = await server.person('ann');
    await server.person('bob');
    for (let call = 0; call < RATE_LIMITS.call.points; call += 1) {
      const { callId } = await ann.ask('call:invite', { to: 'bob' });
      await ann.ask('call:hang-up', { callId });
    }
    expect(await ann.reasonOf('call:invite', { to: 'bob' })).toBe('rate-limited');
  });

  it('of candidates in one burst do not close a call', async () => {
    const ann = await server.person('ann');
    const bob = await server.person('bob');
    const { callId } = await ann.ask('call:invite', { to: 'bob' });
    await bob.ask('call:accept', { callId });
    const count = RATE_LIMITS.signal.points * 4;
    for (let sent = 0; sent < count; sent += 1) {
      ann.socket.emit('call:signal', { callId, signal: CANDIDATE });
    }
    expect(await ann.reasonOf('call:signal', { callId, signal: CANDIDATE })).toBe('rate-limited');
    expect(await ann.reasonOf('call:hang-up', { callId })).toBe('granted');
    expect(await bob.next('call:ended')).toEqual({ callId, reason: 'hung-up' });
  });
});

describe('a flood', () => {
  it('closes the connection it comes from, and frees the name', async () => {
    const ann = await server.person('ann');
    const bob = await server.person('bob');
    const cat = await server.person('cat');
    for (let sent = 0; sent <= RATE_LIMITS.chat.points * FLOOD_FACTOR; sent += 1) {
      ann.socket.emit('chat:say', { text: `flood ${sent}` });
    }
    expect(await bob.reasonOf('chat:say', { text: 'not me' })).toBe('granted');
    expect(await ann.closed()).toBe('io server disconnect');
    const heard = (await cat.takePushes()).flatMap((push) =>
      push.name === 'chat:message' ? [push.payload.from] : [],
    );
    // What was under way when the flood was noticed is dropped as well.
    const passed = heard.filter((from) => from === 'ann').length;
    expect(passed).toBeLessThanOrEqual(RATE_LIMITS.chat.points);
    expect(heard).toContain('bob');
    expect(await (await server.client()).signIn('ann')).toMatchObject({ resumed: false });
  });

  it('loses the call of whoever sent it', async () => {
    const ann = await server.person('ann');
    const bob = await server.person('bob');
    const { callId } = await ann.ask('call:invite', { to: 'bob' });
    await bob.ask('call:accept', { callId });
    for (let sent = 0; sent <= RATE_LIMITS.other.points * FLOOD_FACTOR; sent += 1) {
      ann.socket.emit('people:list', {});
    }
    expect(await bob.next('call:ended')).toEqual({ callId, reason: 'lost' });
  });

  it('of a connection that never signed in is closed likewise', async () => {
    const stranger = await server.client();
    for (let sent = 0; sent <= RATE_LIMITS.other.points * FLOOD_FACTOR; sent += 1) {
      stranger.socket.emit('people:list', {});
    }
    expect(await stranger.closed()).toBe('io server disconnect');
  });
});

describe('going over several limits', () => {
  it('closes the connection at the third', async () => {
    const ann = await server.person('ann');
    const over = async (name: string, count: number, payload: unknown): Promise<void> => {
      for (let sent = 0; sent < count; sent += 1) ann.socket.emit(name, payload);
      await Promise.race([ann.closed(), ann.send(name, payload)]);
    };
    await over('chat:say', RATE_LIMITS.chat.points, { text: 'hi' });
    await over('call:invite', RATE_LIMITS.call.points, { to: 'zoe' });
    expect(ann.closedBy).toBeNull();
    ann.send('people:list', {}).catch(() => undefined);
    for (let sent = 0; sent < RATE_LIMITS.other.points; sent += 1) {
      ann.socket.emit('people:list', {});
    }
    expect(await ann.closed()).toBe('io server disconnect');
  });
});

describe('too many connections', () => {
  it('from one address are refused on both transports', async () => {
    const narrow = await startServer({ connectionsPerAddress: { points: 2, windowMs: 60_000 } });
    await narrow.person('ann');
    await narrow.person('bob');
    for (const transport of ['websocket', 'polling'] as const) {
      await expect(narrow.client({ transports: [transport] })).rejects.toThrow();
    }
    expect(narrow.signalling.status().refusedConnections).toBe(2);
    await narrow.close();
  });
});
