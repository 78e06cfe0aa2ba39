import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FileRoomStore, RoomStoreError } from '../../../../src/server/rooms/file-room-store';
import { deriveRoomSeed, roomKeyOf } from '../../../../src/shared/identity/room-key';
import { keptRoom } from '../../../helpers/kept-room';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'webcrt-store-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** As it was written when the server still had hashes of passwords. */
function hashedRoom(passwordHash: string | null) {
  const { lock, maker, ...rest } = keptRoom('team');
  expect([lock, maker]).toEqual([null, null]);
  return { ...rest, passwordHash };
}

const fileIn = (where: string): string => join(where, 'rooms.json');

describe('FileRoomStore', () => {
  it('holds what was put, for whoever opens it next', async () => {
    const kept = keptRoom('team', {
      name: 'Team ☕',
      topic: 'mornings',
      limit: 5,
      lock: { salt: 'a'.repeat(32), cost: { logN: 14, r: 8, p: 5 }, key: 'b'.repeat(64) },
      ownerKeyHash: 'C'.repeat(43),
    });
    await FileRoomStore.open(folder).put(kept);
    expect(FileRoomStore.open(folder).rooms).toEqual([kept]);
  });

  it('makes keys of the hashes of an earlier version, which open by the same passwords', async () => {
    const salt = 'c0ffee00c0ffee00c0ffee00c0ffee00';
    const cost = { logN: 10, r: 8, p: 1 };
    const seed = await deriveRoomSeed('tomato', salt, cost);
    const [saltText, seedText] = [Buffer.from(salt, 'hex'), Buffer.from(seed)].map((bytes) =>
      bytes.toString('base64url'),
    );
    const rooms = [
      hashedRoom(`scrypt$10$8$1$${saltText}$${seedText}`),
      { ...hashedRoom(null), slug: 'open' },
    ];
    writeFileSync(fileIn(folder), JSON.stringify({ version: 1, rooms }));
    const store = FileRoomStore.open(folder);
    expect(store.rooms.map(({ lock }) => lock)).toEqual([
      { salt, cost, key: roomKeyOf(seed) },
      null,
    ]);
    // Written again, it holds the public half only.
    await store.put(keptRoom('other'));
    expect(readFileSync(fileIn(folder), 'utf8')).not.toContain(seedText);
    expect(FileRoomStore.open(folder).rooms).toEqual(store.rooms);
  });

  it('makes its folder, and is nobody else’s to read', async () => {
    const deep = join(folder, 'a', 'b');
    await FileRoomStore.open(deep).put(keptRoom('team'));
    expect(statSync(fileIn(deep)).mode & 0o777).toBe(0o600);
  });

  it('writes the last state of many changes at once, and leaves nothing beside it', async () => {
    const store = FileRoomStore.open(folder);
    await Promise.all([
      ...Array.from({ length: 50 }, (_, index) =>
        store.put(keptRoom(`room-${index % 10}`, { limit: 2 + (index % 30) })),
      ),
      store.remove('room-3'),
    ]);
    const slugs = FileRoomStore.open(folder).rooms.map(({ slug }) => slug);
    expect(slugs.sort()).toEqual([0, 1, 2, 4, 5, 6, 7, 8, 9].map((index) => `room-${index}`));
    expect(FileRoomStore.open(folder).rooms).toEqual(store.rooms);
    expect(readdirSync(folder)).toEqual(['rooms.json']);
  });

  it.each([
    ['nothing', ''],
    ['half a file', '{"version": 1, "rooms": [{"slug": "te'],
    ['another version', '{"version": 3, "rooms": []}'],
    [
      'a hash that is none',
      JSON.stringify({ version: 1, rooms: [hashedRoom('md5$14$8$5$AAAA$BBBB')] }),
    ],
    ['a room without a name', '{"version": 1, "rooms": [{"slug": "team"}]}'],
    ['a slug that is a path', JSON.stringify({ version: 1, rooms: [keptRoom('../../etc')] })],
  ])('refuses %s, and leaves it as it is', (_what, content) => {
    writeFileSync(fileIn(folder), content);
    expect(() => FileRoomStore.open(folder)).toThrow(RoomStoreError);
    expect(readFileSync(fileIn(folder), 'utf8')).toBe(content);
  });

  it('says so when its folder is a file', () => {
    writeFileSync(join(folder, 'file'), '');
    for (const path of ['file', 'file/below']) {
      expect(() => FileRoomStore.open(join(folder, path))).toThrow(
        /is a file, or lies behind one, and kept rooms go to a folder: name another/,
      );
    }
    expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('');
  });

  it('promises nothing that it could not write, and works again when it can', async () => {
    const store = FileRoomStore.open(folder);
    await store.put(keptRoom('first'));
    // A folder in the file's place: nobody, not even root, can replace that by a file.
    rmSync(fileIn(folder));
    const { mkdirSync } = await import('node:fs');
    mkdirSync(join(fileIn(folder), 'in-the-way'), { recursive: true });
    await expect(store.put(keptRoom('second'))).rejects.toThrow();
    expect(store.rooms.map(({ slug }) => slug)).toEqual(['first']);
    rmSync(fileIn(folder), { recursive: true });
    chmodSync(folder, 0o700);
    await store.put(keptRoom('third'));
    expect(FileRoomStore.open(folder).rooms.map(({ slug }) => slug)).toEqual(['first', 'third']);
  });
});
