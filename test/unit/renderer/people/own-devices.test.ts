import { describe, expect, it } from 'vitest';
import { OwnDevices } from '../../../../src/renderer/people/own-devices';
import { DEVICE_OFFER_MS } from '../../../../src/shared/identity/device-offer';
import { keyTag } from '../../../../src/shared/identity/key-tag';
import { seedSigner } from '../../../../src/shared/identity/seed-signer';
import { verifyStatement } from '../../../../src/shared/identity/verify-statement';
import type { Push } from '../../../../src/shared/protocol/events';
import type { Device } from '../../../../src/shared/protocol/messages';

const signerOf = (seed: number) => seedSigner(new Uint8Array(32).fill(seed));
const OLD = signerOf(1);
const NEW = signerOf(2);
const EVIL = signerOf(3);
const NAME = 'ann';

/** Two devices at one server, of which the first is signed in as ann. */
function setUp({ newSigner = NEW }: { newSigner?: typeof NEW | null } = {}) {
  const world = { nowMs: 1_000_000, isHere: true, lines: [] as string[], asked: [] as unknown[] };
  const devices: Device[] = [{ key: OLD.publicKey, link: null }];
  const clock = { nowMs: () => world.nowMs };
  const old = new OwnDevices({
    request: ((name: string, payload: Record<string, unknown>) => {
      world.asked.push([name, payload]);
      return Promise.resolve({ ok: true, devices });
    }) as never,
    signer: () => OLD,
    name: () => NAME,
    find: () => undefined,
    clock,
  });
  const fresh = new OwnDevices({
    request: ((_name: string, { to, text }: { to: string; text: string }) => {
      expect(to).toBe(NAME);
      world.lines.push(text);
      return Promise.resolve({ ok: true });
    }) as never,
    signer: () => newSigner,
    name: () => 'AnonAda',
    find: () =>
      world.isHere ? { name: NAME, presence: 'available', key: OLD.publicKey } : undefined,
    clock,
  });
  const deliver = (text: string): boolean => old.takes(line(text));
  return { old, fresh, world, deliver };
}

function line(text: string, to: string | null = NAME): Push {
  const payload = { id: 'line-0001', from: 'AnonAda', to, text, sentAtMs: 1, seq: 1 };
  return { name: 'chat:message', payload };
}

async function codeOf(outcome: ReturnType<OwnDevices['ask']>): Promise<string> {
  const asked = await outcome;
  if (!asked.ok) throw new Error(asked.error);
  return asked.value;
}

describe('a new device', () => {
  it('is linked by its code, which both have signed', async () => {
    const { old, fresh, world, deliver } = setUp();
    const code = await codeOf(fresh.ask('Ann'));
    expect(deliver(world.lines[0])).toBe(true);
    expect(await old.link(code)).toEqual({ ok: true, value: NEW.publicKey });
    const [[name, payload]] = world.asked as [[string, Record<string, string>]];
    expect(name).toBe('device:link');
    const statement = {
      kind: 'device-linked',
      name: NAME,
      by: OLD.publicKey,
      device: NEW.publicKey,
      atMs: world.nowMs,
    } as const;
    expect(payload).toMatchObject({ device: NEW.publicKey, atMs: world.nowMs });
    expect(verifyStatement(OLD.publicKey, statement, payload.signature)).toBe(true);
    expect(verifyStatement(NEW.publicKey, statement, payload.deviceSignature)).toBe(true);
    expect(await old.link(code)).toEqual({ ok: false, error: 'no-offer' });
  });

  it('is not another one that somebody offers in its place', async () => {
    const { old, fresh, deliver } = setUp();
    const other = setUp({ newSigner: EVIL });
    const code = await codeOf(fresh.ask(NAME));
    await codeOf(other.fresh.ask(NAME));
    deliver(other.world.lines[0]);
    expect(await old.link(code)).toEqual({ ok: false, error: 'no-offer' });
  });

  it('is not linked without its own word', async () => {
    const { old, fresh, world, deliver } = setUp();
    const code = await codeOf(fresh.ask(NAME));
    deliver(world.lines[0].replace(/"signature":"\w{2}/, '"signature":"00'));
    expect(await old.link(code)).toEqual({ ok: false, error: 'no-offer' });
  });

  it('has ten minutes', async () => {
    const { old, fresh, world, deliver } = setUp();
    const code = await codeOf(fresh.ask(NAME));
    deliver(world.lines[0]);
    world.nowMs += DEVICE_OFFER_MS + 1;
    expect(await old.link(code)).toEqual({ ok: false, error: 'no-offer' });
    world.nowMs -= 1;
    expect(await old.link(code)).toMatchObject({ ok: true });
  });

  it('asks once more when the other comes anew, who may not have heard of it', async () => {
    const { old, fresh, world, deliver } = setUp();
    const person = { name: NAME, presence: 'available', key: OLD.publicKey } as const;
    await fresh.handleHere(person);
    expect(world.lines).toEqual([]);
    const code = await codeOf(fresh.ask(NAME));
    await fresh.handleHere({ ...person, key: EVIL.publicKey });
    await fresh.handleHere({ ...person, name: 'bob' });
    expect(world.lines).toHaveLength(1);
    await fresh.handleHere(person);
    expect(world.lines).toEqual([world.lines[0], world.lines[0]]);
    deliver(world.lines[1]);
    expect(await old.link(code)).toMatchObject({ ok: true });
    world.nowMs += DEVICE_OFFER_MS;
    await fresh.handleHere(person);
    expect(world.lines).toHaveLength(2);
  });

  it('needs a key, and the other device to be here with one', async () => {
    expect(await setUp({ newSigner: null }).fresh.ask(NAME)).toEqual({
      ok: false,
      error: 'no-key',
    });
    const { fresh, world } = setUp();
    world.isHere = false;
    expect(await fresh.ask(NAME)).toEqual({ ok: false, error: 'nobody-with-key' });
    const same = setUp({ newSigner: OLD });
    expect(await same.fresh.ask(NAME)).toEqual({ ok: false, error: 'own-name' });
  });
});

describe('what devices say to each other', () => {
  it('is shown to nobody, usable or not; all else is', () => {
    const { deliver, old } = setUp();
    expect(deliver('webcrt device nonsense')).toBe(true);
    expect(deliver('hello')).toBe(false);
    expect(old.takes(line('webcrt device to everybody', null))).toBe(false);
  });
});

describe('a device that is removed', () => {
  it('is found by its tag, and signed off', async () => {
    const { old, world } = setUp();
    const tag = keyTag(OLD.publicKey).toLowerCase();
    expect(await old.remove(tag)).toEqual({ ok: true, value: OLD.publicKey });
    const [, [name, payload]] = world.asked as [unknown, [string, Record<string, string>]];
    expect(name).toBe('device:remove');
    const statement = {
      kind: 'device-removed',
      name: NAME,
      by: OLD.publicKey,
      device: OLD.publicKey,
      atMs: world.nowMs,
    } as const;
    expect(verifyStatement(OLD.publicKey, statement, payload.signature)).toBe(true);
  });

  it('has to be there', async () => {
    expect(await setUp().old.remove('0000')).toEqual({ ok: false, error: 'no-such-device' });
  });
});
