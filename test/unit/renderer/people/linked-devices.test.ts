import { describe, expect, it } from 'vitest';
import { KeptIdentities } from '../../../../src/renderer/people/kept-identities';
import { createMemoryStore } from '../../../../src/renderer/people/key-value-store';
import { SILENT_LOGGER } from '../../../../src/shared/base/logger';
import { seedSigner } from '../../../../src/shared/identity/seed-signer';
import type { Device } from '../../../../src/shared/protocol/messages';

const signerOf = (seed: number) => seedSigner(new Uint8Array(32).fill(seed));
const [DESK, LAPTOP, PHONE, EVE] = [signerOf(1), signerOf(2), signerOf(3), signerOf(4)];
type Signer = typeof DESK;

/** What the server says of a device that `by` has linked. */
async function linkOf(by: Signer, device: Signer, name = 'Bob'): Promise<Device> {
  const said = { name, by: by.publicKey, atMs: 7 };
  const statement = { kind: 'device-linked', device: device.publicKey, ...said } as const;
  const signature = await by.sign(statement);
  const deviceSignature = await device.sign(statement);
  return { key: device.publicKey, link: { ...said, signature, deviceSignature } };
}

function open(): KeptIdentities {
  return new KeptIdentities({
    store: createMemoryStore(),
    server: () => 'wss://home.example',
    logger: SILENT_LOGGER,
  });
}

describe('another device of somebody who is known', () => {
  it('is known, and verified where the one that signed for it is', async () => {
    const people = open();
    await people.see('bob', DESK.publicKey);
    await people.verify('cat', DESK.publicKey);
    expect(people.trustOf('bob', LAPTOP.publicKey)).toBe('changed');
    await people.learnDevices('bob', [await linkOf(DESK, LAPTOP), await linkOf(LAPTOP, PHONE)]);
    await people.learnDevices('cat', [await linkOf(DESK, LAPTOP, 'cat')]);
    expect(people.trustOf('bob', LAPTOP.publicKey)).toBe('known');
    expect(people.trustOf('bob', PHONE.publicKey)).toBe('known');
    expect(people.trustOf('cat', LAPTOP.publicKey)).toBe('verified');
  });

  it.each<[string, () => Promise<Device>]>([
    ['on the word of a stranger', () => linkOf(EVE, LAPTOP)],
    ['for another name', () => linkOf(DESK, LAPTOP, 'eve')],
    [
      'that signed nothing itself',
      async () => {
        const { key, link } = await linkOf(DESK, LAPTOP);
        return { key, link: link && { ...link, deviceSignature: link.signature } };
      },
    ],
    [
      'in the place of the one that was signed for',
      async () => ({ ...(await linkOf(DESK, PHONE)), key: LAPTOP.publicKey }),
    ],
    [
      'only because the server says so',
      () => Promise.resolve({ key: LAPTOP.publicKey, link: null }),
    ],
  ])('is none %s', async (_what, made) => {
    const people = open();
    await people.see('bob', DESK.publicKey);
    await people.learnDevices('bob', [await made()]);
    expect(people.trustOf('bob', LAPTOP.publicKey)).toBe('changed');
  });

  it('is none that the user has refused', async () => {
    const people = open();
    await people.see('bob', DESK.publicKey);
    await people.refuse('bob', LAPTOP.publicKey);
    await people.learnDevices('bob', [await linkOf(DESK, LAPTOP)]);
    expect(people.trustOf('bob', LAPTOP.publicKey)).toBe('refused');
  });
});
