import { describe, expect, it } from 'vitest';
import { RoomLocks } from '../../../../src/server/rooms/room-locks';
import {
  deriveRoomSeed,
  isFairCost,
  lockRoom,
  makeRoomKey,
  ROOM_KEY_COST,
  signRoomEntry,
} from '../../../../src/shared/identity/room-key';
import type { RoomLock } from '../../../../src/shared/protocol/room-messages';

/** Real scrypt, but little of it. */
const CHEAP = { logN: 4, r: 8, p: 1 };
const SLUG = 'garden';
const NONCE = 'n'.repeat(43);
const MEMBER = 'a'.repeat(64);
const locks = new RoomLocks(
  (text) => Buffer.from(text.padEnd(16)).toString('base64url', 0, 16),
  CHEAP,
);

async function entryTo({ salt, cost }: Pick<RoomLock, 'salt' | 'cost'>, password: string) {
  const key = await makeRoomKey(password, salt, cost);
  const terms = { slug: SLUG, nonce: NONCE, member: MEMBER };
  return { nonce: NONCE, member: MEMBER, signature: signRoomEntry(key, terms) } as const;
}

describe('a lock', () => {
  it('opens to whoever knows the password, and to nobody else', async () => {
    const { lock } = await lockRoom('correct horse', CHEAP);
    expect(locks.opens(lock, SLUG, await entryTo(lock, 'correct horse'))).toBe(true);
    for (const wrong of ['correct horse ', 'Correct horse', '', lock.key]) {
      expect(locks.opens(lock, SLUG, await entryTo(lock, wrong)), wrong).toBe(false);
    }
  });

  it('opens by the same letters, however they are composed', async () => {
    const { lock } = await lockRoom('caf\u00e9', CHEAP);
    expect(locks.opens(lock, SLUG, await entryTo(lock, 'cafe\u0301'))).toBe(true);
  });

  it('opens once for each nonce, for whom it was signed, and as the room that it is', async () => {
    const { lock } = await lockRoom('tomato', CHEAP);
    const entry = await entryTo(lock, 'tomato');
    for (const change of [
      { nonce: null },
      { nonce: 'm'.repeat(43) },
      { member: null },
      { member: 'b'.repeat(64) },
    ]) {
      expect(locks.opens(lock, SLUG, { ...entry, ...change })).toBe(false);
    }
    expect(locks.opens(lock, 'shed', entry)).toBe(false);
  });

  it('that is not there opens to nobody, and has a door like any other', async () => {
    const door = locks.doorOf(null, 'nowhere');
    expect(door).toEqual(locks.doorOf(null, 'nowhere'));
    expect(door).not.toEqual(locks.doorOf(null, 'elsewhere'));
    expect(door).toEqual({
      slug: 'nowhere',
      salt: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      cost: CHEAP,
    });
    const entry = await entryTo(door, 'anything');
    expect(locks.opens(null, SLUG, entry)).toBe(false);
  });

  it('is another one each time, and the same to a program as to a page', async () => {
    const [one, other] = await Promise.all([1, 2].map(() => locks.lock('hunter2')));
    expect(one).not.toEqual(other);
    expect(locks.opens(one, SLUG, await entryTo(one, 'hunter2'))).toBe(true);
    expect(JSON.stringify(one)).not.toContain('hunter2');
  });
});

describe('making a key of a password', () => {
  it('leaves the page time for everything else', async () => {
    let turns = 0;
    let timer = setTimeout(function turn() {
      turns += 1;
      timer = setTimeout(turn);
    });
    await deriveRoomSeed('tomato', 'ab'.repeat(16), ROOM_KEY_COST);
    clearTimeout(timer);
    expect(turns).toBeGreaterThan(5);
  });
});

describe('the cost of guessing', () => {
  it.each([
    [ROOM_KEY_COST, true],
    [{ logN: 15, r: 8, p: 5 }, true],
    [{ logN: 14, r: 8, p: 4 }, false],
    [{ logN: 10, r: 8, p: 32 }, false],
    [{ logN: 1, r: 1, p: 1 }, false],
    // Half a gigabyte, and minutes.
    [{ logN: 17, r: 32, p: 5 }, false],
    [{ logN: 14, r: 8, p: 32 }, false],
  ])('of %j is fair: %s', (cost, isFair) => {
    expect(isFairCost(cost)).toBe(isFair);
  });
});
