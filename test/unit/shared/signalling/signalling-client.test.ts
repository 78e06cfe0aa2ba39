import { beforeEach, describe, expect, it } from 'vitest';
import type { LogLevel } from '../../../../src/shared/base/logger';
import { seedSigner } from '../../../../src/shared/identity/seed-signer';
import type { Signer } from '../../../../src/shared/identity/signer';
import { verifyStatement } from '../../../../src/shared/identity/verify-statement';
import type { Push } from '../../../../src/shared/protocol/events';
import { PROTOCOL_VERSION } from '../../../../src/shared/protocol/version';
import type { IdentityProof, Person } from '../../../../src/shared/protocol/messages';
import { REFUSAL_REASONS } from '../../../../src/shared/protocol/reasons';
import type { SignallingState } from '../../../../src/shared/signalling/signalling-api';
import type { AccountKeeper, KeptAccount } from '../../../../src/shared/signalling/account-keeper';
import { SignallingClient } from '../../../../src/shared/signalling/signalling-client';
import { FakeClock, settle } from '../../../helpers/fake-clock';
import { type FakeSocket, FakeSockets } from './fake-sockets';

const ANN = { server: 'ws://here:1', name: 'ann', presence: 'available' } as const;
const TOKEN = 'token-ann-0123456789';

let clock: FakeClock;
let sockets: FakeSockets;
let client: SignallingClient;
let states: SignallingState[];
let pushes: Push[];
let log: { level: LogLevel; message: string }[];

beforeEach(() => {
  clock = new FakeClock(0);
  sockets = new FakeSockets();
  log = [];
  client = new SignallingClient({
    logger: { log: (level, message) => log.push({ level, message }) },
    clock,
    random: () => 1,
    openSocket: sockets.open,
  });
  states = [];
  pushes = [];
  client.onState((state) => states.push(state));
  client.onPush((push) => pushes.push(push));
});

const kinds = (): string[] => states.map(({ kind }) => kind);

async function signIn(options: Parameters<SignallingClient['signIn']>[0] = ANN) {
  const outcome = client.signIn(options);
  await settle();
  sockets.newest.connect();
  sockets.newest.admit();
  return outcome;
}

/** The connection breaks, and a new one is up after the delay. */
async function reconnect(id?: string): Promise<void> {
  sockets.newest.lose();
  await clock.advance(5_000);
  sockets.newest.connect(id);
}

describe('the key of the device', () => {
  const signer = seedSigner(new Uint8Array(32).fill(1));
  const signers: (() => Promise<Signer | null>)[] = [];

  beforeEach(() => {
    signers.length = 0;
    client = new SignallingClient({
      logger: { log: (level, message) => log.push({ level, message }) },
      clock,
      random: () => 1,
      openSocket: sockets.open,
      signer: () => (signers.shift() ?? (() => Promise.resolve(signer)))(),
    });
    client.onState((state) => states.push(state));
  });

  async function connected(): Promise<FakeSocket> {
    const outcome = client.signIn({ ...ANN, server: 'wss://Here:8443/webcrt' });
    void outcome.then((each) => outcomes.push(each.ok ? 'granted' : each.reason));
    await settle();
    sockets.newest.connect();
    await settle();
    return sockets.newest;
  }
  const outcomes: string[] = [];
  beforeEach(() => {
    outcomes.length = 0;
  });

  it('signs the id of the connection, for the name and the server that was dialled', async () => {
    const socket = await connected();
    const { name, payload } = socket.last;
    expect(name).toBe('session:sign-in');
    const { signature, ...claim } = payload.identity as IdentityProof;
    expect(claim).toEqual({ key: signer.publicKey, origin: 'https://here:8443', atMs: 0 });
    const statement = {
      kind: 'sign-in',
      name: 'ann',
      nonce: 'id-of-connection',
      ...claim,
    } as const;
    expect(verifyStatement(signer.publicKey, statement, signature)).toBe(true);
    socket.admit();
    await settle();
    expect(outcomes).toEqual(['granted']);
  });

  it('signs anew each time that it comes back, and when a token is not taken', async () => {
    const socket = await connected();
    socket.admit();
    await reconnect('id-of-the-next-one');
    await settle();
    const next = sockets.newest;
    expect(next.last.payload).toHaveProperty('resumeToken');
    clock.pass(1_000);
    next.refuse('name-invalid');
    await settle();
    expect(next.last.payload).not.toHaveProperty('resumeToken');
    const proofs = [socket.last, ...next.sent].map(
      ({ payload }) => payload.identity as IdentityProof,
    );
    expect(new Set(proofs.map(({ signature }) => signature)).size).toBe(3);
    const isOf = (nonce: string) => (proof: IdentityProof) => {
      const { signature, ...claim } = proof;
      const statement = { kind: 'sign-in', name: 'ann', nonce, ...claim } as const;
      return verifyStatement(signer.publicKey, statement, signature);
    };
    expect(proofs.map(isOf('id-of-the-next-one'))).toEqual([false, true, true]);
  });

  it.each<[string, () => Promise<Signer | null>]>([
    ['there is none', () => Promise.resolve(null)],
    ['it is not to be had', () => Promise.reject(new Error('locked'))],
    [
      'it does not sign',
      () => {
        const sign = (): Promise<string> => Promise.reject(new Error('locked'));
        return Promise.resolve({ publicKey: signer.publicKey, sign });
      },
    ],
  ])('is left out where %s', async (_when, find) => {
    signers.push(find);
    const socket = await connected();
    expect(socket.sent.map(({ name }) => name)).toEqual(['session:sign-in']);
    expect(socket.last.payload).not.toHaveProperty('identity');
  });

  it('says in the log that it cannot be used', async () => {
    signers.push(() => Promise.reject(new Error('locked')));
    await connected();
    expect(log.at(-1)).toEqual({ level: 'warn', message: 'The key of this device cannot be used' });
  });

  it('signs for nobody any more who has signed out meanwhile', async () => {
    let find: (signer: Signer) => void = () => undefined;
    signers.push(() => new Promise((resolve) => (find = resolve)));
    const socket = await connected();
    await client.signOut({ force: false });
    find(signer);
    await settle();
    expect(socket.sent).toEqual([]);
    expect(outcomes).toEqual(['offline']);
  });
});

describe('signing in', () => {
  it('leads over connecting to signed-in, and answers with what the server said', async () => {
    expect(await signIn()).toMatchObject({ ok: true, name: 'ann', people: [] });
    expect(states).toEqual([
      { kind: 'signed-out' },
      { kind: 'connecting', server: 'ws://here:1' },
      {
        kind: 'signed-in',
        server: 'ws://here:1',
        name: 'ann',
        isSecure: false,
        callId: null,
        run: 'the-first-run',
        roster: 'everybody',
        room: null,
      },
    ]);
    expect(sockets.newest.address.url).toBe('http://here:1');
    expect(sockets.newest.last.payload).toEqual({
      name: 'ann',
      presence: 'available',
      version: PROTOCOL_VERSION,
    });
  });

  it('says whether the connection is secure', async () => {
    await signIn({ ...ANN, server: 'wss://there' });
    expect(states.at(-1)).toMatchObject({ isSecure: true });
  });

  it('refuses what is no server, without trying', async () => {
    expect(await client.signIn({ ...ANN, server: 'nonsense' })).toEqual({
      ok: false,
      reason: 'bad-request',
    });
    expect(sockets.all).toEqual([]);
  });

  const final = REFUSAL_REASONS.filter((reason) => reason !== 'name-held');
  it.each(final)('ends signed out when the server refuses with %s', async (reason) => {
    const outcome = client.signIn(ANN);
    await settle();
    sockets.newest.connect();
    sockets.newest.refuse(reason);
    expect(await outcome).toEqual({ ok: false, reason });
    expect(states.at(-1)).toEqual({ kind: 'signed-out' });
    expect(sockets.newest.isClosed).toBe(true);
    expect(clock.pendingCount).toBe(0);
  });

  it('waits for a name that is held, says so, and has it when it is free', async () => {
    const outcome = client.signIn(ANN);
    await settle();
    sockets.newest.connect();
    sockets.newest.refuse('name-held');
    expect(await outcome).toEqual({ ok: false, reason: 'name-held', isTriedOn: true });
    const waiting = { kind: 'connecting', server: 'ws://here:1', waitsForName: 'ann' };
    expect(states.at(-1)).toEqual(waiting);
    await clock.advance(5_000);
    sockets.newest.lose();
    await clock.advance(5_000);
    sockets.newest.connect();
    expect(states.at(-1)).toEqual(waiting);
    sockets.newest.admit();
    expect(states.at(-1)).toMatchObject({ kind: 'signed-in', name: 'ann' });
  });

  it.each(['name-held', 'name-taken'])('waits for a name in vain: %s', async (last) => {
    const outcome = client.signIn(ANN);
    await settle();
    sockets.newest.connect();
    sockets.newest.refuse('name-held');
    await outcome;
    for (let waitedMs = 0; waitedMs < 60_000; waitedMs += 5_000) {
      await clock.advance(5_000);
      sockets.newest.connect();
      sockets.newest.refuse('name-held');
      expect(states.at(-1)).toMatchObject({ kind: 'connecting' });
    }
    await clock.advance(5_000);
    sockets.newest.connect();
    sockets.newest.refuse(last);
    expect(states.at(-1)).toEqual({ kind: 'signed-out', reason: 'name-taken' });
    expect(clock.pendingCount).toBe(0);
  });

  it('ends offline when there is no server', async () => {
    const outcome = client.signIn(ANN);
    await settle();
    sockets.newest.lose('connect refused');
    expect(await outcome).toEqual({ ok: false, reason: 'offline' });
    expect(kinds()).toEqual(['signed-out', 'connecting', 'signed-out']);
  });

  it('ends offline when a server takes the connection and says nothing', async () => {
    const outcome = client.signIn(ANN);
    await clock.advance(8_000);
    expect(await outcome).toEqual({ ok: false, reason: 'offline' });
    expect(sockets.newest.isClosed).toBe(true);
  });

  it('hears an answer that came while the program itself stood still', async () => {
    const outcome = client.signIn(ANN);
    await settle();
    clock.stall(30_000);
    sockets.newest.connect();
    clock.stall(30_000);
    sockets.newest.admit();
    expect(await outcome).toMatchObject({ ok: true, name: 'ann' });
    expect(sockets.all).toHaveLength(1);
  });

  it('is refused while signed in under that name there', async () => {
    await signIn();
    expect(await client.signIn(ANN)).toEqual({ ok: false, reason: 'already-signed-in' });
    expect(sockets.all).toHaveLength(1);
  });

  it('signs out first where another name or server is wanted', async () => {
    await signIn();
    const [first] = sockets.all;
    const outcome = client.signIn({ ...ANN, name: 'bea' });
    await settle();
    expect(first.last.name).toBe('session:sign-out');
    first.last.ack({ ok: true });
    await settle();
    expect(first.isClosed).toBe(true);
    sockets.newest.connect();
    sockets.newest.admit();
    expect(await outcome).toMatchObject({ ok: true, name: 'bea' });
    expect(kinds().slice(2)).toEqual(['signed-in', 'signed-out', 'connecting', 'signed-in']);
  });

  it('gives way to a later sign-in', async () => {
    const first = client.signIn(ANN);
    await settle();
    const second = client.signIn({ ...ANN, name: 'bea' });
    expect(await first).toEqual({ ok: false, reason: 'offline' });
    await settle();
    sockets.newest.connect();
    sockets.newest.admit();
    expect(await second).toMatchObject({ ok: true, name: 'bea' });
  });
});

describe('a first sign-in that keeps trying', () => {
  const KEEN = { ...ANN, keepsTrying: true };
  const trying = (attempt: number): SignallingState => {
    const { server, name } = ANN;
    return { kind: 'connecting', server, retry: { name, attempt } };
  };

  it('says after the first attempt that it goes on, and is in when there is a server', async () => {
    const outcome = client.signIn(KEEN);
    await settle();
    sockets.newest.lose('connect refused');
    expect(await outcome).toEqual({ ok: false, reason: 'offline', isTriedOn: true });
    expect(states.at(-1)).toEqual(trying(1));
    for (const [delayMs, attempt] of [
      [300, 2],
      [600, 3],
      [1_200, 4],
      [2_400, 5],
      [2_400, 6],
    ]) {
      const before = sockets.all.length;
      await clock.advance(delayMs - 1);
      expect(sockets.all).toHaveLength(before);
      await clock.advance(1);
      expect(sockets.all).toHaveLength(before + 1);
      sockets.newest.lose('connect refused');
      expect(states.at(-1)).toEqual(trying(attempt));
    }
    await clock.advance(2_400);
    sockets.newest.connect();
    sockets.newest.admit();
    expect(states.at(-1)).toMatchObject({ kind: 'signed-in', name: 'ann' });
  });

  it('goes on where a server takes the connection and says nothing', async () => {
    const outcome = client.signIn(KEEN);
    await clock.advance(8_000);
    expect(await outcome).toMatchObject({ reason: 'offline', isTriedOn: true });
    expect(sockets.newest.isClosed).toBe(true);
    await clock.advance(300);
    expect(sockets.all).toHaveLength(2);
  });

  it.each(['rate-limited', 'server-error'])('goes on after %s', async (reason) => {
    const outcome = client.signIn(KEEN);
    await settle();
    sockets.newest.connect();
    sockets.newest.refuse(reason);
    expect(await outcome).toEqual({ ok: false, reason, isTriedOn: true });
    expect(sockets.newest.isClosed).toBe(true);
    await clock.advance(300);
    sockets.newest.connect();
    sockets.newest.admit();
    expect(states.at(-1)).toMatchObject({ kind: 'signed-in' });
  });

  it('waits for its own name where the answer got lost on the way', async () => {
    const outcome = client.signIn(KEEN);
    await settle();
    sockets.newest.connect();
    await clock.advance(8_000);
    expect(await outcome).toEqual({ ok: false, reason: 'timed-out', isTriedOn: true });
    await clock.advance(300);
    sockets.newest.connect();
    sockets.newest.refuse('name-taken');
    expect(states.at(-1)).toMatchObject({ kind: 'connecting', waitsForName: 'ann' });
    await clock.advance(5_000);
    sockets.newest.connect();
    sockets.newest.admit();
    expect(states.at(-1)).toMatchObject({ kind: 'signed-in' });
  });

  const passing = ['name-held', 'rate-limited', 'server-error'];
  const final = REFUSAL_REASONS.filter((reason) => !passing.includes(reason));
  it.each(final)('is refused for good with %s, at once or in the end', async (reason) => {
    const outcome = client.signIn(KEEN);
    await settle();
    sockets.newest.connect();
    sockets.newest.refuse(reason);
    expect(await outcome).toEqual({ ok: false, reason });
    expect(states.at(-1)).toEqual({ kind: 'signed-out' });
    void client.signIn(KEEN);
    await settle();
    sockets.newest.lose();
    await clock.advance(300);
    sockets.newest.connect();
    sockets.newest.refuse(reason);
    expect(states.at(-1)).toEqual({ kind: 'signed-out', reason });
    expect(clock.pendingCount).toBe(0);
  });

  it.each([
    'certificate-unknown',
    'certificate-expired',
    'certificate-of-other',
    'certificate-changed',
    'not-encrypted',
    'not-web',
    'no-signalling',
    'not-admitted',
  ] as const)(
    'ends at once, and later, where only the user can do something: %s',
    async (problem) => {
      const reach = { problem };
      const outcome = client.signIn(KEEN);
      await settle();
      sockets.newest.lose('websocket error', reach);
      expect(await outcome).toEqual({ ok: false, reason: 'offline', reach });
      expect(states.at(-1)).toEqual({ kind: 'signed-out' });
      void client.signIn(KEEN);
      await settle();
      sockets.newest.lose();
      await clock.advance(300);
      sockets.newest.lose('websocket error', reach);
      expect(states.at(-1)).toEqual({ kind: 'signed-out', reason: 'offline', reach });
      expect(clock.pendingCount).toBe(0);
    },
  );

  it.each(['host-unknown', 'nobody-listens', 'unexplained'] as const)(
    'goes on where the network or the server may come yet: %s',
    async (problem) => {
      const outcome = client.signIn(KEEN);
      await settle();
      sockets.newest.lose('websocket error', { problem });
      const told = { ok: false, reason: 'offline', reach: { problem }, isTriedOn: true };
      expect(await outcome).toEqual(told);
      expect(states.at(-1)).toEqual(trying(1));
    },
  );

  it('is tried at once when the network is back', async () => {
    void client.signIn(KEEN);
    await settle();
    sockets.newest.lose();
    await client.retryNow();
    expect(sockets.all).toHaveLength(2);
    sockets.newest.connect();
    sockets.newest.admit();
    expect(states.at(-1)).toMatchObject({ kind: 'signed-in' });
    await clock.advance(5_000);
    expect(sockets.all).toHaveLength(2);
  });

  it.each([
    ['the same', KEEN],
    ['another name', { ...KEEN, name: 'bea' }],
    ['another server', { ...KEEN, server: 'ws://there:1' }],
  ])('gives way at once to a sign-in by hand: %s', async (_, next) => {
    void client.signIn(KEEN);
    await settle();
    sockets.newest.lose();
    const outcome = client.signIn(next);
    await settle();
    expect(sockets.all).toHaveLength(2);
    sockets.newest.connect();
    sockets.newest.admit();
    expect(await outcome).toMatchObject({ ok: true, name: next.name });
    await clock.advance(60_000);
    expect(sockets.all).toHaveLength(2);
  });

  it('ends with signing out', async () => {
    void client.signIn(KEEN);
    await settle();
    sockets.newest.lose();
    await client.signOut({ force: false });
    expect(states.at(-1)).toEqual({ kind: 'signed-out' });
    await clock.advance(60_000);
    expect(sockets.all).toHaveLength(1);
    expect(clock.pendingCount).toBe(0);
  });

  it('takes another of its names where the first is taken, also after a while', async () => {
    void client.signIn({ ...KEEN, otherNames: ['ann-2', 'ann-3'] });
    await settle();
    sockets.newest.lose();
    await clock.advance(300);
    sockets.newest.connect();
    sockets.newest.refuse('name-taken');
    await settle();
    expect(sockets.newest.last.payload).toMatchObject({ name: 'ann-2' });
    sockets.newest.refuse('name-held');
    await settle();
    expect(sockets.newest.last.payload).toMatchObject({ name: 'ann-3' });
    sockets.newest.admit();
    expect(states.at(-1)).toMatchObject({ kind: 'signed-in', name: 'ann-3' });
    expect(sockets.all).toHaveLength(2);
  });

  it('keeps the name that it has when it comes back', async () => {
    void client.signIn({ ...KEEN, otherNames: ['ann-2'] });
    await settle();
    sockets.newest.connect();
    sockets.newest.admit();
    await reconnect();
    sockets.newest.refuse('name-taken');
    await settle();
    sockets.newest.refuse('name-taken');
    expect(states.at(-1)).toEqual({ kind: 'signed-out', reason: 'name-taken' });
  });
});

describe('requests', () => {
  it('are answered with the server’s reply', async () => {
    await signIn();
    const granted = client.request('call:invite', { to: 'bob' });
    sockets.newest.last.ack({ ok: true, callId: 'call-0001' });
    expect(await granted).toEqual({ ok: true, callId: 'call-0001' });
    const refused = client.request('call:invite', { to: 'bob' });
    sockets.newest.refuse('person-busy');
    expect(await refused).toEqual({ ok: false, reason: 'person-busy' });
  });

  it('time out without one, and take no late one', async () => {
    await signIn();
    const outcome = client.request('people:list', {});
    await clock.advance(8_000);
    sockets.newest.last.ack({ ok: true, people: [] });
    expect(await outcome).toEqual({ ok: false, reason: 'timed-out' });
    expect(clock.pendingCount).toBe(0);
  });

  it('fail as offline at once when not signed in', async () => {
    expect(await client.request('people:list', {})).toEqual({ ok: false, reason: 'offline' });
    await signIn();
    sockets.newest.lose();
    expect(await client.request('people:list', {})).toEqual({ ok: false, reason: 'offline' });
  });

  it('fail as offline when the connection breaks under them', async () => {
    await signIn();
    const outcome = client.request('people:list', {});
    sockets.newest.lose();
    expect(await outcome).toEqual({ ok: false, reason: 'offline' });
  });

  it.each([
    undefined,
    null,
    'yes',
    { ok: true },
    { ok: true, people: [{ name: 5 }] },
    { ok: 'no' },
  ])('fail as a fault of the server when it answers %j', async (reply) => {
    await signIn();
    const outcome = client.request('people:list', {});
    sockets.newest.last.ack(reply);
    expect(await outcome).toEqual({ ok: false, reason: 'server-error' });
    expect(log.some(({ level }) => level === 'warn')).toBe(true);
  });
});

describe('pushes', () => {
  it('reach the listeners parsed', async () => {
    await signIn();
    sockets.newest.push('people:changed', { here: [], gone: ['bob'] });
    expect(pushes).toEqual([{ name: 'people:changed', payload: { here: [], gone: ['bob'] } }]);
  });

  it.each([
    ['people:changed', { here: [], gone: ['bob'], from: 'forged' }],
    ['people:changed', { here: [], gone: [''] }],
    ['call:ended', null],
    ['no:such', {}],
    ['constructor', {}],
    ['__proto__', {}],
  ])('are dropped and logged when malformed or unknown: %s %j', async (name, payload) => {
    await signIn();
    sockets.newest.push(name, payload);
    expect(pushes).toEqual([]);
    expect(log.filter(({ level }) => level === 'warn')).toHaveLength(1);
  });

  it('come after the state that the server’s earlier answer led to', async () => {
    const order: string[] = [];
    client.onState(({ kind }) => order.push(kind));
    client.onPush(({ name }) => order.push(name));
    const outcome = client.signIn(ANN);
    await settle();
    sockets.newest.connect();
    sockets.newest.admit();
    sockets.newest.push('people:changed', { here: [{ name: 'bob', presence: 'away' }], gone: [] });
    await outcome;
    expect(order).toEqual(['signed-out', 'connecting', 'signed-in', 'people:changed']);
  });

  it('reach the others when one listener fails', async () => {
    await signIn();
    client.onPush(() => {
      throw new Error('of the listener');
    });
    const late: Push[] = [];
    client.onPush((push) => late.push(push));
    sockets.newest.push('people:changed', { here: [], gone: ['bob'] });
    expect(late).toHaveLength(1);
    expect(log.some(({ level }) => level === 'error')).toBe(true);
  });
});

describe('coming back', () => {
  it('takes the sign-in up again with the token, and says which call is still up', async () => {
    await signIn();
    await reconnect();
    expect(sockets.newest.last.payload).toMatchObject({ name: 'ann', resumeToken: TOKEN });
    sockets.newest.admit({ resumed: true, callId: 'call-0007' });
    expect(kinds().slice(2)).toEqual(['signed-in', 'reconnecting', 'signed-in']);
    expect(states.at(-1)).toMatchObject({ callId: 'call-0007' });
  });

  it('tells which line of chat it heard last, so that what was missed is told again', async () => {
    await signIn();
    await reconnect();
    expect(sockets.newest.last.payload).toMatchObject({ heardSeq: 0 });
    sockets.newest.admit({ resumed: true, seq: 12 });
    const line = { id: 'the-line-1', from: 'bob', to: null, text: 'hi', sentAtMs: 5, seq: 11 };
    sockets.newest.push('chat:message', line);
    await reconnect();
    expect(sockets.newest.last.payload).toMatchObject({ heardSeq: 11 });
  });

  it('uses the newest token, and the presence that was set since', async () => {
    await signIn();
    const set = client.request('presence:set', { presence: 'away' });
    sockets.newest.last.ack({ ok: true });
    await set;
    await reconnect();
    sockets.newest.admit({ resumeToken: 'second-token-0123456' });
    await reconnect();
    expect(sockets.newest.last.payload).toMatchObject({
      resumeToken: 'second-token-0123456',
      presence: 'away',
    });
  });

  it('says of whom to hear, as the server was last told', async () => {
    const bob: Person = { name: 'bob', presence: 'away' };
    await signIn({ ...ANN, watch: ['bob'] });
    expect(sockets.newest.last.payload).toMatchObject({ watch: ['bob'] });
    const told = client.request('people:watch', { names: ['bob', 'cat'] });
    sockets.newest.last.ack({ ok: true, people: [bob] });
    await told;
    await reconnect();
    expect(sockets.newest.last.payload).toMatchObject({ watch: ['bob', 'cat'] });
    sockets.newest.admit({ people: [bob] });
    expect(states.at(-1)).toMatchObject({ watched: { names: ['bob', 'cat'], people: [bob] } });
  });

  it('tries 0.3, 0.6, 1.2, 2.4 ... 5 s apart, counting, without end', async () => {
    await signIn();
    await clock.advance(60_000);
    sockets.newest.lose();
    const delays: number[] = [];
    for (let attempt = 0; attempt < 40; attempt += 1) {
      const opened = sockets.all.length;
      const lostAtMs = clock.nowMs();
      while (sockets.all.length === opened) await clock.advance(100);
      delays.push(clock.nowMs() - lostAtMs);
      sockets.newest.lose('connect refused');
    }
    expect(delays.slice(0, 4)).toEqual([300, 600, 1_200, 2_400]);
    expect(delays.slice(7, 10)).toEqual([2_400, 5_000, 5_000]);
    expect(states.at(-1)).toMatchObject({ kind: 'reconnecting', attempt: 41 });
  });

  it('starts afresh with the delays after a connection that held, and only then', async () => {
    await signIn();
    await reconnect();
    sockets.newest.admit();
    sockets.newest.lose();
    expect(states.at(-1)).toMatchObject({ attempt: 2 });
    await clock.advance(5_000);
    sockets.newest.connect();
    sockets.newest.admit();
    await clock.advance(5_000);
    sockets.newest.lose();
    expect(states.at(-1)).toMatchObject({ attempt: 1 });
  });

  it('does not wait for its turn when it is told to try now, and tries once', async () => {
    await signIn();
    sockets.newest.lose();
    await client.retryNow();
    expect(sockets.all).toHaveLength(2);
    // While an attempt goes on there is nothing that waits.
    await client.retryNow();
    expect(sockets.all).toHaveLength(2);
  });

  it('keeps a connection whose server still answers when it is told to try now', async () => {
    await signIn();
    await client.retryNow();
    expect(sockets.newest.last).toMatchObject({ name: 'presence:set' });
    sockets.newest.last.ack({ ok: true });
    await clock.advance(60_000);
    expect(sockets.all).toHaveLength(1);
  });

  it('does not take a server for lost while the program itself stood still', async () => {
    await signIn();
    await client.retryNow();
    clock.stall(10_000);
    await clock.advance(1_999);
    expect(sockets.newest.isClosed).toBe(false);
    sockets.newest.last.ack({ ok: true });
    await clock.advance(60_000);
    expect(sockets.all).toHaveLength(1);
  });

  it('finds out within two seconds that a connection leads nowhere when it is told to try now', async () => {
    await signIn();
    await client.retryNow();
    await client.retryNow();
    expect(sockets.newest.sent.filter(({ name }) => name === 'presence:set')).toHaveLength(1);
    await clock.advance(1_999);
    expect(sockets.newest.isClosed).toBe(false);
    await clock.advance(1);
    expect(sockets.all[0].isClosed).toBe(true);
    await client.retryNow();
    expect(sockets.all).toHaveLength(2);
  });

  it('stays away for as long as a stopping server asks', async () => {
    await signIn();
    sockets.newest.push('server:stopping', { retryInMs: 12_345 });
    sockets.newest.lose();
    await clock.advance(12_344);
    expect(sockets.all).toHaveLength(1);
    await clock.advance(1);
    expect(sockets.all).toHaveLength(2);
  });

  it('does not let a server send it away for longer than a minute', async () => {
    await signIn();
    sockets.newest.push('server:stopping', { retryInMs: 1e12 });
    sockets.newest.lose();
    await clock.advance(60_000);
    expect(sockets.all).toHaveLength(2);
  });

  it('signs in afresh under the same name when the token is refused', async () => {
    await signIn();
    await reconnect();
    sockets.newest.refuse('bad-request');
    expect(sockets.newest.last.payload).not.toHaveProperty('resumeToken');
    sockets.newest.admit();
    expect(states.at(-1)).toMatchObject({ kind: 'signed-in', name: 'ann' });
  });

  it('gives up, and says why, when somebody else has the name', async () => {
    await signIn();
    await reconnect();
    sockets.newest.refuse('name-taken');
    sockets.newest.refuse('name-taken');
    expect(states.at(-1)).toEqual({ kind: 'signed-out', reason: 'name-taken' });
    expect(clock.pendingCount).toBe(0);
    expect(sockets.newest.isClosed).toBe(true);
  });

  it('waits for its own name when the answer that brought the next token got lost', async () => {
    await signIn();
    await reconnect();
    sockets.newest.lose();
    await clock.advance(5_000);
    sockets.newest.connect();
    sockets.newest.refuse('name-taken');
    expect(states.at(-1)).toMatchObject({ kind: 'reconnecting' });
    await clock.advance(66_000);
    const opened = sockets.all.length;
    while (sockets.all.length === opened) await clock.advance(100);
    sockets.newest.connect();
    sockets.newest.refuse('name-taken');
    sockets.newest.refuse('name-taken');
    expect(states.at(-1)).toEqual({ kind: 'signed-out', reason: 'name-taken' });
  });

  it.each(['rate-limited', 'server-error'])('tries again after %s', async (reason) => {
    await signIn();
    await reconnect();
    sockets.newest.refuse(reason);
    expect(states.at(-1)).toMatchObject({ kind: 'reconnecting', attempt: 2 });
    const opened = sockets.all.length;
    await clock.advance(5_000);
    expect(sockets.all).toHaveLength(opened + 1);
  });

  it('is at once when the user signs in again by hand', async () => {
    await signIn();
    sockets.newest.lose();
    const outcome = client.signIn(ANN);
    await settle();
    sockets.newest.connect();
    expect(sockets.newest.last.payload).toMatchObject({ resumeToken: TOKEN });
    sockets.newest.admit({ resumed: true });
    expect(await outcome).toMatchObject({ ok: true, resumed: true });
    await clock.advance(60_000);
    expect(sockets.all).toHaveLength(2);
  });
});

describe('signing out', () => {
  it('waits for the server’s word', async () => {
    await signIn();
    const done = client.signOut({ force: false });
    await settle();
    expect(states.at(-1)).toMatchObject({ kind: 'signed-in' });
    sockets.newest.last.ack({ ok: true });
    await done;
    expect(states.at(-1)).toEqual({ kind: 'signed-out' });
    expect(sockets.newest.isClosed).toBe(true);
    expect(clock.pendingCount).toBe(0);
  });

  it('does not wait for it for ever', async () => {
    await signIn();
    const done = client.signOut({ force: false });
    await clock.advance(8_000);
    await done;
    expect(states.at(-1)).toEqual({ kind: 'signed-out' });
  });

  it('says so and does not wait at all when forced', async () => {
    await signIn();
    await client.signOut({ force: true });
    expect(sockets.newest.last.name).toBe('session:sign-out');
    expect(sockets.newest.isClosed).toBe(true);
    expect(states.at(-1)).toEqual({ kind: 'signed-out' });
  });

  it('ends the trying', async () => {
    await signIn();
    sockets.newest.lose();
    await client.signOut({ force: false });
    await clock.advance(600_000);
    expect(sockets.all).toHaveLength(1);
    expect(kinds().slice(2)).toEqual(['signed-in', 'reconnecting', 'signed-out']);
  });

  it('keeps the token of a name that the server could not be told about', async () => {
    await signIn();
    sockets.newest.lose();
    await client.signOut({ force: false });
    void client.signIn(ANN);
    await settle();
    sockets.newest.connect();
    expect(sockets.newest.last.payload).toMatchObject({ resumeToken: TOKEN });
  });

  it('forgets the token that the server was told about', async () => {
    await signIn();
    const done = client.signOut({ force: false });
    await settle();
    sockets.newest.last.ack({ ok: true });
    await done;
    void client.signIn(ANN);
    await settle();
    sockets.newest.connect();
    expect(sockets.newest.last.payload).not.toHaveProperty('resumeToken');
  });

  it('changes nothing when signed out', async () => {
    await client.signOut({ force: false });
    expect(kinds()).toEqual(['signed-out']);
  });
});

describe('disposing', () => {
  it('closes the connection, answers what waits, and says no more', async () => {
    await signIn();
    const outcome = client.request('people:list', {});
    const before = states.length;
    client.dispose();
    client.dispose();
    expect(await outcome).toEqual({ ok: false, reason: 'offline' });
    expect(sockets.newest.isClosed).toBe(true);
    sockets.newest.push('people:changed', { here: [], gone: ['bob'] });
    expect(states).toHaveLength(before);
    expect(pushes).toEqual([]);
    expect(clock.pendingCount).toBe(0);
  });

  it('makes listeners that unsubscribed hear nothing', async () => {
    const heard: string[] = [];
    const stop = client.onState(({ kind }) => heard.push(kind));
    stop();
    await signIn();
    expect(heard).toEqual(['signed-out']);
  });
});

describe('a sign-in that is kept beyond the program', () => {
  const KEPT = { resumeToken: 'kept-token-0123456789', heardSeq: 7, roomTicket: 'ticket' };
  let kept: Map<string, KeptAccount>;
  let claimed: string | null;

  const keeper = (): AccountKeeper => ({
    claim: (server, name) => {
      claimed = `${server} ${name}`;
      return Promise.resolve(kept.get(claimed) ?? null);
    },
    keep: (account) => kept.set(claimed ?? '', account),
    forget: () => kept.delete(claimed ?? ''),
  });

  beforeEach(() => {
    kept = new Map();
    claimed = null;
    client = new SignallingClient({
      logger: { log: () => undefined },
      clock,
      random: () => 1,
      openSocket: sockets.open,
      keeper: keeper(),
    });
    client.onState((state) => states.push(state));
  });

  it('is taken up where the program before left it', async () => {
    kept.set('ws://here:1 ann', KEPT);
    const outcome = client.signIn(ANN);
    await settle();
    sockets.newest.connect();
    expect(sockets.newest.last.payload).toMatchObject(KEPT);
    sockets.newest.admit({ resumed: true });
    expect(await outcome).toMatchObject({ ok: true, resumed: true });
    expect(kept.get('ws://here:1 ann')).toMatchObject({ resumeToken: TOKEN, heardSeq: 7 });
  });

  it('keeps what changes, and nothing when the server was told of signing out', async () => {
    await signIn();
    sockets.newest.push('room:ticket', { ticket: 'the-ticket' });
    expect(kept.get('ws://here:1 ann')).toEqual({
      resumeToken: TOKEN,
      heardSeq: 0,
      roomTicket: 'the-ticket',
    });
    const out = client.signOut({ force: false });
    sockets.newest.last.ack({ ok: true });
    await out;
    expect(kept.size).toBe(0);
  });

  it('waits for its own name when its token was used up by the program that crashed', async () => {
    kept.set('ws://here:1 ann', KEPT);
    const outcome = client.signIn(ANN);
    await settle();
    sockets.newest.connect();
    sockets.newest.refuse('name-taken');
    expect(await outcome).toEqual({ ok: false, reason: 'name-held', isTriedOn: true });
    expect(states.at(-1)).toMatchObject({ kind: 'connecting', waitsForName: 'ann' });
  });

  it('is that of the name that was free in the end', async () => {
    kept.set('ws://here:1 ann', KEPT);
    void client.signIn({ ...ANN, otherNames: ['ann-2'] });
    await settle();
    sockets.newest.connect();
    sockets.newest.refuse('name-taken');
    await settle();
    expect(sockets.newest.last.payload).toMatchObject({ name: 'ann-2' });
    expect(sockets.newest.last.payload).not.toHaveProperty('resumeToken');
    sockets.newest.admit();
    expect(kept.get('ws://here:1 ann-2')).toMatchObject({ resumeToken: 'token-ann-2-0123456789' });
    expect(kept.get('ws://here:1 ann')).toEqual(KEPT);
  });
});
