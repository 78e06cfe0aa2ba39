import { describe, expect, it } from 'vitest';
import { WebIdentity } from '../../../../src/renderer/host/web-identity';
import { createMemoryStore } from '../../../../src/renderer/people/key-value-store';
import { sealSeed } from '../../../../src/shared/identity/sealed-seed';
import { seedSigner } from '../../../../src/shared/identity/seed-signer';
import type { StatementOf } from '../../../../src/shared/identity/statement';
import { verifyStatement } from '../../../../src/shared/identity/verify-statement';
import { SILENT_LOGGER } from '../../../../src/shared/base/logger';

const PASSPHRASE = 'correct horse battery staple';
const SEED = new Uint8Array(32).fill(7);
const IMPORTED = seedSigner(SEED).publicKey;
/** Of a browser that does not know Ed25519. */
const OLD = {
  generateKey: () => Promise.reject(new DOMException('', 'NotSupportedError')),
  importKey: () => Promise.reject(new DOMException('', 'NotSupportedError')),
} as unknown as SubtleCrypto;

/** A tab of a browser that keeps things in `store`. */
function tab(
  store = createMemoryStore(),
  {
    subtle = crypto.subtle,
    isKept = true,
  }: { subtle?: SubtleCrypto | null; isKept?: boolean } = {},
): WebIdentity {
  return new WebIdentity({
    subtle: subtle ?? undefined,
    store,
    isKept: () => isKept,
    logger: SILENT_LOGGER,
  });
}

function linked(by: string): StatementOf<'device-linked'> {
  return { kind: 'device-linked', name: 'ann', by, device: 'cd'.repeat(32), atMs: 1 };
}

const sealed = (): Promise<string> => sealSeed(SEED, PASSPHRASE, 10);

describe('the key of a browser', () => {
  it('is made once, and found by the next page', async () => {
    const store = createMemoryStore();
    const first = await tab(store).load();
    expect(first).toMatchObject({ keptBy: 'browser', notices: [] });
    expect(first.publicKey).toMatch(/^[0-9a-f]{64}$/);
    expect(await tab(store).load()).toEqual(first);
  });

  it('is one for two tabs that open at once', async () => {
    const store = createMemoryStore();
    const [one, other] = await Promise.all([tab(store).load(), tab(store).load()]);
    expect(one.publicKey).toBe(other.publicKey);
  });

  it('cannot be read by anybody, the page included', async () => {
    const store = createMemoryStore();
    const identity = tab(store);
    await identity.load();
    const { privateKey } = (await store.get('identity')) as { privateKey: CryptoKey };
    expect(privateKey.extractable).toBe(false);
    await expect(crypto.subtle.exportKey('pkcs8', privateKey)).rejects.toThrow();
    await expect(identity.exportSealed()).rejects.toThrow(/browser gives its key to nobody/);
  });

  it('signs what is said in its name, and nothing in that of another', async () => {
    const identity = tab();
    const { publicKey } = await identity.load();
    const own = linked(publicKey ?? '');
    expect(verifyStatement(publicKey ?? '', own, await identity.sign(own))).toBe(true);
    await expect(identity.sign(linked('ef'.repeat(32)))).rejects.toThrow();
    const signer = await identity.signer();
    expect(signer?.publicKey).toBe(publicKey);
    expect(verifyStatement(publicKey ?? '', own, (await signer?.sign(own)) ?? '')).toBe(true);
  });

  it('is for this visit where site data is blocked, and that is said', async () => {
    const store = createMemoryStore();
    const report = await tab(store, { isKept: false }).load();
    expect(report).toMatchObject({ keptBy: 'visit', notices: [expect.stringMatching(/blocks/)] });
    expect(report.publicKey).not.toBeNull();
  });

  it.each([
    ['that has no Ed25519', OLD],
    ['whose page is not secure', null],
  ])('is none in one %s: a guest, and that is said', async (_what, subtle) => {
    const identity = tab(createMemoryStore(), { subtle });
    expect(await identity.load()).toMatchObject({
      publicKey: null,
      keptBy: 'none',
      notices: [expect.stringMatching(/guest/)],
    });
    expect(await identity.signer()).toBeNull();
    await expect(identity.sign(linked('ef'.repeat(32)))).rejects.toThrow();
    await expect(identity.importSealed(await sealed(), PASSPHRASE)).rejects.toThrow(/Ed25519/);
  });

  it('that cannot be read is kept aside, and that is said', async () => {
    const store = createMemoryStore();
    await store.update('identity', () => ({ privateKey: 'nonsense', publicKey: 'x' }));
    const report = await tab(store).load();
    expect(report).toMatchObject({ keptBy: 'browser', notices: [expect.stringMatching(/aside/)] });
    expect(await store.get('identity.corrupt')).toEqual({ privateKey: 'nonsense', publicKey: 'x' });
    expect((await tab(store).load()).publicKey).toBe(report.publicKey);
  });
});

describe('a sealed key that is imported', () => {
  it('takes the place of the one there was, cannot be read either, and signs', async () => {
    const store = createMemoryStore();
    const identity = tab(store);
    const before = await identity.load();
    const report = { publicKey: IMPORTED, keptBy: 'browser', notices: [] };
    expect(await identity.importSealed(await sealed(), PASSPHRASE)).toEqual(report);
    expect(await tab(store).load()).toEqual(report);
    const own = linked(IMPORTED);
    expect(verifyStatement(IMPORTED, own, await identity.sign(own))).toBe(true);
    const { privateKey } = (await store.get('identity')) as { privateKey: CryptoKey };
    expect(privateKey.extractable).toBe(false);
    expect(await store.get('identity.replaced')).toMatchObject({ publicKey: before.publicKey });
  });

  it('changes nothing with another passphrase, or when it is none', async () => {
    const identity = tab();
    const before = await identity.load();
    await expect(identity.importSealed(await sealed(), 'wrong horse')).rejects.toThrow(
      /passphrase/,
    );
    await expect(identity.importSealed('hello', PASSPHRASE)).rejects.toThrow(/no sealed key/);
    expect(await identity.load()).toEqual(before);
  });
});
