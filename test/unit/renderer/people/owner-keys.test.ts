import { beforeEach, describe, expect, it } from 'vitest';
import type { KeyValueStore } from '../../../../src/renderer/people/key-value-store';
import { OwnerKeys } from '../../../../src/renderer/people/owner-keys';
import { MAX_OWNER_KEYS } from '../../../../src/shared/people/owner-key-list';

const HOME = 'wss://home.example';
const KEY = 'k'.repeat(43);
const SHED = { slug: 'shed', name: 'shed', isPrivate: false };

let kept: unknown;
let server: string | null;
let logged: unknown[];
let keys: OwnerKeys;

function ownerKeys(store: Partial<KeyValueStore> = {}): OwnerKeys {
  return new OwnerKeys({
    store: {
      get: () => Promise.resolve(kept),
      update: (_key, change) => {
        kept = change(kept);
        return Promise.resolve();
      },
      remove: () => Promise.reject(new Error('not asked for')),
      keys: () => Promise.resolve([]),
      ...store,
    },
    server: () => server,
    logger: { log: (...what) => logged.push(what) },
  });
}

beforeEach(() => {
  kept = undefined;
  server = HOME;
  logged = [];
  keys = ownerKeys();
});

describe('the keys of rooms', () => {
  it('outlive the app that kept them, until they are forgotten', async () => {
    expect(await keys.find('shed')).toBeNull();
    await keys.keep(SHED, KEY, null);
    expect(await ownerKeys().find('shed')).toEqual(expect.objectContaining({ key: KEY }));
    await keys.forget('garden');
    expect(await keys.find('shed')).not.toBeNull();
    await keys.forget('shed');
    expect(await ownerKeys().find('shed')).toBeNull();
  });

  it('are shown to no server but the one that gave them', async () => {
    await keys.keep(SHED, KEY, null);
    server = 'wss://elsewhere.example';
    expect(await keys.find('shed')).toBeNull();
    await keys.forget('shed');
    await keys.keep(SHED, 'e'.repeat(43), null);
    server = HOME;
    expect(await keys.find('shed')).toMatchObject({ key: KEY });
    server = null;
    expect(await keys.find('shed')).toBeNull();
  });

  it('are not shown to a server that took the place of theirs while they were looked for', async () => {
    await keys.keep(SHED, KEY, null);
    const found = keys.find('shed');
    server = 'wss://elsewhere.example';
    expect(await found).toBeNull();
  });

  it('are found by the name of a room that is listed, as the server finds it', async () => {
    await keys.keep({ slug: 'x7-q', name: '花園 Team', isPrivate: false }, KEY, null);
    await keys.keep({ slug: 'den-23456', name: 'Den', isPrivate: true }, 'd'.repeat(43), null);
    expect(await keys.find('花園 team')).toMatchObject({ slug: 'x7-q', key: KEY });
    expect(await keys.find('X7-Q')).toMatchObject({ key: KEY });
    expect(await keys.find('Den')).toBeNull();
    expect(await keys.find('den-23456')).toMatchObject({ key: 'd'.repeat(43) });
  });

  it('are so many and no more: those that were made or used last, one for each room', async () => {
    for (let index = 0; index < MAX_OWNER_KEYS; index += 1) {
      await keys.keep({ ...SHED, slug: `room-${index}` }, KEY, null);
    }
    await keys.keep({ ...SHED, slug: 'room-0' }, KEY, null);
    await keys.keep({ ...SHED, slug: 'room-50' }, KEY, null);
    expect(kept).toHaveLength(MAX_OWNER_KEYS);
    expect(await keys.find('room-0')).not.toBeNull();
    expect(await keys.find('room-1')).toBeNull();
    await keys.keep({ ...SHED, slug: 'room-0' }, 'n'.repeat(43), null);
    expect(await keys.find('room-0')).toMatchObject({ key: 'n'.repeat(43) });
  });

  it('are read with care: what is no key is left out', async () => {
    const good = { server: HOME, slug: 'shed', name: null, key: KEY };
    kept = [{ ...good, key: 'short' }, 7, { ...good, extra: 1 }, { ...good, slug: '../' }, good];
    expect(await keys.find('shed')).toMatchObject({ key: KEY });
    await keys.keep({ ...SHED, slug: 'den' }, KEY, null);
    expect(kept).toHaveLength(2);
    kept = 'nonsense';
    expect(await keys.find('shed')).toBeNull();
  });

  it('cost nobody a room when the device keeps nothing, and are never logged', async () => {
    const refuse = (): Promise<never> => Promise.reject(new Error('no room on the disk'));
    const refused = ownerKeys({ get: refuse, update: refuse });
    await refused.keep(SHED, KEY, null);
    expect(await refused.find('shed')).toBeNull();
    await refused.forget('shed');
    expect(logged).toHaveLength(3);
    expect(JSON.stringify(logged)).not.toContain(KEY);
  });
});
