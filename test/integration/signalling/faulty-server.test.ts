import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server, type Socket } from 'socket.io';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeClock } from '../../helpers/fake-clock';
import { ObservedClient } from './observed-client';

// What a good server never does, done by a bad one over a real socket.

let httpServer: HttpServer;
let io: Server;
let url: string;
let socket: Socket | null;
let observed: ObservedClient | null;

beforeEach(async () => {
  socket = null;
  observed = null;
  httpServer = createServer();
  io = new Server(httpServer);
  io.on('connection', (connected) => {
    socket = connected;
    connected.on('session:sign-in', ({ name }: { name: string }, ack: (reply: unknown) => void) => {
      const resumeToken = 'a-token-of-the-bad-server';
      ack({
        ok: true,
        name,
        resumeToken,
        resumed: false,
        run: 'the-first-run',
        seq: 0,
        roster: 'everybody',
        people: [],
        callId: null,
        room: null,
      });
    });
  });
  await new Promise<void>((resolve) => httpServer.listen(0, '127.0.0.1', resolve));
  url = `ws://127.0.0.1:${(httpServer.address() as AddressInfo).port}`;
});

afterEach(async () => {
  observed?.client.dispose();
  await io.close();
});

async function signedIn(clock?: FakeClock): Promise<{ ann: ObservedClient; server: Socket }> {
  observed = new ObservedClient(clock === undefined ? {} : { clock });
  expect(await observed.signIn(url, 'ann')).toMatchObject({ ok: true });
  if (socket === null) throw new Error('no socket');
  return { ann: observed, server: socket };
}

describe('a server that misbehaves', () => {
  it('that never answers makes a request time out', async () => {
    const clock = new FakeClock();
    const { ann, server } = await signedIn(clock);
    const arrived = new Promise((resolve) => server.once('people:list', resolve));
    const outcome = ann.client.request('people:list', {});
    await arrived;
    await clock.advance(8_000);
    expect(await outcome).toEqual({ ok: false, reason: 'timed-out' });
  });

  it('that answers nonsense is at fault', async () => {
    const { ann, server } = await signedIn();
    server.on('people:list', (_: unknown, ack: (reply: unknown) => void) => {
      ack({ ok: true, people: 'everybody' });
    });
    expect(await ann.client.request('people:list', {})).toEqual({
      ok: false,
      reason: 'server-error',
    });
  });

  it('that pushes malformed and unknown things is not listened to, and else goes on being heard', async () => {
    const { ann, server } = await signedIn();
    server.emit('call:incoming', { callId: 'call-0001', from: 'bob', extra: true });
    server.emit('call:incoming');
    server.emit('chat:message', Buffer.from('binary'));
    server.emit('no:such:push', { a: 1 });
    server.emit('people:changed', { here: [], gone: ['bob'] });
    expect(await ann.push('people:changed')).toEqual({ here: [], gone: ['bob'] });
    expect(ann.pushes).toEqual([]);
    expect(ann.log.filter(({ level }) => level === 'warn')).toHaveLength(4);
  });

  it('that throws a client out is tried again, ever more slowly', async () => {
    const { ann, server } = await signedIn();
    server.disconnect(true);
    const first = await ann.state('reconnecting');
    const from = ann.states.length;
    await ann.state('signed-in', from);
    if (socket === null) throw new Error('no socket');
    socket.disconnect(true);
    const second = await ann.state('reconnecting', from);
    expect([first.attempt, second.attempt]).toEqual([1, 2]);
  });
});
