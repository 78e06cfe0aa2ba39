import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IdentityFile } from '../../../src/main/identity-file';
import { IdentityStore } from '../../../src/main/identity-store';
import type { Keyring } from '../../../src/main/keyring';
import { sealSeed, unsealSeed } from '../../../src/shared/identity/sealed-seed';
import { seedSigner } from '../../../src/shared/identity/seed-signer';
import type { StatementOf } from '../../../src/shared/identity/statement';
import { verifyStatement } from '../../../src/shared/identity/verify-statement';

const PASSPHRASE = 'correct horse battery staple';
/** Cheap, for tests. */
const COST_LOG2 = 10;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'webcrt-identity-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A keyring of its own; what it seals says nothing of what it is. */
function keyringCalled(name: string | null): Keyring {
  const mask = (bytes: Buffer): Buffer =>
    Buffer.from(bytes.map((byte, at) => byte ^ (name ?? '').charCodeAt(at % 4) ^ 0xa5));
  return {
    name: () => Promise.resolve(name),
    seal: (text) => Promise.resolve(mask(Buffer.from(`sealed ${text}`))),
    unseal: (sealed) => {
      const text = mask(sealed).toString();
      if (!text.startsWith('sealed ')) return Promise.reject(new Error('not mine'));
      return Promise.resolve({ text: text.slice('sealed '.length), isStale: false });
    },
  };
}

function open(keyring = keyringCalled('gnome_libsecret')): IdentityStore {
  return new IdentityStore({
    file: new IdentityFile(folder),
    keyring,
    logger: { log: () => undefined },
    nowMs: () => 0,
    costLog2: COST_LOG2,
  });
}

async function seedOf(store: IdentityStore): Promise<Buffer> {
  const unsealed = await unsealSeed(await store.exportSealed(PASSPHRASE), PASSPHRASE);
  if (!unsealed.ok) throw new Error(unsealed.error);
  return Buffer.from(unsealed.value);
}

const path = (): string => join(folder, 'identity.json');
const filesAside = (why: string): string[] =>
  readdirSync(folder).filter((name) => name.startsWith(`identity.${why}-`));

function linked(by: string): StatementOf<'device-linked'> {
  return { kind: 'device-linked', name: 'ann', by, device: 'cd'.repeat(32), atMs: 1 };
}

describe('the key of this device', () => {
  it('is made at the first start, and the same at the next', async () => {
    const first = await open().load();
    expect(first).toMatchObject({ keptBy: 'keyring', notices: [] });
    expect(first.publicKey).toMatch(/^[0-9a-f]{64}$/);
    expect(await open().load()).toEqual(first);
  });

  it('lies in a file without its seed, in no form, which its owner alone may read', async () => {
    const store = open();
    await store.load();
    const seed = await seedOf(store);
    const file = readFileSync(path());
    for (const form of [
      seed,
      seed.toString('hex'),
      seed.toString('base64'),
      seed.toString('base64url'),
    ]) {
      expect(file.includes(form)).toBe(false);
    }
    expect(statSync(path()).mode & 0o777).toBe(0o600);
  });

  it('signs what is said in its name, and nothing in that of another', async () => {
    const store = open();
    const { publicKey } = await store.load();
    const own = linked(publicKey ?? '');
    expect(verifyStatement(publicKey ?? '', own, await store.sign(own))).toBe(true);
    await expect(store.sign(linked('ef'.repeat(32)))).rejects.toThrow();
    const signer = await store.signer();
    expect(signer.publicKey).toBe(publicKey);
  });

  it('without a keyring lies in a file as it is, which is said once, and always reported', async () => {
    const first = await open(keyringCalled(null)).load();
    expect(first.keptBy).toBe('plain-file');
    expect(first.notices).toEqual([expect.stringContaining('no keyring') as string]);
    expect(statSync(path()).mode & 0o777).toBe(0o600);
    expect(await open(keyringCalled(null)).load()).toEqual({ ...first, notices: [] });
  });

  it('is sealed as soon as there is a keyring', async () => {
    const plain = open(keyringCalled(null));
    const { publicKey } = await plain.load();
    const seed = await seedOf(plain);
    expect(readFileSync(path(), 'utf8')).toContain(seed.toString('hex'));
    expect(await open().load()).toEqual({ publicKey, keptBy: 'keyring', notices: [] });
    expect(readFileSync(path(), 'utf8')).not.toContain(seed.toString('hex'));
  });

  it('is sealed again when the keyring has a better key', async () => {
    const keyring = keyringCalled('kwallet6');
    const report = await open(keyring).load();
    let isStale = true;
    const unseal = async (sealed: Buffer) => ({ ...(await keyring.unseal(sealed)), isStale });
    const seal = (text: string) => {
      isStale = false;
      return keyring.seal(text);
    };
    expect(await open({ ...keyring, unseal, seal }).load()).toEqual(report);
    expect(isStale).toBe(false);
  });

  it('is in a file as it is where the keyring does not answer, or will not seal it', async () => {
    const fail = (): Promise<never> => Promise.reject(new Error('locked'));
    const { publicKey, keptBy } = await open({ ...keyringCalled('kwallet6'), seal: fail }).load();
    expect(keptBy).toBe('plain-file');
    const silent = { ...keyringCalled('kwallet6'), name: fail };
    expect(await open(silent).load()).toEqual({ publicKey, keptBy, notices: [] });
  });

  it('waits in its file while its keyring is away; that is said', async () => {
    const { publicKey } = await open().load();
    const before = readFileSync(path());
    const away = await open(keyringCalled(null)).load();
    expect(away).toMatchObject({ keptBy: 'visit', notices: [expect.stringContaining('keyring')] });
    expect(away.publicKey).not.toBe(publicKey);
    expect(readFileSync(path())).toEqual(before);
    expect((await open().load()).publicKey).toBe(publicKey);
  });

  it.each([
    ['half a file', '{"version":1,"key'],
    ['nothing', ''],
    ['another shape', '{"version":1,"seed":"00"}'],
    ['what no keyring of ours has sealed', '{"version":1,"keyring":"x","sealed":"AAAA"}'],
  ])('that is corrupt (%s) is kept aside, and that is said', async (_what, text) => {
    writeFileSync(path(), text);
    const report = await open().load();
    const [aside] = filesAside('corrupt');
    expect(readFileSync(join(folder, aside), 'utf8')).toBe(text);
    expect(report).toMatchObject({ keptBy: 'keyring', notices: [expect.stringContaining(aside)] });
    expect((await open().load()).publicKey).toBe(report.publicKey);
  });

  it('that lies where nothing can be written is for this time, and that is said', async () => {
    writeFileSync(join(folder, 'file'), '');
    const store = new IdentityStore({
      file: new IdentityFile(join(folder, 'file')),
      keyring: keyringCalled('kwallet6'),
      logger: { log: () => undefined },
      nowMs: () => 0,
    });
    expect(await store.load()).toMatchObject({
      keptBy: 'visit',
      notices: [expect.stringContaining('could not be written')],
    });
  });
});

describe('a sealed key that is imported', () => {
  const seed = Buffer.alloc(32, 7);
  const { publicKey } = seedSigner(seed);

  it('takes the place of the one there was, which is kept aside', async () => {
    const store = open();
    await store.load();
    const before = readFileSync(path());
    const text = await sealSeed(seed, PASSPHRASE, COST_LOG2);
    const report = { publicKey, keptBy: 'keyring', notices: [] };
    expect(await store.importSealed(text, PASSPHRASE)).toEqual(report);
    expect((await store.signer()).publicKey).toBe(publicKey);
    expect(readFileSync(join(folder, filesAside('replaced')[0]))).toEqual(before);
    expect(await open().load()).toEqual(report);
  });

  it('changes nothing with another passphrase, or when it is none', async () => {
    const store = open();
    const before = await store.load();
    const text = await sealSeed(seed, PASSPHRASE, COST_LOG2);
    await expect(store.importSealed(text, 'wrong horse')).rejects.toThrow(/passphrase/);
    await expect(store.importSealed('hello', PASSPHRASE)).rejects.toThrow(/no sealed key/);
    expect(await store.load()).toEqual(before);
    expect(filesAside('replaced')).toEqual([]);
  });

  it('is the one that is there already: nothing is kept aside', async () => {
    const store = open();
    const { publicKey: own } = await store.load();
    const text = await store.exportSealed(PASSPHRASE);
    expect((await store.importSealed(text, PASSPHRASE)).publicKey).toBe(own);
    expect(filesAside('replaced')).toEqual([]);
  });
});
