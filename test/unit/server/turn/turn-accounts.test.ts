import { describe, expect, it } from 'vitest';
import { TurnAccounts, TurnOptionsError } from '../../../../src/server/turn/turn-accounts';

const SECRET = 'north-star-secret';
const NOW_MS = 1_767_225_600_900;
const random = { id: () => 'abcdefgh_id-0001' };
const clock = { nowMs: () => NOW_MS };

describe('accounts of a TURN server', () => {
  it('are what openssl signs: until when, and chance', () => {
    const urls = ['turn:turn.example'];
    // printf 1767229200:abcdefgh_id-0001 |
    //   openssl dgst -sha1 -hmac north-star-secret -binary | base64
    expect(new TurnAccounts({ urls, secret: SECRET }, clock, random).create()).toEqual({
      urls,
      username: '1767229200:abcdefgh_id-0001',
      credential: '25VKmVCOeBwhhuxzQbP+GhWjjQQ=',
    });
  });

  it('hold for as long as whoever runs the server says', () => {
    const accounts = new TurnAccounts(
      { urls: ['turns:turn.example'], secret: SECRET, ttlMs: 600_000 },
      clock,
      random,
    );
    expect(accounts.create().username).toBe('1767226200:abcdefgh_id-0001');
  });

  it.each([
    [{ urls: [] }, /needs an address/],
    [{ urls: ['stun:turn.example'] }, /^stun:turn\.example is not the address of a TURN server/],
    [{ urls: Array.from({ length: 9 }, () => 'turn:a') }, /8 addresses at the most/],
    [{ secret: 'short' }, /too short/],
    [{ ttlMs: 599_999 }, /10 to 60 minutes/],
    [{ ttlMs: 3_600_001 }, /10 to 60 minutes/],
    [{ ttlMs: Number.NaN }, /10 to 60 minutes/],
  ])('are none of %o', (wrong, sentence) => {
    const make = (): TurnAccounts =>
      new TurnAccounts({ urls: ['turn:a'], secret: SECRET, ...wrong }, clock, random);
    expect(make).toThrow(TurnOptionsError);
    expect(make).toThrow(sentence);
  });
});
