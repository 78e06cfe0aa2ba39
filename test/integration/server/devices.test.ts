import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ClaimFile } from '../../../src/server/identity/claim-file';
import type { Signer } from '../../../src/shared/identity/signer';
import type { Statement } from '../../../src/shared/identity/statement';
import { verifyStatement } from '../../../src/shared/identity/verify-statement';
import { MAX_KEYS_PER_NAME } from '../../../src/shared/protocol/limits';
import { PROTOCOL_VERSION } from '../../../src/shared/protocol/version';
import { FakeClock } from '../../helpers/fake-clock';
import { ROOMY_LIMITS } from './helpers/room-fixture';
import { keyOf, prove } from './helpers/proof';
import { type ServerUnderTest, startServer } from './helpers/start-server';
import type { TestClient } from './helpers/test-client';

const DESK = keyOf('desk');
const LAPTOP = keyOf('laptop');
const EVE = keyOf('eve');

let folder: string;
let server: ServerUnderTest;
let ann: TestClient;

async function start(): Promise<void> {
  server = await startServer({
    clock: new FakeClock(),
    claimedNames: new ClaimFile(folder),
    rateLimits: ROOMY_LIMITS,
  });
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'webcrt-devices-'));
  await start();
  ann = await server.client();
  await ann.signIn('Ann', { identity: await prove(ann, 'Ann', DESK) });
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

async function linkOf(by: Signer, device: Signer, change: { name?: string; atMs?: number } = {}) {
  const said = { name: 'Ann', by: by.publicKey, device: device.publicKey, atMs: 7, ...change };
  const statement: Statement = { kind: 'device-linked', ...said };
  return {
    device: device.publicKey,
    atMs: said.atMs,
    signature: await by.sign(statement),
    deviceSignature: await device.sign(statement),
  };
}

async function removalOf(by: Signer, device: Signer) {
  const said = { name: 'Ann', by: by.publicKey, device: device.publicKey, atMs: 8 };
  const signature = await by.sign({ kind: 'device-removed', ...said });
  return { device: device.publicKey, atMs: 8, signature };
}

async function attempt(signer: Signer): Promise<string> {
  const client = await server.client();
  const identity = await prove(client, 'ann', signer);
  const request = { name: 'ann', version: PROTOCOL_VERSION, presence: 'available' } as const;
  const outcome = await client.reasonOf('session:sign-in', { ...request, identity });
  client.dispose();
  return outcome;
}

describe('another device', () => {
  it('has the name as well once both have signed, and no longer when it was removed', async () => {
    const { devices } = await ann.ask('device:link', await linkOf(DESK, LAPTOP));
    expect(devices.map(({ key }) => key)).toEqual([DESK.publicKey, LAPTOP.publicKey]);
    await ann.ask('session:sign-out', {});
    const laptop = await server.client();
    await laptop.signIn('Ann', { identity: await prove(laptop, 'Ann', LAPTOP) });
    const left = await laptop.ask('device:remove', await removalOf(LAPTOP, DESK));
    expect(left.devices.map(({ key }) => key)).toEqual([LAPTOP.publicKey]);
    await laptop.ask('session:sign-out', {});
    expect(await attempt(DESK)).toBe('name-claimed');
    expect(await attempt(LAPTOP)).toBe('granted');
  });

  it('comes with what both signed, so that others need not believe the server', async () => {
    await ann.ask('device:link', await linkOf(DESK, LAPTOP));
    const bob = await server.person('bob');
    const { devices } = await bob.ask('device:list', { name: 'ANN' });
    const [first, second] = devices;
    expect(first).toEqual({ key: DESK.publicKey, link: null });
    if (second.link === null) throw new Error('the second device has no link');
    const { signature, deviceSignature, ...said } = second.link;
    const statement = { kind: 'device-linked', device: second.key, ...said } as const;
    expect(verifyStatement(DESK.publicKey, statement, signature)).toBe(true);
    expect(verifyStatement(LAPTOP.publicKey, statement, deviceSignature)).toBe(true);
    expect(await bob.ask('device:list', {})).toEqual({ ok: true, devices: [], removed: [] });
  });

  it('is there again after a restart', async () => {
    const { devices } = await ann.ask('device:link', await linkOf(DESK, LAPTOP));
    await server.close();
    await start();
    const bob = await server.person('bob');
    const listed = await bob.ask('device:list', { name: 'ann' });
    expect(listed).toEqual({ ok: true, devices, removed: [] });
    expect(await attempt(LAPTOP)).toBe('granted');
  });

  it('that was removed is told to others, signed, and also after a restart', async () => {
    await ann.ask('device:link', await linkOf(DESK, LAPTOP));
    const { signature, atMs } = await removalOf(DESK, LAPTOP);
    const { removed } = await ann.ask('device:remove', await removalOf(DESK, LAPTOP));
    const by = DESK.publicKey;
    const expected = [{ name: 'Ann', by, device: LAPTOP.publicKey, atMs, signature }];
    expect(removed).toEqual(expected);
    await server.close();
    await start();
    const bob = await server.person('bob');
    expect((await bob.ask('device:list', { name: 'ann' })).removed).toEqual(expected);
  });

  it('that was removed is back by a later word than that alone', async () => {
    await ann.ask('device:link', await linkOf(DESK, LAPTOP));
    await ann.ask('device:remove', await removalOf(DESK, LAPTOP));
    expect(await ann.reasonOf('device:link', await linkOf(DESK, LAPTOP))).toBe('identity-invalid');
    const again = await ann.ask('device:link', await linkOf(DESK, LAPTOP, { atMs: 9 }));
    expect(again.devices).toHaveLength(2);
    expect(again.removed).toEqual([]);
  });

  it('needs the word of both, for that name', async () => {
    const link = await linkOf(DESK, LAPTOP);
    const ofEve = await linkOf(EVE, LAPTOP);
    const forged = [
      { ...link, signature: ofEve.signature },
      { ...link, deviceSignature: link.signature },
      { ...link, device: EVE.publicKey },
      { ...link, atMs: 9 },
      await linkOf(DESK, LAPTOP, { name: 'bob' }),
      ofEve,
    ];
    for (const each of forged) {
      expect(await ann.reasonOf('device:link', each)).toBe('identity-invalid');
    }
    expect((await ann.ask('device:list', {})).devices).toHaveLength(1);
  });

  it('is of whoever has the name: a guest has none, and nobody speaks for another', async () => {
    const bob = await server.person('bob');
    expect(await bob.reasonOf('device:link', await linkOf(DESK, LAPTOP))).toBe('not-allowed');
    expect(await bob.reasonOf('device:remove', await removalOf(DESK, DESK))).toBe('not-allowed');
    const eve = await server.client();
    await eve.signIn('eve', { identity: await prove(eve, 'eve', EVE) });
    expect(await eve.reasonOf('device:remove', await removalOf(DESK, DESK))).toBe(
      'identity-invalid',
    );
    expect(await ann.reasonOf('device:remove', await removalOf(DESK, EVE))).toBe('no-such-device');
  });

  it('is one of so many', async () => {
    for (let index = 1; index < MAX_KEYS_PER_NAME; index += 1) {
      await ann.ask('device:link', await linkOf(DESK, keyOf(`device ${index}`)));
    }
    expect(await ann.reasonOf('device:link', await linkOf(DESK, LAPTOP))).toBe('too-many-devices');
  });
});
