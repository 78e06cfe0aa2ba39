import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  BAD_REQUESTS,
  HEARTBEAT_INTERVAL_MS,
  HEARTBEAT_TIMEOUT_MS,
  MAX_MESSAGE_BYTES,
  RATE_LIMITS,
} from '../../../src/shared/protocol/limits';
import { OFFER_PATIENCE_MS } from '../../../src/server/gateways/rtc-chat/rtc-chat-conversation';
import { FakeClock } from '../../helpers/fake-clock';
import { freePort } from '../../../scripts/lib/free-port.mjs';
import { COMMAND_FILE, RunningCommand } from './helpers/command';
import { GatewayPeer } from './helpers/gateway-peer';
import { type ServerUnderTest, startServer } from './helpers/start-server';
import { TestClient } from './helpers/test-client';

const GATEWAYS = [
  { name: 'clivrt', room: null },
  { name: 'flitter', room: 'studio' },
  { name: 'rtcpool', room: null },
  { name: 'rtc-chat', room: null },
] as const;
const ROOMS = { pools: 'auto' } as const;
const SDP = { type: 'offer', sdp: 'v=0' };

const peers: GatewayPeer[] = [];
let server: ServerUnderTest;
let ann: TestClient;

beforeEach(async () => {
  server = await startServer({ gateways: GATEWAYS, rooms: ROOMS });
  ann = await server.person('ann');
});
afterEach(async () => {
  // Whatever the test did, those who did nothing wrong go on talking.
  expect(await ann.reasonOf('chat:say', { text: 'still there?' })).toBe('granted');
  expect(server.signalling.status().internalErrors).toBe(0);
  for (const peer of peers.splice(0)) peer.dispose();
  await server.close();
});

async function open(path: string, from = server): Promise<GatewayPeer> {
  const peer = await GatewayPeer.open(from.url, path);
  peers.push(peer);
  return peer;
}

interface Way {
  readonly name: (typeof GATEWAYS)[number]['name'];
  pathOf(name: string): string;
  /** What a client says first; left out: nothing. */
  greetingOf?(name: string): object;
  /** What it hears then. */
  readonly welcome: string;
  /** What one hears whose name somebody has. */
  readonly refusal: string;
}

const CLIVRT: Way = {
  name: 'clivrt',
  pathOf: (name) => `/chat/${name}`,
  welcome: 'userlist',
  refusal: 'message',
};
const FLITTER: Way = {
  name: 'flitter',
  pathOf: () => '/flitter',
  greetingOf: (id) => ({ type: 'join', id, room: 'studio' }),
  welcome: 'members',
  refusal: 'error',
};
const RTCPOOL: Way = {
  name: 'rtcpool',
  pathOf: (name) => `/rtcpool/${name}`,
  greetingOf: () => ({ type: 'rtc:join', data: { pool: 'studio' } }),
  welcome: 'rtc:joined',
  refusal: 'rtc:error',
};
const RTC_CHAT: Way = {
  name: 'rtc-chat',
  pathOf: () => '/room/studio/ws',
  greetingOf: (username) => ({ type: 'profile', data: { username } }),
  welcome: 'room-info',
  refusal: 'error',
};
const WAYS = [CLIVRT, FLITTER, RTCPOOL, RTC_CHAT];

/** Opens a connection and says who it is. */
async function knock(way: Way, name: string): Promise<GatewayPeer> {
  const peer = await open(way.pathOf(name));
  if (way.greetingOf !== undefined) peer.say(way.greetingOf(name));
  return peer;
}

async function come(way: Way, name: string): Promise<GatewayPeer> {
  const peer = await knock(way, name);
  await peer.nextOf(way.welcome);
  return peer;
}

describe.each(WAYS)('a client at the gateway $name', (way) => {
  const countersOf = () => server.signalling.status().gateways.get(way.name)!;

  it('is put out after too many messages that nobody understands', async () => {
    const peer = await come(way, 'eve');
    for (const text of ['nonsense', '[]', 'null', '{"type":"constructor"}', '{"type":["call"]}']) {
      peer.sayText(text);
    }
    for (let sent = 5; sent <= BAD_REQUESTS.points; sent += 1) peer.say({ type: 'nonsense' });
    await peer.closed();
    expect(countersOf().refused).toBe(BAD_REQUESTS.points + 1);
    expect(await ann.seesGone('eve')).toBe('eve');
  });

  it('is closed for a message that is too big, or of bytes again and again', async () => {
    const big = await come(way, 'eve');
    big.sayText('x'.repeat(MAX_MESSAGE_BYTES + 1));
    await big.closed();
    const binary = await come(way, 'mallory');
    for (let sent = 0; sent <= BAD_REQUESTS.points; sent += 1) binary.socket.send(Buffer.from('x'));
    await binary.closed();
  });

  it('is closed when it sends without end', async () => {
    const peer = await come(way, 'eve');
    const send = (): void => {
      if (peer.isClosed) return;
      for (let count = 0; count < 500; count += 1) peer.socket.ping();
      setImmediate(send);
    };
    send();
    await peer.closed();
    expect(server.signalling.status().kicked).toBe(1);
  });

  it('gives its name back when it goes, and takes nobody else’s', async () => {
    const first = await come(way, 'eve');
    await (await knock(way, 'EVE')).nextOf(way.refusal);
    first.dispose();
    await ann.seesGone('eve');
    const again = await come(way, 'eve');
    await expect.poll(() => again.isClosed).toBe(false);
    expect(countersOf()).toMatchObject({ connections: 3 });
  });

  it('speaks for nobody but itself', async () => {
    const eve = await come(way, 'eve');
    const bob = await server.person('bob');
    const { callId } = await ann.ask('call:invite', { to: 'bob' });
    await bob.ask('call:accept', { callId });
    // Of a call that is not its own, and as somebody else.
    eve.say({
      type: 'video-answer',
      target: 'ann',
      name: 'bob',
      sdp: { type: 'answer', sdp: 'v' },
    });
    eve.say({ type: 'hang-up', target: 'ann', name: 'bob' });
    eve.say({ type: 'answer', to: 'ann', from: 'bob', answer: 'v=0' });
    eve.say({ type: 'new-ice-candidate', target: 'ann', name: 'bob', candidate: null, callId });
    eve.say({ type: 'finished', to: 'bob', from: 'ann' });
    eve.say({ type: 'rtc:sdp', data: { to: 'ann', description: SDP } });
    eve.say({ type: 'offer', sender: 'bob', receiver: 'ann', data: SDP });
    await expect.poll(() => countersOf().messages).toBeGreaterThanOrEqual(7);
    await ann.ask('people:list', {});
    for (const { name: heard } of [...ann.pushes, ...bob.pushes]) {
      expect(heard).not.toMatch(/:signal$/);
      expect(heard).not.toBe('call:ended');
    }
    await ann.ask('call:hang-up', { callId });
  });

  it('is let in from no page of elsewhere, and counts among the connections of its address', async () => {
    const path = way.pathOf('eve');
    const origin = 'https://elsewhere.example';
    expect(await GatewayPeer.statusOf(server.url, path, { origin })).toBe(403);
    const strict = await startServer({
      gateways: GATEWAYS,
      connectionsPerAddress: { points: 1, windowMs: 60_000 },
    });
    try {
      expect(await GatewayPeer.statusOf(strict.url, path)).toBe(101);
      expect(await GatewayPeer.statusOf(strict.url, path)).toBe(429);
    } finally {
      await strict.close();
    }
  });

  it('is told nothing of the others’ private words', async () => {
    const eve = await come(way, 'eve');
    const bob = await server.person('bob');
    await ann.ask('chat:tell', { to: 'bob', text: 'for bob alone' });
    await bob.next('chat:message');
    await ann.ask('chat:tell', { to: 'eve', text: 'for eve' });
    await ann.ask('people:list', {});
    expect(JSON.stringify(eve.heard)).not.toContain('for bob alone');
  });
});

describe('a half-open connection at a gateway', () => {
  it.each(WAYS)('is found out by a ping that is not answered: $name', async (way) => {
    const clock = new FakeClock();
    const quiet = await startServer({ gateways: GATEWAYS, rooms: ROOMS, clock });
    try {
      const peer = await GatewayPeer.open(quiet.url, way.pathOf('eve'), { autoPong: false });
      peers.push(peer);
      if (way.greetingOf !== undefined) peer.say(way.greetingOf('eve'));
      await peer.nextOf(way.welcome);
      clock.pass(HEARTBEAT_INTERVAL_MS);
      expect(quiet.signalling.status().people).toBe(1);
      clock.pass(HEARTBEAT_TIMEOUT_MS);
      await expect.poll(() => quiet.signalling.status().people).toBe(0);
      // Its name is free for whoever comes back.
      const again = await open(way.pathOf('eve'), quiet);
      if (way.greetingOf !== undefined) again.say(way.greetingOf('eve'));
      await again.nextOf(way.welcome);
    } finally {
      await quiet.close();
    }
  });

  it.each(['/flitter', '/rtcpool', '/room/studio/ws'])(
    'is not waited for when it never says who it is: %s',
    async (path) => {
      const clock = new FakeClock();
      const quiet = await startServer({ gateways: GATEWAYS, clock });
      try {
        const peer = await open(path, quiet);
        await expect.poll(() => quiet.signalling.status().connections).toBe(1);
        clock.pass(HEARTBEAT_INTERVAL_MS);
        await peer.closed();
      } finally {
        await quiet.close();
      }
    },
  );
});

describe('a client of clivrt', () => {
  it('calls no more often than anybody may, and is told so', async () => {
    const eve = await come(CLIVRT, 'eve');
    for (let count = 0; count <= RATE_LIMITS.call.points; count += 1) {
      eve.say({ type: 'video-offer', target: 'nobody', sdp: SDP });
    }
    const lines: unknown[] = [];
    while (lines.length <= RATE_LIMITS.call.points) lines.push((await eve.nextOf('message')).text);
    expect(lines[0]).toBe('nobody is not here.');
    expect(lines.at(-1)).toMatch(/^nobody was not called, as you call too often/);
  });

  it('is in one call at a time, and ends it by going', async () => {
    const eve = await come(CLIVRT, 'eve');
    const bob = await server.person('bob');
    eve.say({ type: 'video-offer', target: 'ann', sdp: SDP });
    const { callId } = await ann.next('call:incoming');
    eve.say({ type: 'video-offer', target: 'bob', sdp: SDP });
    expect((await eve.nextOf('message')).text).toMatch(/^bob was not called, as you are in a call/);
    expect(await bob.reasonOf('call:invite', { to: 'eve' })).toBe('person-busy');
    eve.dispose();
    expect(await ann.next('call:ended')).toMatchObject({ callId });
    expect(bob.pushes.filter(({ name }) => name === 'call:incoming')).toEqual([]);
  });
});

describe('two clients of flitter', () => {
  it('call each other through the server', async () => {
    const lights = await come(FLITTER, 'lights');
    const wall = await come(FLITTER, 'wall');
    lights.say({ type: 'call', to: 'wall', offer: 'v=0 lights' });
    const call = await wall.nextOf('call');
    expect(call).toMatchObject({ from: 'lights', to: 'wall', offer: 'v=0 lights' });
    wall.say({ type: 'answer', to: 'lights', answer: 'v=0 wall' });
    expect(await lights.nextOf('answer')).toMatchObject({ from: 'wall', answer: 'v=0 wall' });
    lights.close();
    wall.close();
    await expect.poll(() => server.signalling.status()).toMatchObject({ people: 1, calls: 0 });
  });
});

describe('those in a room who came by gateways', () => {
  it('find each other, the later one giving way, whichever gateways they came by', async () => {
    const cat = await come(RTCPOOL, 'cat');
    const eve = await knock(RTC_CHAT, 'eve');
    const { data } = await eve.nextOf('room-info');
    const [{ id: own }, { id: catAsEveKnows }] = (data as { clients: { id: string }[] }).clients;
    expect(own < catAsEveKnows).toBe(true);
    const { data: peer } = await cat.nextOf('rtc:peer');
    const { id: eveAsCatKnows } = peer as { id: string };
    const offer = { type: 'offer', sdp: 'v=0 eve' };
    eve.say({ type: 'offer', receiver: catAsEveKnows, data: offer });
    const heard = await cat.nextOf('rtc:sdp');
    expect(heard.data).toEqual({ peer: eveAsCatKnows, description: offer });
    const answer = { type: 'answer', sdp: 'v=0 cat' };
    cat.say({ type: 'rtc:sdp', data: { to: eveAsCatKnows, description: answer } });
    expect(await eve.nextOf('answer')).toMatchObject({ sender: catAsEveKnows, data: answer });
  });

  it('are not called, as whoever is in a room is not', async () => {
    await come(RTCPOOL, 'cat');
    expect(await ann.reasonOf('call:invite', { to: 'cat' })).toBe('person-busy');
  });

  it('hear the server’s words from the server alone', async () => {
    const cat = await come(RTCPOOL, 'cat');
    await ann.ask('room:join', { slug: 'studio' });
    await cat.nextOf('rtc:joined');
    for (const type of ['rtc:stop', 'rtc:close', 'rtc:joined', 'app:wave']) {
      await ann.ask('room:event', { type, data: {} });
    }
    expect(await cat.next()).toMatchObject({ type: 'app:wave' });
    await ann.ask('room:leave', {});
  });

  it('do not come in where a password is asked for, a lock is shut or there is no room', async () => {
    const strict = await startServer({ gateways: GATEWAYS });
    try {
      const owner = await strict.person('ann');
      await owner.ask('room:create', { name: 'Vault', isPrivate: false, password: 'tomato' });
      const tries = async (slug: string): Promise<unknown[]> => {
        const pool = await open('/rtcpool', strict);
        pool.say({ type: 'rtc:join', data: { pool: slug } });
        const chat = await open(`/room/${slug}/ws`, strict);
        chat.say({ type: 'profile', data: { username: 'eve' } });
        const { data } = await pool.nextOf('rtc:error');
        return [(data as { reason: string }).reason, (await chat.nextOf('error')).data];
      };
      expect(await tries('vault')).toEqual(['password-wrong', expect.stringMatching(/password/)]);
      await owner.ask('room:set', { password: null, isLocked: true });
      expect(await tries('vault')).toEqual(['room-locked', expect.stringMatching(/locked/)]);
      expect(await tries('attic')).toEqual(['room-refused', expect.stringMatching(/no such room/)]);
      // Whoever is not let in is nobody on the server either.
      expect(strict.signalling.status().people).toBe(1);
    } finally {
      await strict.close();
    }
  });

  it('ask no more often than a page has to', async () => {
    const eve = await come(RTC_CHAT, 'eve');
    for (let count = 0; count < 200; count += 1) eve.say({ type: 'get-room-info' });
    await eve.closed();
    expect(eve.heard.length).toBeLessThan(100);
  });

  it('hear of somebody who never offers after a while', async () => {
    const clock = new FakeClock();
    const quiet = await startServer({ gateways: GATEWAYS, rooms: ROOMS, clock });
    try {
      const silent = await quiet.person('ann');
      await silent.ask('room:join', { slug: 'studio' });
      const eve = await open('/room/studio/ws', quiet);
      eve.say({ type: 'profile', data: { username: 'eve' } });
      expect((await eve.nextOf('room-info')).data).toMatchObject({
        clients: [{ username: 'eve' }],
      });
      clock.pass(OFFER_PATIENCE_MS);
      expect((await eve.nextOf('room-info')).data).toMatchObject({
        clients: [{ username: 'eve' }, { username: 'ann' }],
      });
    } finally {
      await quiet.close();
    }
  });
});

describe('a program on rtcpool that whoever embeds the server brings in', () => {
  it('is in its pool as if it had dialled, under the same limits, until it goes', async () => {
    const said: string[] = [];
    let isClosed = false;
    const visit = await server.signalling.takePoolClient({
      address: '192.0.2.7',
      name: 'çat',
      send: (text) => said.push(text),
      close: () => (isClosed = true),
    });
    visit.receive(JSON.stringify({ type: 'rtc:join', data: { pool: 'studio' } }));
    expect(await ann.seesHere('çat')).toMatchObject({ via: 'rtcpool' });
    await ann.ask('room:join', { slug: 'studio' });
    await expect
      .poll(() => said.map((text) => (JSON.parse(text) as { type: string }).type))
      .toEqual(['rtc:joined', 'rtc:joined']);
    const counters = (): unknown => server.signalling.status().gateways.get('rtcpool');
    expect(counters()).toMatchObject({ open: 1, messages: 1 });
    for (let sent = 0; sent <= BAD_REQUESTS.points; sent += 1) visit.receive('nonsense');
    await expect.poll(() => isClosed).toBe(true);
    visit.end();
    visit.end();
    expect(counters()).toMatchObject({ open: 0 });
    await ann.ask('room:leave', {});
  });

  it('has no name made up when it has one, and one made up when it has none', async () => {
    const said: string[] = [];
    const transport = { send: (text: string) => said.push(text), close: () => undefined };
    const visit = await server.signalling.takePoolClient({ address: '192.0.2.7', ...transport });
    visit.receive(JSON.stringify({ type: 'rtc:join', data: { pool: 'studio' } }));
    await expect.poll(() => said).toHaveLength(1);
    const { people } = await ann.ask('people:list', {});
    expect(
      people.map(({ name }) => name).find((name) => /^rtcpool-\w{6}$/.test(name)),
    ).toBeDefined();
    visit.end();
  });

  it('is not taken in where its gateway is not open', async () => {
    const client = { address: '192.0.2.7', send: () => undefined, close: () => undefined };
    for (const gateways of [[], [{ name: 'clivrt', room: null }]] as const) {
      const other = await startServer({ gateways });
      try {
        await expect(other.signalling.takePoolClient(client)).rejects.toThrow(/gateways/);
      } finally {
        await other.close();
      }
    }
  });
});

describe('a client that does not know who came by a gateway', () => {
  it('is told of them as of anybody, and calls them', async () => {
    const old = await server.person('old', { knows: [] });
    await come(CLIVRT, 'clive');
    expect(await old.seesHere('clive')).toEqual({ name: 'clive', presence: 'available' });
    const { people } = await old.ask('people:list', {});
    expect(people).toContainEqual({ name: 'clive', presence: 'available' });
    await old.ask('call:invite', { to: 'clive' });
    expect(await old.next('call:accepted')).not.toHaveProperty('via');
    const { people: known } = await ann.ask('people:list', {});
    expect(known).toContainEqual({ name: 'clive', presence: 'available', via: 'clivrt' });
  });
});

describe('a program that speaks the signalling, and nothing else of WebCRT', () => {
  it('is marked in lists, calls and rooms, where the server takes such programs', async () => {
    const open = await startServer({ gateways: [{ name: 'webrtc', room: null }] });
    const bob = await open.person('bob');
    const robot = await new TestClient(open.url, { isPlain: true }).connected();
    await robot.signIn('robot');
    expect(await bob.seesHere('robot')).toMatchObject({ via: 'webrtc' });
    const { callId } = await robot.ask('call:invite', { to: 'bob' });
    expect(await bob.next('call:incoming')).toMatchObject({ callId, via: 'webrtc' });
    await bob.ask('call:accept', { callId });
    expect(await robot.next('call:accepted')).toEqual({ callId });
    await robot.ask('call:hang-up', { callId });
    await bob.ask('room:create', { name: 'den', isPrivate: false });
    expect((await robot.ask('room:join', { slug: 'den' })).you).toMatchObject({ via: 'webrtc' });
    expect(await bob.next('room:joined')).toMatchObject({ member: { via: 'webrtc' } });
    robot.dispose();
    await open.close();
  });

  it('is one like all others where the server takes none', async () => {
    const robot = await new TestClient(server.url, { isPlain: true }).connected();
    await robot.signIn('robot');
    expect(await ann.seesHere('robot')).toEqual({ name: 'robot', presence: 'available' });
    robot.dispose();
  });
});

describe('webcrt-server', () => {
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
  });

  /** Which files of the server were loaded, as Node.js itself says when it ends. */
  async function loadedBy(use: (url: string) => Promise<void>, ...args: string[]) {
    const folder = mkdtempSync(join(tmpdir(), 'webcrt-loaded-'));
    folders.push(folder);
    process.env.NODE_V8_COVERAGE = folder;
    const running = await RunningCommand.start(...args).finally(() => {
      delete process.env.NODE_V8_COVERAGE;
    });
    await use(running.url.replace(/\/$/, ''));
    expect(await running.stop()).toBe(0);
    const text = readdirSync(folder)
      .map((file) => readFileSync(join(folder, file), 'utf8'))
      .join('');
    return [...text.matchAll(/"url":"(file:[^"]*\/out\/server\/[^"]*)"/g)].map(([, url]) => url);
  }

  it('answers 404 at the paths of gateways, and loads nothing of them, when it has none', async () => {
    const loaded = await loadedBy(async (url) => {
      for (const path of ['/chat/ann', '/flitter', '/rtcpool', '/rtcpool/ann', '/room/hall/ws']) {
        expect(await GatewayPeer.statusOf(url, path)).toBe(404);
        expect((await fetch(url + path)).status).toBe(404);
      }
    });
    expect(loaded.join()).toContain(COMMAND_FILE);
    expect(loaded.filter((file) => /gateway-server|conversation/.test(file))).toEqual([]);
  });

  it('opens those that it is told to, and counts what happens at each', async () => {
    const port = await freePort(0, '127.0.0.1');
    const gateways = ['--gateway', 'clivrt', '--gateway', 'rtc-chat'];
    const args = [...gateways, '--metrics', String(port)];
    const loaded = await loadedBy(
      async (url) => {
        expect(await GatewayPeer.statusOf(url, '/flitter')).toBe(404);
        expect(await GatewayPeer.statusOf(url, '/rtcpool')).toBe(404);
        const peer = await GatewayPeer.open(url, '/chat/clive');
        peer.say({ type: 'nonsense' });
        peer.say({ type: 'message', text: 'hi' });
        await peer.nextOf('message');
        const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
        expect(text).toMatch(/^webcrt_gateway_open\{gateway="clivrt"\} 1$/m);
        expect(text).toMatch(/^webcrt_gateway_messages_total\{gateway="clivrt"\} 2$/m);
        expect(text).toMatch(/^webcrt_gateway_refused_total\{gateway="clivrt"\} 1$/m);
        expect(text).toMatch(/^webcrt_gateway_open\{gateway="rtc-chat"\} 0$/m);
        expect(text).not.toContain('clive');
        expect(text).not.toContain('rtcpool');
        peer.dispose();
      },
      ...args,
    );
    expect(loaded.filter((file) => file.includes('gateway-server'))).not.toEqual([]);
  });
});
