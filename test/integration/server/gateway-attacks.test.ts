import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MAX_OPEN_PER_ADDRESS } from '../../../src/shared/protocol/limits';
import { GatewayPeer } from './helpers/gateway-peer';
import { RawSocket, UPGRADE_REQUEST } from './helpers/raw-socket';
import { type ServerUnderTest, startServer } from './helpers/start-server';
import type { TestClient } from './helpers/test-client';

// What a stranger with a raw socket would try at the gateways.

const GATEWAYS = [
  { name: 'clivrt', room: null },
  { name: 'flitter', room: 'studio' },
  { name: 'rtcpool', room: null },
  { name: 'rtc-chat', room: null },
] as const;
const PATHS = ['/chat/eve', '/flitter', '/rtcpool', '/room/studio/ws'];
const STRANGER = '192.0.2.9';
const FROM_ELSEWHERE = { headers: { 'x-forwarded-for': STRANGER } };

const peers: GatewayPeer[] = [];
let server: ServerUnderTest;
let ann: TestClient;

beforeEach(async () => {
  const rooms = { pools: 'auto' } as const;
  const trustedProxies = ['loopback'];
  server = await startServer({ gateways: GATEWAYS, rooms, trustedProxies, isAlone: true });
  ann = await server.person('ann');
});
afterEach(async () => {
  expect(await ann.reasonOf('chat:say', { text: 'still there?' })).toBe('granted');
  expect(server.signalling.status().internalErrors).toBe(0);
  for (const peer of peers.splice(0)) peer.dispose();
  await server.close();
});

async function open(path: string): Promise<GatewayPeer> {
  const peer = await GatewayPeer.open(server.url, path, FROM_ELSEWHERE);
  peers.push(peer);
  return peer;
}

async function rawAt(path: string): Promise<RawSocket> {
  const raw = new RawSocket(server.port);
  raw.send(UPGRADE_REQUEST.replace(/^GET \S+/, `GET ${path}`));
  await raw.until(/\r\n\r\n/);
  return raw;
}

describe('a message that comes in pieces', () => {
  /** The start of a text of 60,000 bytes, masked with zeros. */
  const LONG_START = '\u0081\u00fe\u00ea\u0060\0\0\0\0';

  it.each(PATHS)('is not gathered byte by byte: %s', async (path) => {
    const raw = await rawAt(path);
    raw.socket.setNoDelay(true);
    raw.send(LONG_START);
    let sent = 0;
    while (!raw.socket.destroyed && sent < 20_000) {
      raw.send('x');
      sent += 1;
      await new Promise((resolve) => setImmediate(resolve));
    }
    await raw.all();
    expect(sent).toBeLessThan(20_000);
  });

  it.each(PATHS)('nor by fragments: %s', async (path) => {
    const raw = await rawAt(path);
    raw.send('\u0001\u0081\0\0\0\0x' + '\0\u0081\0\0\0\0x'.repeat(1_000));
    await raw.all();
  });
});

describe('many connections of one address', () => {
  it('are so many, by whichever gateways they come', async () => {
    for (let count = 0; count < MAX_OPEN_PER_ADDRESS; count += 1) {
      const path = PATHS[count % PATHS.length];
      await open(path === '/chat/eve' ? `/chat/eve${count}` : path);
    }
    for (const path of PATHS) {
      expect(await GatewayPeer.statusOf(server.url, path, FROM_ELSEWHERE)).toBe(429);
      expect(await GatewayPeer.statusOf(server.url, path)).toBe(101);
    }
  });
});

describe('a path that is none', () => {
  const NOBODYS = [
    '/chat/',
    '/chat/%',
    '/chat/%ff',
    '/chat/a/b',
    '/rtcpool/',
    '/rtcpool/%',
    '/rtcpool/a/b',
    '/room/../ws',
    '/room/%2e%2e/ws',
    '/room/Studio/ws',
    `/room/${'a'.repeat(65)}/ws`,
    '/room/studio/ws/',
    '/flitter/',
  ];

  it('is answered with 404', async () => {
    for (const path of NOBODYS) {
      const raw = await rawAt(path);
      expect(raw.received, path).toMatch(/^HTTP\/1.1 404 /);
      raw.reset();
    }
    expect(server.signalling.status().connections).toBe(1);
  });

  it('takes a name of any length, and refuses it', async () => {
    const peer = await open(`/chat/${'a'.repeat(4_000)}`);
    expect(await peer.next()).toMatchObject({ name: 'SERVER', type: 'message' });
    await peer.closed();
  });
});

describe('a name that somebody has', () => {
  it.each(['ANN', 'аnn', 'ann\u200b', 'ａnn'])(
    'is not to be had by another way of writing it: %j',
    async (name) => {
      const chat = await open('/room/studio/ws');
      chat.say({ type: 'profile', data: { username: name } });
      await chat.nextOf('error');
      const pool = await open(`/rtcpool/${encodeURIComponent(name)}`);
      pool.say({ type: 'rtc:join', data: { pool: 'studio' } });
      await pool.nextOf('rtc:error');
      const program = await open('/flitter');
      program.say({ type: 'join', id: name, room: 'studio' });
      await program.nextOf('error');
      const terminal = await open(`/chat/${encodeURIComponent(name)}`);
      expect(await terminal.next()).toMatchObject({ name: 'SERVER' });
      expect(server.signalling.status().people).toBe(1);
    },
  );
});

describe('escape codes', () => {
  const EVIL = '\u001b[2J\u001b]0;owned\u0007hi\u202e';

  it('reach nobody in a line of chat, a name or a name of somebody else', async () => {
    const eve = await open('/room/studio/ws');
    eve.say({ type: 'profile', data: { username: 'eve\u001b[2J' } });
    await eve.nextOf('room-info');
    await ann.ask('room:join', { slug: 'studio' });
    eve.say({ type: 'text', receiver: 'room', data: { from: EVIL, text: EVIL } });
    const { from, text } = await ann.next('room:message');
    for (const shown of [from, text, await ann.seesHere(from)]) {
      expect(JSON.stringify(shown)).not.toMatch(/\\u001b|\\u0007|\u202e/);
    }
    const clive = await open('/chat/clive');
    clive.say({ type: 'message', text: EVIL, target: 'ann' });
    expect(JSON.stringify(await ann.next('chat:message'))).not.toMatch(/\\u001b|\\u0007/);
    await ann.ask('room:leave', {});
  });
});

describe('offers that are held until somebody answers', () => {
  it('are one, however often it is made', async () => {
    const lights = await open('/flitter');
    lights.say({ type: 'join', id: 'lights', room: 'studio' });
    await lights.nextOf('members');
    for (let count = 0; count < 20; count += 1) {
      lights.say({ type: 'call', to: 'ann', offer: `v=0 ${count} ${'x'.repeat(30_000)}` });
    }
    const { callId } = await ann.next('call:incoming');
    lights.say({ type: 'call', to: 'ann', offer: 'v=0 last' });
    await expect.poll(() => server.signalling.status().gateways.get('flitter')?.messages).toBe(22);
    await ann.ask('call:accept', { callId });
    const { signal } = await ann.next('call:signal');
    expect(signal).toMatchObject({ generation: 0, type: 'offer', sdp: 'v=0 last' });
    await ann.ask('people:list', {});
    expect(ann.pushes.filter(({ name }) => name === 'call:signal')).toEqual([]);
    await ann.ask('call:hang-up', { callId });
  });
});
