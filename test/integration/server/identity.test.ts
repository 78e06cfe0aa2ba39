import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ClaimFile } from '../../../src/server/identity/claim-file';
import { SignallingClient } from '../../../src/shared/signalling/signalling-client';
import type { Signer } from '../../../src/shared/identity/signer';
import { SILENT_LOGGER } from '../../../src/shared/base/logger';
import { DAY_MS } from '../../../src/shared/people/duration';
import {
  CLAIMS_PER_ADDRESS,
  MAX_NAMES_PER_KEY,
  MAX_SIGN_INS_PER_KEY,
  PRESENCE_BATCH_MS,
  RESUME_WINDOW_MS,
} from '../../../src/shared/protocol/limits';
import type { IdentityProof } from '../../../src/shared/protocol/messages';
import { PROTOCOL_VERSION } from '../../../src/shared/protocol/version';
import { FakeClock } from '../../helpers/fake-clock';
import { runCommand, RunningCommand } from './helpers/command';
import { keyOf, prove } from './helpers/proof';
import { type ServerUnderTest, type StartOptions, startServer } from './helpers/start-server';
import { type ClientOptions, TestClient } from './helpers/test-client';

const ANN = keyOf('ann');
const EVE = keyOf('eve');

let clock: FakeClock;
let server: ServerUnderTest;
beforeEach(() => {
  clock = new FakeClock();
});
afterEach(() => server.close());

async function start(options: StartOptions = {}): Promise<void> {
  server = await startServer({ clock, ...options });
}

async function keyed(name: string, signer: Signer, options?: ClientOptions): Promise<TestClient> {
  const client = await server.client(options);
  await client.signIn(name, { identity: await prove(client, name, signer) });
  return client;
}

/** Why `name` is refused to whoever shows that; `granted`. */
async function refusal(
  client: TestClient,
  name: string,
  rest: { identity?: IdentityProof; resumeToken?: string } = {},
): Promise<string> {
  const request = { name, version: PROTOCOL_VERSION, presence: 'available' } as const;
  return client.reasonOf('session:sign-in', { ...request, ...rest });
}

/** What becomes of somebody who would be `name` with the key of `signer`. */
async function attempt(name: string, signer: Signer, options?: ClientOptions): Promise<string> {
  const client = await server.client(options);
  const identity = await prove(client, name, signer);
  const outcome = await refusal(client, name, { identity });
  if (outcome === 'granted') await client.ask('session:sign-out', {});
  client.dispose();
  return outcome;
}

async function leave(client: TestClient): Promise<void> {
  await client.ask('session:sign-out', {});
  client.dispose();
}

describe('a name that was claimed', () => {
  beforeEach(async () => {
    await start();
    await leave(await keyed('Ann', ANN));
  });

  it('is for its key again, and for no other and nobody without one', async () => {
    expect(await attempt('ann', EVE)).toBe('name-claimed');
    expect(await refusal(await server.client(), 'ann')).toBe('name-claimed');
    expect(await attempt('ann', ANN)).toBe('granted');
  });

  it.each(['ANN', 'аnn', 'a\u200bnn', 'ａｎｎ'])('is claimed for %j as well', async (name) => {
    expect(await attempt(name, EVE)).toBe('name-claimed');
    expect(await refusal(await server.client(), name)).toBe('name-claimed');
  });

  it('leaves other names to guests', async () => {
    expect(await refusal(await server.client(), 'bob')).toBe('granted');
  });
});

describe('a proof', () => {
  beforeEach(() => start());

  it('counts once', async () => {
    const client = await server.client();
    const identity = await prove(client, 'ann', ANN);
    expect(await refusal(client, 'ann', { identity })).toBe('granted');
    await client.ask('session:sign-out', {});
    expect(await refusal(client, 'ann', { identity })).toBe('identity-invalid');
  });

  it('counts over the connection that it was made for, and no other', async () => {
    const identity = await prove(await server.client(), 'ann', ANN);
    const eve = await server.client();
    expect(await refusal(eve, 'ann', { identity })).toBe('identity-invalid');
  });

  it('counts no more over a connection over which anybody was signed in', async () => {
    const client = await server.client();
    await client.signIn('bob');
    await client.ask('session:sign-out', {});
    const identity = await prove(client, 'ann', ANN);
    expect(await refusal(client, 'ann', { identity })).toBe('identity-invalid');
  });

  it('may be made again over a connection over which others were refused', async () => {
    const client = await server.client();
    const identity = await prove(client, 'echo', ANN);
    expect(await refusal(client, 'echo', { identity })).toBe('name-reserved');
    expect(await refusal(client, 'ann', { identity })).toBe('identity-invalid');
    const next = await prove(client, 'ann', ANN);
    expect(await refusal(client, 'ann', { identity: next })).toBe('granted');
  });

  it.each<[string, Parameters<typeof prove>[3]]>([
    ['another origin', { origin: 'https://evil.example' }],
    ['another port', { origin: 'http://127.0.0.1:1' }],
    ['no origin of the web', { origin: 'app://127.0.0.1' }],
    ['another name', { name: 'bob' }],
    ['another key', { key: EVE.publicKey }],
    ['a nonce of its own', { nonce: 'n'.repeat(43) }],
  ])('for %s proves nothing', async (_what, change) => {
    const client = await server.client();
    const identity = await prove(client, 'ann', ANN, change);
    expect(await refusal(client, 'ann', { identity })).toBe('identity-invalid');
  });

  it('with another time than was signed, or of nobody at all, proves nothing', async () => {
    const client = await server.client();
    const { atMs, ...rest } = await prove(client, 'ann', ANN);
    const later = { ...rest, atMs: atMs + 1 };
    expect(await refusal(client, 'ann', { identity: later })).toBe('identity-invalid');
    // The neutral element: with it as the key, any text has a signature.
    const key = `01${'00'.repeat(31)}`;
    const signature = key + '00'.repeat(32);
    const identity = { key, origin: client.url, atMs, signature };
    expect(await refusal(client, 'ann', { identity })).toBe('identity-invalid');
  });

  it('has one shape', async () => {
    const client = await server.client();
    const identity = { ...(await prove(client, 'ann', ANN)), isAdmin: true };
    expect(await refusal(client, 'ann', { identity })).toBe('bad-request');
  });
});

describe('a server that knows how it is reached', () => {
  const PUBLIC = { origin: 'https://calls.example' };

  it('takes no proof for the host that somebody in between asks for', async () => {
    await start({ publicUrls: ['wss://calls.example/webcrt'] });
    // Ann signed for the intruder's server, which asks this one under its own name.
    const intruder = await server.client({ host: 'evil.example' });
    const stolen = await prove(intruder, 'ann', ANN, { origin: 'http://evil.example' });
    expect(await refusal(intruder, 'ann', { identity: stolen })).toBe('identity-invalid');
    const dialled = await prove(intruder, 'ann', ANN);
    expect(await refusal(intruder, 'ann', { identity: dialled })).toBe('identity-invalid');
    const ann = await server.client();
    const identity = await prove(ann, 'ann', ANN, PUBLIC);
    expect(await refusal(ann, 'ann', { identity })).toBe('granted');
  });

  it('is reached by whatever host is asked for where it does not know', async () => {
    await start();
    const ann = await server.client({ host: 'calls.example' });
    const identity = await prove(ann, 'ann', ANN, PUBLIC);
    expect(await refusal(ann, 'ann', { identity })).toBe('granted');
  });
});

describe('coming back', () => {
  /** Ann was cut off, and this is what she had to come back with. */
  async function cutOff(): Promise<string> {
    await start();
    const ann = await server.client();
    const identity = await prove(ann, 'ann', ANN);
    const { resumeToken } = await ann.signIn('ann', { identity });
    ann.cut();
    await expect.poll(() => server.signalling.status().people).toBe(0);
    return resumeToken;
  }

  it('takes the key and the token', async () => {
    const resumeToken = await cutOff();
    const eve = await server.client();
    expect(await refusal(eve, 'ann', { resumeToken })).toBe('name-claimed');
    const identity = await prove(eve, 'ann', EVE);
    expect(await refusal(eve, 'ann', { identity, resumeToken })).toBe('name-claimed');
    const ann = await server.client();
    const own = { identity: await prove(ann, 'ann', ANN) };
    expect(await refusal(ann, 'ann', own)).toBe('name-held');
    const again = { identity: await prove(ann, 'ann', ANN) };
    expect(await ann.signIn('ann', { ...again, resumeToken })).toMatchObject({ resumed: true });
  });

  it('brings no key to a name that was taken without one', async () => {
    await start();
    const bob = await server.client();
    const { resumeToken } = await bob.signIn('bob');
    bob.cut();
    await expect.poll(() => server.signalling.status().people).toBe(0);
    const eve = await server.client();
    const identity = await prove(eve, 'bob', EVE);
    expect(await refusal(eve, 'bob', { identity, resumeToken })).toBe('name-held');
    clock.pass(RESUME_WINDOW_MS);
    expect(await attempt('bob', EVE)).toBe('granted');
  });
});

describe('the key of somebody', () => {
  it('is told to the others, and guests have none', async () => {
    await start();
    const bob = await server.person('bob');
    const ann = await keyed('ann', ANN);
    clock.pass(PRESENCE_BATCH_MS);
    const key = ANN.publicKey;
    expect(await bob.seesHere('ann')).toEqual({ name: 'ann', presence: 'available', key });
    const { people } = await bob.ask('people:list', {});
    expect(people).toEqual([
      { name: 'echo', presence: 'available' },
      { name: 'ann', presence: 'available', key },
    ]);
    const { callId } = await ann.ask('call:invite', { to: 'bob' });
    expect(await bob.next('call:incoming')).toEqual({ callId, from: 'ann', key });
    await bob.ask('call:accept', { callId });
    expect(await ann.next('call:accepted')).toEqual({ callId });
    await ann.ask('call:hang-up', { callId });
    const back = await bob.ask('call:invite', { to: 'ann' });
    expect(await ann.next('call:incoming')).toEqual({ callId: back.callId, from: 'bob' });
    await ann.ask('call:accept', { callId: back.callId });
    expect(await bob.next('call:accepted')).toEqual({ callId: back.callId, key });
  });

  it('is told to the members of a room', async () => {
    await start();
    const bob = await server.person('bob');
    const ann = await keyed('ann', ANN);
    const { you, room } = await ann.ask('room:create', { name: 'den', isPrivate: false });
    expect(you.key).toBe(ANN.publicKey);
    const { members, you: bobHimself } = await bob.ask('room:join', { slug: room.slug });
    expect(members).toEqual([you]);
    expect(bobHimself).not.toHaveProperty('key');
  });
});

describe('how much there may be', () => {
  it('is so many names for each key: the one unused longest goes', async () => {
    await start();
    const names = Array.from({ length: MAX_NAMES_PER_KEY + 1 }, (_, index) => `ann${index}`);
    for (const name of names) {
      clock.pass(1_000);
      expect(await attempt(name, ANN)).toBe('granted');
      // Used again, the first is not the one that goes.
      clock.pass(1_000);
      expect(await attempt('ann0', ANN)).toBe('granted');
    }
    expect(await attempt('ann0', EVE)).toBe('name-claimed');
    expect(await attempt('ann2', EVE)).toBe('name-claimed');
    expect(await attempt('ann1', EVE)).toBe('granted');
  });

  it('is so many names of one address a day, behind which nobody is kept out', async () => {
    await start({ trustedProxies: ['loopback'], maxOpenPerAddress: 0 });
    const from = { forwardedFor: '192.0.2.7' };
    for (let index = 0; index < CLAIMS_PER_ADDRESS.points; index += 1) {
      expect(await attempt(`name${index}`, keyOf(`key${index}`), from)).toBe('granted');
    }
    const late = await keyed('late', ANN, from);
    expect(await attempt('late', EVE)).toBe('name-taken');
    await leave(late);
    expect(await attempt('late', EVE, { forwardedFor: '192.0.2.8' })).toBe('granted');
    expect(await attempt('late', ANN)).toBe('name-claimed');
    clock.pass(CLAIMS_PER_ADDRESS.windowMs);
    expect(await attempt('later', ANN, from)).toBe('granted');
    expect(await attempt('later', EVE)).toBe('name-claimed');
  });

  it('is so many connections with one key', async () => {
    await start();
    const clients = [];
    for (let index = 0; index < MAX_SIGN_INS_PER_KEY; index += 1) {
      clients.push(await keyed(`ann${index}`, ANN));
    }
    expect(await attempt('another', ANN)).toBe('too-many-sign-ins');
    expect(await attempt('another', EVE)).toBe('granted');
    await leave(clients[0]);
    expect(await attempt('another', EVE)).toBe('granted');
    expect(await attempt('one-more', ANN)).toBe('granted');
  });
});

describe('how long a name is kept', () => {
  it('counts from its last use', async () => {
    await start({ keepNamesMs: 30 * DAY_MS });
    await leave(await keyed('ann', ANN));
    clock.pass(29 * DAY_MS);
    expect(await attempt('ann', EVE)).toBe('name-claimed');
    await leave(await keyed('ann', ANN));
    clock.pass(29 * DAY_MS);
    expect(await attempt('ann', EVE)).toBe('name-claimed');
    clock.pass(DAY_MS);
    expect(await attempt('ann', EVE)).toBe('granted');
    expect(await attempt('ann', ANN)).toBe('name-claimed');
  });
});

describe('claims in a folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'webcrt-names-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('outlive the server, for as long as they are kept', async () => {
    const keepNamesMs = 30 * DAY_MS;
    await start({ claimedNames: new ClaimFile(folder), keepNamesMs });
    await leave(await keyed('Ann', ANN));
    await server.close();
    await start({ claimedNames: new ClaimFile(folder), keepNamesMs });
    expect(await attempt('аnn', EVE)).toBe('name-claimed');
    expect(await attempt('ann', ANN)).toBe('granted');
    await server.close();
    clock.pass(keepNamesMs);
    await start({ claimedNames: new ClaimFile(folder), keepNamesMs });
    expect(await attempt('ann', EVE)).toBe('granted');
  });

  it('are written while the server runs, for nobody else to read', async () => {
    await start({ claimedNames: new ClaimFile(folder) });
    await leave(await keyed('Ann', ANN));
    clock.pass(1_000);
    const file = join(folder, 'names.json');
    await expect.poll(() => statSync(file, { throwIfNoEntry: false })?.mode).toBe(0o100600);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      version: 1,
      names: [{ name: 'ann', devices: [{ key: ANN.publicKey, link: null }] }],
    });
  });

  it('are kept by the command, also when it is killed', async () => {
    await start();
    const running = await RunningCommand.start('--data', folder);
    const ann = await new TestClient(running.url).connected();
    await ann.signIn('ann', { identity: await prove(ann, 'ann', ANN) });
    ann.dispose();
    const file = join(folder, 'names.json');
    await expect
      .poll(() => statSync(file, { throwIfNoEntry: false })?.size ?? 0)
      .toBeGreaterThan(0);
    await running.stop('SIGKILL');
    const again = await RunningCommand.start('--data', folder, '--public-url', 'https://a.example');
    try {
      const eve = await new TestClient(again.url).connected();
      expect(await refusal(eve, 'ann')).toBe('name-claimed');
      const identity = await prove(eve, 'ann', ANN);
      expect(await refusal(eve, 'ann', { identity })).toBe('identity-invalid');
      eve.dispose();
    } finally {
      await again.stop();
    }
  });

  it('are not written over when they cannot be read', async () => {
    await start();
    writeFileSync(join(folder, 'names.json'), '{"version": 1, "names": [{"name": "Ann"}]}');
    const { exitCode, stderr } = await runCommand('--port', '0', '--data', folder);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('names.json holds no claimed names (names.0.name): mend it');
  });
});

describe('the client of the app', () => {
  function appClient(signer: Signer | null): SignallingClient {
    return new SignallingClient({ logger: SILENT_LOGGER, signer: () => Promise.resolve(signer) });
  }

  it('signs for its name, comes back with it, and is a guest without a key', async () => {
    await start();
    const signer = { publicKey: ANN.publicKey, sign: (statement) => ANN.sign(statement) } as Signer;
    const [ann, eve] = [appClient(signer), appClient(null)];
    const bob = await server.person('bob');
    try {
      const at = { server: server.url, presence: 'available' } as const;
      expect(await ann.signIn({ ...at, name: 'ann' })).toMatchObject({ ok: true });
      clock.pass(PRESENCE_BATCH_MS);
      expect(await bob.seesHere('ann')).toMatchObject({ key: ANN.publicKey });
      await ann.signOut({ force: false });
      expect(await eve.signIn({ ...at, name: 'ann' })).toEqual({
        ok: false,
        reason: 'name-claimed',
      });
      expect(await eve.signIn({ ...at, name: 'eve' })).toMatchObject({ ok: true });
    } finally {
      ann.dispose();
      eve.dispose();
    }
  });

  it('signs in a way that no other key could', async () => {
    await start();
    const { publicKey } = ANN;
    const liar = appClient({
      publicKey,
      sign: () => Promise.resolve(randomBytes(64).toString('hex')),
    });
    const account = { server: server.url, name: 'ann', presence: 'available' } as const;
    expect(await liar.signIn(account)).toEqual({ ok: false, reason: 'identity-invalid' });
    liar.dispose();
  });
});
