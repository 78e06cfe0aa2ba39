import { describe, expect, it } from 'vitest';
import { isPasswordHash, Passwords, type ScryptCost } from '../../../../src/server/rooms/passwords';

/** Real scrypt, but little of it. */
const CHEAP: ScryptCost = { logN: 4, r: 8, p: 1 };

async function hashOf(passwords: Passwords, password: string): Promise<string> {
  const hashed = await passwords.hash(password);
  if (!hashed.ok) throw new Error('busy');
  return hashed.value;
}

describe('a password', () => {
  it('is recognised by its hash, and no other is', async () => {
    const passwords = new Passwords(CHEAP);
    const hash = await hashOf(passwords, 'correct horse');
    expect(await passwords.isRight('correct horse', hash)).toEqual({ ok: true, value: true });
    for (const wrong of ['correct horse ', 'Correct horse', '', hash]) {
      expect(await passwords.isRight(wrong, hash), wrong).toEqual({ ok: true, value: false });
    }
  });

  it('is the same however its letters are composed', async () => {
    const passwords = new Passwords(CHEAP);
    const hash = await hashOf(passwords, 'caf\u00e9');
    expect(await passwords.isRight('cafe\u0301', hash)).toEqual({ ok: true, value: true });
  });

  it('opens nothing where there is nothing', async () => {
    const passwords = new Passwords(CHEAP);
    expect(await passwords.isRight('anything', null)).toEqual({ ok: true, value: false });
  });

  it('gives another hash each time, which holds no trace of it', async () => {
    const passwords = new Passwords(CHEAP);
    const hashes = await Promise.all([1, 2].map(() => hashOf(passwords, 'hunter2')));
    expect(hashes[0]).not.toBe(hashes[1]);
    for (const hash of hashes) {
      expect(isPasswordHash(hash)).toBe(true);
      expect(hash).not.toContain('hunter2');
    }
  });

  it('hashed at another cost is recognised still', async () => {
    const hash = await hashOf(new Passwords({ logN: 5, r: 4, p: 2 }), 'old');
    expect(await new Passwords(CHEAP).isRight('old', hash)).toEqual({ ok: true, value: true });
  });

  it('is refused as busy when many wait, and looked at again afterwards', async () => {
    const passwords = new Passwords(CHEAP);
    const hash = await hashOf(passwords, 'x');
    const all = await Promise.all(Array.from({ length: 100 }, () => passwords.isRight('x', hash)));
    const right = all.filter((each) => each.ok);
    expect(right.length).toBeGreaterThanOrEqual(20);
    expect(right.length).toBeLessThan(100);
    expect(right.every((each) => each.value)).toBe(true);
    expect(await passwords.isRight('x', hash)).toEqual({ ok: true, value: true });
  });
});

describe('many passwords from one address', () => {
  it('do not keep another address waiting for more than one of them', async () => {
    const passwords = new Passwords(CHEAP);
    const done: string[] = [];
    const look = async (from: string): Promise<void> => {
      if ((await passwords.isRight('x', null, from)).ok) done.push(from);
    };
    const flood = Array.from({ length: 100 }, () => look('flood'));
    await look('other');
    // The two under way, and one turn each of those that take turns at two places.
    expect(done.length).toBeLessThanOrEqual(5);
    await Promise.all(flood);
    expect(done.length).toBeLessThan(100);
  });
});

describe('isPasswordHash', () => {
  const salt = 'A'.repeat(22);
  const key = 'B'.repeat(43);
  it.each([
    [`scrypt$14$8$5$${salt}$${key}`, true],
    // 2^40 would be a terabyte.
    [`scrypt$40$8$5$${salt}$${key}`, false],
    [`scrypt$14$8$5$${salt}`, false],
    [`md5$14$8$5$${salt}$${key}`, false],
    ['', false],
  ])('of %j is %j', (text, isHash) => {
    expect(isPasswordHash(text)).toBe(isHash);
  });
});
