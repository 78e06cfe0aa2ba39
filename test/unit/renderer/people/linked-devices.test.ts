import { describe, expect, it } from 'vitest';
import { KeptIdentities } from '../../../../src/renderer/people/kept-identities';
import { createMemoryStore } from '../../../../src/renderer/people/key-value-store';
import { SILENT_LOGGER } from '../../../../src/shared/base/logger';
import { seedSigner } from '../../../../src/shared/identity/seed-signer';
import type { Device, DeviceRemoval } from '../../../../src/shared/protocol/messages';

const signerOf = (seed: number) => seedSigner(new Uint8Array(32).fill(seed));
const [DESK, LAPTOP, PHONE, EVE] = [signerOf(1), signerOf(2), signerOf(3), signerOf(4)];
type Signer = typeof DESK;

/** What the server says of a device that `by` has linked. */
async function linkOf(by: Signer, device: Signer, name = 'Bob', atMs = 7): Promise<Device> {
  const said = { name, by: by.publicKey, atMs };
  const statement = { kind: 'device-linked', device: device.publicKey, ...said } as const;
  const signature = await by.sign(statement);
  const deviceSignature = await device.sign(statement);
  return { key: device.publicKey, link: { ...said, signature, deviceSignature } };
}

/** ... and of one that `by` has taken away. */
async function removalOf(
  by: Signer,
  device: Signer,
  { atMs = 8, name = 'Bob' } = {},
): Promise<DeviceRemoval> {
  const said = { name, by: by.publicKey, device: device.publicKey, atMs };
  return { ...said, signature: await by.sign({ kind: 'device-removed', ...said }) };
}

/** What the server lists, the truth or not. */
function tell(
  people: KeptIdentities,
  name: string,
  devices: Device[],
  removed: DeviceRemoval[] = [],
): Promise<string[]> {
  return people.learnDevices(name, { devices, removed });
}

function open(store = createMemoryStore()): KeptIdentities {
  return new KeptIdentities({
    store,
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
    await tell(people, 'bob', [await linkOf(DESK, LAPTOP), await linkOf(LAPTOP, PHONE)]);
    await tell(people, 'cat', [await linkOf(DESK, LAPTOP, 'cat')]);
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
    await tell(people, 'bob', [await made()]);
    expect(people.trustOf('bob', LAPTOP.publicKey)).toBe('changed');
  });

  it('is none that the user has refused', async () => {
    const people = open();
    await people.see('bob', DESK.publicKey);
    await people.refuse('bob', LAPTOP.publicKey);
    await tell(people, 'bob', [await linkOf(DESK, LAPTOP)]);
    expect(people.trustOf('bob', LAPTOP.publicKey)).toBe('refused');
  });
});

describe('a device that somebody who is known has taken away', () => {
  /** Bob's desk, known, which has linked his laptop. */
  async function bobWithLaptop(store = createMemoryStore()): Promise<KeptIdentities> {
    const people = open(store);
    await people.see('bob', DESK.publicKey);
    await tell(people, 'bob', [await linkOf(DESK, LAPTOP)]);
    expect(people.trustOf('bob', LAPTOP.publicKey)).toBe('known');
    return people;
  }

  it('is somebody else from then on, and that is said once', async () => {
    const people = await bobWithLaptop();
    const removed = [await removalOf(DESK, LAPTOP)];
    expect(await tell(people, 'bob', [], removed)).toEqual([LAPTOP.publicKey]);
    expect(await tell(people, 'bob', [], removed)).toEqual([]);
    expect(people.trustOf('bob', LAPTOP.publicKey)).toBe('changed');
    expect(people.trustOf('bob', DESK.publicKey)).toBe('known');
    // Nor is it met as if for the first time.
    await people.see('bob', LAPTOP.publicKey);
    expect(people.trustOf('bob', LAPTOP.publicKey)).toBe('changed');
  });

  it('is so after a restart as well', async () => {
    const store = createMemoryStore();
    await tell(await bobWithLaptop(store), 'bob', [], [await removalOf(DESK, LAPTOP)]);
    const people = open(store);
    await people.load();
    expect(people.trustOf('bob', LAPTOP.publicKey)).toBe('changed');
  });

  it('may be the one that says so, or the only one that was known', async () => {
    const people = open();
    await people.verify('bob', LAPTOP.publicKey);
    await tell(people, 'bob', [], [await removalOf(LAPTOP, LAPTOP)]);
    expect(people.trustOf('bob', LAPTOP.publicKey)).toBe('changed');
  });

  it.each<[string, () => Promise<DeviceRemoval>]>([
    ['on the word of a stranger', () => removalOf(EVE, LAPTOP)],
    [
      'on that of somebody whose name it bears',
      async () => ({ ...(await removalOf(EVE, LAPTOP)), by: DESK.publicKey }),
    ],
    ['for another name', () => removalOf(DESK, LAPTOP, { name: 'cat' })],
    [
      'in the place of another',
      async () => ({ ...(await removalOf(DESK, PHONE)), device: LAPTOP.publicKey }),
    ],
    [
      'at another time than was signed',
      async () => ({ ...(await removalOf(DESK, LAPTOP)), atMs: 9 }),
    ],
    ['by a word from before it was linked', () => removalOf(DESK, LAPTOP, { atMs: 6 })],
  ])('is not gone %s', async (_what, made) => {
    const people = await bobWithLaptop();
    expect(await tell(people, 'bob', [], [await made()])).toEqual([]);
    expect(people.trustOf('bob', LAPTOP.publicKey)).toBe('known');
  });

  it('is not back when a server shows the old link again', async () => {
    const people = await bobWithLaptop();
    const link = await linkOf(DESK, LAPTOP);
    await tell(people, 'bob', [link], [await removalOf(DESK, LAPTOP)]);
    await tell(people, 'bob', [link]);
    expect(people.trustOf('bob', LAPTOP.publicKey)).toBe('changed');
    // Nor by the word of the very device that is gone, for one more.
    await tell(people, 'bob', [await linkOf(LAPTOP, PHONE, 'Bob', 9)]);
    expect(people.trustOf('bob', PHONE.publicKey)).toBe('changed');
  });

  it('is back by a later link, and not gone when a server shows the old removal again', async () => {
    const people = await bobWithLaptop();
    const removal = await removalOf(DESK, LAPTOP);
    await tell(people, 'bob', [], [removal]);
    await tell(people, 'bob', [await linkOf(DESK, LAPTOP, 'Bob', 9)]);
    expect(people.trustOf('bob', LAPTOP.publicKey)).toBe('known');
    expect(await tell(people, 'bob', [], [removal])).toEqual([]);
    expect(people.trustOf('bob', LAPTOP.publicKey)).toBe('known');
  });

  it('is theirs when both have compared since, whatever is shown again', async () => {
    const people = await bobWithLaptop();
    const removal = await removalOf(DESK, LAPTOP);
    await tell(people, 'bob', [], [removal]);
    await people.verify('bob', LAPTOP.publicKey);
    await tell(people, 'bob', [], [removal]);
    expect(people.trustOf('bob', LAPTOP.publicKey)).toBe('verified');
  });
});
