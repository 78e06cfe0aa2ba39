import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { REQUESTS } from '../../../src/shared/protocol/events';
import { BAD_REQUESTS, MAX_MESSAGE_BYTES } from '../../../src/shared/protocol/limits';
import { parseRequest } from '../../../src/shared/protocol/parse';
import { FUZZ_TIMEOUT_MS, fuzzRun } from '../../helpers/fuzz';
import { FakeClock } from '../../helpers/fake-clock';
import { HeapBar } from '../../helpers/heap-bar';
import { checkLags, LoopLag } from '../../helpers/loop-lag';
import { randomFrame, randomRequest } from '../../helpers/random-frames';
import { payloadOf, pick, randomPayload, seededRandom } from '../../helpers/random-payload';
import { RawSocket, textFrame, UPGRADE_REQUEST } from './helpers/raw-socket';
import { type ServerUnderTest, startServer } from './helpers/start-server';
import { TestClient } from './helpers/test-client';

const BAD_REQUEST = { ok: false, reason: 'bad-request' };
/** Node.js gives up a header by itself after a minute. */
const SOONER_THAN_NODE_MS = 50_000;

let server: ServerUnderTest;
let ann: TestClient;
let bob: TestClient;
beforeEach(async () => {
  server = await startServer();
  ann = await server.person('ann');
  bob = await server.person('bob');
  await ann.takePushes();
});
afterEach(async () => {
  // Whatever the test did, those who did nothing wrong go on talking.
  await ann.ask('chat:tell', { to: 'bob', text: 'still there?' });
  expect(await bob.next('chat:message')).toMatchObject({ text: 'still there?' });
  expect(server.signalling.status().internalErrors).toBe(0);
  await server.close();
});

describe('a message that is too big', () => {
  it('closes the connection that sent it, and no other', async () => {
    const big = await server.client();
    big.socket.emit('chat:say', { text: 'x'.repeat(MAX_MESSAGE_BYTES) });
    expect(await big.closed()).toBe('transport close');
  });

  it('does so over polling too', async () => {
    const big = await server.client({ transports: ['polling'] });
    big.socket.emit('chat:say', { text: 'x'.repeat(MAX_MESSAGE_BYTES) });
    expect(await big.closed()).toMatch(/transport (close|error)/);
  });

  it('is refused, and the connection kept, when only a part of it is', async () => {
    const reply = await ann.send('chat:say', { text: 'x'.repeat(MAX_MESSAGE_BYTES - 1_000) });
    expect(reply).toEqual(BAD_REQUEST);
    const sdp = 'v'.repeat(40_000);
    const signal = { kind: 'description', generation: 0, type: 'offer', sdp };
    expect(await ann.send('call:signal', { callId: 'x'.repeat(22), signal })).toEqual(BAD_REQUEST);
  });
});

describe('bytes', () => {
  it('close the connection that sends them', async () => {
    const binary = await server.person('cat');
    binary.socket.emit('chat:say', { text: Buffer.from('hi') });
    expect(await binary.closed()).toBe('transport close');
  });

  it('close it too when they are only announced', async () => {
    const raw = new RawSocket(server.port);
    raw.send(UPGRADE_REQUEST);
    await raw.until(/"sid"/);
    raw.send(textFrame('40'));
    await raw.until(/40\{"sid"/);
    raw.send(textFrame('451-["chat:say",{"_placeholder":true,"num":0}]'));
    await raw.all();
  });
});

describe('a malformed request', () => {
  it.each([
    ['nothing', []],
    ['null', [null]],
    ['a text', ['text']],
    ['a list', [[]]],
    ['a number for a text', [{ text: 5 }]],
    ['an empty text', [{ text: '' }]],
    ['a long text', [{ text: 'x'.repeat(2_001) }]],
    ['what would be right one place further', [{}, { text: 'hi' }]],
  ])('is refused: %s', async (_what, payload) => {
    expect(await ann.send('chat:say', ...payload)).toEqual(BAD_REQUEST);
  });

  it('without a way to answer it is survived', async () => {
    ann.socket.emit('chat:say');
    ann.socket.emit('chat:say', 7);
    ann.socket.emit('nonsense', { x: 1 });
    ann.socket.emit('error', { x: 1 });
    ann.socket.emit('chat:say', { text: 'hi' });
    expect(await bob.next('chat:message')).toMatchObject({ text: 'hi' });
    expect(server.signalling.status()).toMatchObject({ badRequests: 4, unknownEvents: 2 });
  });

  it('closes the connection when there are too many', async () => {
    const clumsy = await server.person('cat');
    for (let sent = 0; sent < BAD_REQUESTS.points; sent += 1) {
      expect(await clumsy.send('chat:nothing', {})).toEqual(BAD_REQUEST);
    }
    clumsy.socket.emit('chat:nothing', {});
    expect(await clumsy.closed()).toBe('io server disconnect');
    await ann.seesGone('cat');
    // Nothing waits for whoever was put out.
    await (await server.client()).signIn('cat');
  });
});

describe('random messages', () => {
  /** One more that are malformed, and a client would be put out for it. */
  const PER_CLIENT = BAD_REQUESTS.points;
  /** Hostile clients, and then honest ones, that the loop is watched with. */
  const HOSTILE_AT_ONCE = 25;
  const HONEST_AT_ONCE = 5;

  /** By then the server has forgotten whoever is gone, and what they made and did. */
  const FORGOTTEN_MS = 3_600_000;

  /** Like those of `server`, but that the test keeps none that is gone. */
  function enter(isPlain = false): Promise<TestClient> {
    return new TestClient(server.url, { isPlain }).connected();
  }

  async function beHonest(name: string): Promise<void> {
    const client = await enter();
    await client.signIn(name);
    for (let count = 0; count < PER_CLIENT; count += 1) await client.ask('people:list', {});
    client.dispose();
  }

  async function beHostile(name: string, random: () => number): Promise<void> {
    const requests = Object.entries(REQUESTS);
    const others = ['error', 'call:incoming', '__proto__', ''];
    // Half of them come by the gateway for programs that speak the signalling, and no more.
    const client = await enter(random() < 0.5);
    // Most of them signed in, so that more than the door is tried, and half of these in a room.
    const isIn = random() < 0.9;
    if (isIn) await client.signIn(name);
    if (isIn && random() < 0.5) await client.send('room:join', { slug: 'hall' });
    for (let count = 0; count < PER_CLIENT; count += 1) {
      const [request, { payload: schema }] = pick(random, requests);
      const event = random() < 0.95 ? request : pick(random, others);
      const payload = random() < 0.8 ? payloadOf(schema, random) : randomPayload(random);
      // Whoever happens upon something to say to everybody has said it.
      const isSaid = event === 'chat:say' && parseRequest(event, payload).ok;
      const args = isSaid || random() < 0.1 ? [] : [payload];
      if (random() < 0.5) client.socket.emit(event, ...args);
      else client.socket.emit(event, ...args, () => undefined);
    }
    await Promise.race([client.send('people:list', {}), client.closed()]);
    client.dispose();
  }

  it('are survived, and reach nobody in another room', { timeout: FUZZ_TIMEOUT_MS }, async () => {
    const NAME = 'server events';
    const { numRuns, seed } = fuzzRun(NAME, 200_000);
    const random = seededRandom(seed);
    const heap = new HeapBar(NAME, numRuns);
    const lag = new LoopLag();
    const heard = new Set<string>();
    const clock = new FakeClock();
    await server.close();
    server = await startServer({ clock, gateways: [{ name: 'webrtc', room: null }] });
    ann = await server.person('ann');
    bob = await server.person('bob');
    await ann.ask('room:create', { name: 'hall', isPrivate: false });
    await bob.ask('room:create', { name: 'den', isPrivate: true });
    await bob.takePushes();
    for (let sent = 0; sent < numRuns;) {
      const start = sent;
      await lag.during('hostile', async () => {
        for (let one = 0; one < HOSTILE_AT_ONCE && sent < numRuns; one += 1) {
          await beHostile(`guest${sent}`, random);
          sent += PER_CLIENT;
        }
      });
      await lag.during('honest', async () => {
        for (let one = 0; one < HONEST_AT_ONCE; one += 1) await beHonest(`honest${start}-${one}`);
      });
      await clock.advance(FORGOTTEN_MS);
      server.forgetLog();
      await ann.takePushes();
      for (const { name } of await bob.takePushes()) heard.add(name);
      heap.add(sent - start);
    }
    const { requests: taken, unknownEvents } = server.signalling.status();
    // Those that come after a client was put out are not read.
    expect(taken + unknownEvents).toBeGreaterThan(numRuns / 2);
    expect([...heard].filter((name) => !name.startsWith('people:'))).toEqual([]);
    checkLags(NAME, lag.read());
    heap.check();
  });
});

describe('random frames and requests over TCP', () => {
  const PER_CONNECTION = 20;
  /** Connections that are open at the same time. */
  const ABREAST = 20;
  /** Somebody who asks more often would be refused for that. */
  const ASKS = 25;

  it('are survived', { timeout: FUZZ_TIMEOUT_MS }, async () => {
    const { numRuns, seed } = fuzzRun('raw frames', 100_000);
    const random = seededRandom(seed);
    const heap = new HeapBar('raw frames', numRuns);
    const rounds = Math.ceil(numRuns / (PER_CONNECTION * ABREAST));
    const askEvery = Math.ceil(rounds / ASKS);
    for (let round = 0; round < rounds; round += 1) {
      const sockets = Array.from({ length: ABREAST }, () => {
        const raw = new RawSocket(server.port);
        const isUpgraded = random() < 0.7;
        if (isUpgraded) raw.send(UPGRADE_REQUEST + textFrame('40'));
        for (let count = 0; count < PER_CONNECTION; count += 1) {
          raw.send(isUpgraded ? randomFrame(random) : randomRequest(random));
        }
        raw.socket.end();
        return raw;
      });
      await Promise.all(sockets.map((raw) => raw.all()));
      server.forgetLog();
      heap.add(PER_CONNECTION * ABREAST);
      // Whoever does nothing wrong is answered meanwhile.
      if (round % askEvery === 0) await ann.ask('people:list', {});
    }
    expect(await ann.reasonOf('people:list', {})).toBe('granted');
    heap.check();
  });
});

describe('random bytes over TCP', () => {
  it.each([
    ['no HTTP', '\u0000\u0001\u0002 nonsense\r\n\r\n'],
    ['a bad frame', `${UPGRADE_REQUEST}\u00ff\u00ff\u00ff\u00ff`],
    ['an unmasked frame', `${UPGRADE_REQUEST}\u0081\u000540[1]`],
    ['a compressed frame', `${UPGRADE_REQUEST}\u00c1\u0080\u0000\u0000\u0000\u0000`],
    [
      'an endless frame',
      `${UPGRADE_REQUEST}\u0081\u00ff\u007f\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff`,
    ],
    ['an unknown transport', 'GET /socket.io/?EIO=4&transport=__proto__ HTTP/1.0\r\n\r\n'],
    ['an unknown revision', 'GET /socket.io/?EIO=9&transport=polling HTTP/1.0\r\n\r\n'],
  ])('close the connection: %s', async (_what, bytes) => {
    const raw = new RawSocket(server.port);
    raw.send(bytes);
    await raw.all();
  });

  it('and a reset in the middle of an upgrade are survived', async () => {
    for (const path of ['/socket.io/?EIO=4&transport=websocket', '/elsewhere']) {
      const raw = new RawSocket(server.port);
      raw.send(
        `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
      );
      await once(raw.socket, 'connect');
      raw.reset();
      await raw.all();
    }
  });

  it('of a header that never ends are cut off', { timeout: SOONER_THAN_NODE_MS }, async () => {
    const raw = new RawSocket(server.port);
    raw.send('GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ');
    expect(await raw.all()).toMatch(/^HTTP\/1\.1 408 /);
  });
});
