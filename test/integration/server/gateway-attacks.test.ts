import { deflateRawSync } from 'node:zlib';
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

const NAMES: Readonly<Record<string, (typeof GATEWAYS)[number]['name']>> = {
  '/chat/eve': 'clivrt',
  '/flitter': 'flitter',
  '/rtcpool': 'rtcpool',
  '/room/studio/ws': 'rtc-chat',
};

const peers: GatewayPeer[] = [];
const raws: RawSocket[] = [];
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
  for (const raw of raws.splice(0)) raw.reset();
  await server.close();
});

async function open(path: string): Promise<GatewayPeer> {
  const peer = await GatewayPeer.open(server.url, path, FROM_ELSEWHERE);
  peers.push(peer);
  return peer;
}

const sum = (values: readonly number[]): number => values.reduce((all, each) => all + each, 0);

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

describe('a connection that is opened without end', () => {
  /** Comes from the same address, a thousand times, and never says who it is. */
  it('a thousand times from one address leaves a place for the others', async () => {
    const statuses: number[] = [];
    for (let count = 0; count < 1_000; count += 50) {
      const some = Array.from({ length: 50 }, async (_, index) => {
        const path = PATHS[index % PATHS.length];
        const raw = new RawSocket(server.port);
        raws.push(raw);
        const from = `\r\nX-Forwarded-For: ${STRANGER}\r\n\r\n`;
        const own = path === '/chat/eve' ? `${path}${count + index}` : path;
        const request = UPGRADE_REQUEST.replace(/^GET \S+/, `GET ${own}`);
        raw.send(request.replace('\r\n\r\n', from));
        await raw.until(/\r\n\r\n/);
        statuses.push(Number(/^HTTP\/1.1 (\d+)/.exec(raw.received)?.[1]));
      });
      await Promise.all(some);
      const open = [...server.signalling.status().gateways.values()].map((each) => each.open);
      expect(sum(open)).toBeLessThanOrEqual(MAX_OPEN_PER_ADDRESS);
    }
    expect(statuses).toContain(101);
    expect(statuses.filter((status) => status !== 101 && status !== 429)).toEqual([]);
    for (const path of PATHS) expect(await GatewayPeer.statusOf(server.url, path)).toBe(101);
  });

  it('is closed where the request for it never ends', async () => {
    const all = PATHS.map((path) => {
      const raw = new RawSocket(server.port);
      raw.send(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\n`);
      return raw;
    });
    const drip = setInterval(() => {
      for (const raw of all) raw.send('X-Line: x\r\n');
    }, 200);
    for (const raw of all) expect(await raw.all()).toMatch(/^HTTP\/1.1 408 /);
    clearInterval(drip);
    expect(server.signalling.status().connections).toBe(1);
  });
});

describe('a request that is more than one', () => {
  const ONE = (path: string): string => UPGRADE_REQUEST.replace(/^GET \S+/, `GET ${path}`);

  it.each([
    ['a line in the path', '/room/studio/ws%0d%0aX-Forwarded-For:%20192.0.2.1'],
    ['a slug of two', '/room/studio%2fws/ws'],
    ['a slug with a query', '/room/studio%3f/ws'],
    ['a slug with a null', '/room/studio%00/ws'],
    ['the path of a proxy', 'http://elsewhere.example/room/studio/ws'],
    ['no slash before it', '//room/studio/ws'],
    ['another room behind it', '/room/studio/ws/../../den/ws'],
  ])('by %s opens no room', async (_what, path) => {
    const raw = await rawAt(path);
    expect(raw.received).toMatch(/^HTTP\/1.1 404 /);
    raw.reset();
    expect(server.signalling.rooms.list()).toEqual([]);
  });

  it.each([
    ['bare line ends', 'GET /room/studio/ws HTTP/1.1\nHost: x\n\n'],
    [
      'two lengths',
      `${ONE('/room/studio/ws').slice(0, -2)}Content-Length: 4\r\nContent-Length: 5\r\n\r\n`,
    ],
    [
      'a length and chunks',
      `${ONE('/room/studio/ws').slice(0, -2)}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    ],
    ['a folded line', `${ONE('/room/studio/ws').slice(0, -2)}X: a\r\n b\r\n\r\n`],
    ['headers without end', `GET /room/studio/ws HTTP/1.1\r\n${'X: y\r\n'.repeat(10_000)}`],
  ])('by %s is nobody’s', async (_what, text) => {
    const raw = new RawSocket(server.port);
    raw.send(text);
    await raw.until(/^HTTP\/1.1 \d+/);
    expect(raw.received).toMatch(/^HTTP\/1.1 4\d\d /);
    raw.reset();
    expect(server.signalling.status().connections).toBe(1);
  });

  it.each(PATHS)(
    'with another right behind it says only what its own client does: %s',
    async (path) => {
      const raw = new RawSocket(server.port);
      raws.push(raw);
      raw.send(ONE(path) + ONE('/chat/smuggled'));
      await raw.all();
      // The second is no frame of a WebSocket: whoever sends it is put out, and nobody comes of it.
      expect(raw.received.match(/HTTP\/1.1 101/g)).toHaveLength(1);
      const { people } = await ann.ask('people:list', {});
      expect(people.map(({ name }) => name)).not.toContain('smuggled');
    },
  );

  it('says from where it comes by the last of the proxies’ words', async () => {
    const headers = { 'x-forwarded-for': `198.51.100.1, ${STRANGER}` };
    for (let count = 0; count < MAX_OPEN_PER_ADDRESS; count += 1) {
      peers.push(await GatewayPeer.open(server.url, `/chat/eve${count}`, { headers }));
    }
    const other = { headers: { 'x-forwarded-for': `203.0.113.1, ${STRANGER}` } };
    expect(await GatewayPeer.statusOf(server.url, '/chat/eve', other)).toBe(429);
  });
});

describe('a message that is packed', () => {
  /** A frame with the bit that says so, masked with zeros: a text of 10 MB of zeros in a few. */
  it.each(PATHS)('is not unpacked, however much is in it: %s', async (path) => {
    const raw = new RawSocket(server.port);
    raws.push(raw);
    const asks = '\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n';
    raw.send(UPGRADE_REQUEST.replace(/^GET \S+/, `GET ${path}`).replace('\r\n\r\n', asks));
    await raw.until(/\r\n\r\n/);
    expect(raw.received).toMatch(/^HTTP\/1.1 101 /);
    expect(raw.received).not.toMatch(/permessage-deflate/i);
    const bomb = deflateRawSync(Buffer.alloc(10_000_000)).toString('latin1');
    const length = String.fromCharCode(bomb.length >> 8, bomb.length & 0xff);
    raw.send(`\u00c1\u00fe${length}\0\0\0\0${bomb}`);
    await raw.all();
    expect(server.signalling.status().gateways.get(NAMES[path])?.messages).toBe(0);
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

describe('a flitter program that went on without its socket', () => {
  async function staying(): Promise<string> {
    const lights = await open('/flitter');
    lights.say({ type: 'join', id: 'lights', room: 'studio' });
    await lights.nextOf('members');
    const { callId } = await ann.ask('call:invite', { to: 'lights' });
    await ann.next('call:accepted');
    lights.dispose();
    await expect.poll(() => server.signalling.status().gateways.get('flitter')?.open).toBe(0);
    return callId;
  }

  it('keeps its call and its name when somebody from elsewhere says they are it', async () => {
    const callId = await staying();
    const eve = await GatewayPeer.open(server.url, '/flitter', {
      headers: { 'x-forwarded-for': '203.0.113.7' },
    });
    peers.push(eve);
    eve.say({ type: 'join', id: 'lights', room: 'studio' });
    await eve.nextOf('error');
    expect(server.signalling.status().calls).toBe(1);
    await ann.ask('call:hang-up', { callId });
  });

  it('has its name again when it comes back itself', async () => {
    await staying();
    const again = await open('/flitter');
    again.say({ type: 'join', id: 'lights', room: 'studio' });
    await again.nextOf('members');
    expect(await ann.next('call:ended')).toMatchObject({ reason: 'hung-up' });
  });
});
