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
import { keptRoom } from '../../../helpers/kept-room';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'webcrt-store-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const fileIn = (where: string): string => join(where, 'rooms.json');

describe('FileRoomStore', () => {
  it('holds what was put, for whoever opens it next', async () => {
    const kept = keptRoom('team', {
      name: 'Team ☕',
      topic: 'mornings',
      limit: 5,
      passwordHash: `scrypt$14$8$5$${'A'.repeat(22)}$${'B'.repeat(43)}`,
      ownerKeyHash: 'C'.repeat(43),
    });
    await FileRoomStore.open(folder).put(kept);
    expect(FileRoomStore.open(folder).rooms).toEqual([kept]);
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
    ['another version', '{"version": 2, "rooms": []}'],
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
