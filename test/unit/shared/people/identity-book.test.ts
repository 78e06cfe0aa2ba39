import { describe, expect, it } from 'vitest';
import {
  type IdentityBook,
  judge,
  knownKeys,
  MAX_KEYS_EACH,
  MAX_KNOWN_PEOPLE,
  parseIdentityBook,
  withoutPerson,
  withRefused,
  withRenamed,
  withSeen,
  withVerified,
} from '../../../../src/shared/people/identity-book';

const HOME = 'wss://home.example';
const BOB = { server: HOME, name: 'bob' };
const NOBODY: IdentityBook = [];

function keyOf(n: number): string {
  return n.toString(16).padStart(64, '0');
}

const [ONE, OTHER] = [keyOf(1), keyOf(2)];

describe('somebody whom nobody knows', () => {
  it('is unknown by a key, and a guest without one', () => {
    expect(judge(NOBODY, BOB, ONE)).toBe('unknown');
    expect(judge(NOBODY, BOB, null)).toBe('keyless');
  });

  it('is known by the key that they came with first, and by no other', () => {
    const book = withSeen(NOBODY, BOB, ONE);
    expect(judge(book, BOB, ONE)).toBe('known');
    expect(judge(book, BOB, OTHER)).toBe('changed');
    expect(judge(book, BOB, null)).toBe('changed');
    expect(withSeen(book, BOB, OTHER)).toBe(book);
  });
});

describe('somebody who is known', () => {
  const book = withSeen(NOBODY, BOB, ONE);

  it('is so by whatever their name looks like, and on no other server', () => {
    expect(judge(book, { ...BOB, name: 'BOB' }, ONE)).toBe('known');
    // Greek omicron: it looks the same, and so must be the same person.
    expect(judge(book, { ...BOB, name: 'bοb' }, OTHER)).toBe('changed');
    expect(judge(book, { ...BOB, server: 'https://HOME.example/' }, ONE)).toBe('known');
    expect(judge(book, { ...BOB, server: 'wss://elsewhere.example' }, ONE)).toBe('unknown');
  });

  it('is verified when both have compared what they saw, with each of their keys', () => {
    const verified = withVerified(book, BOB, OTHER);
    expect(judge(verified, BOB, OTHER)).toBe('verified');
    expect(judge(verified, BOB, ONE)).toBe('known');
    expect(judge(withVerified(verified, BOB, ONE), BOB, ONE)).toBe('verified');
    expect(withSeen(verified, BOB, OTHER)).toBe(verified);
  });

  it('is met anew when they were forgotten', () => {
    const forgotten = withoutPerson(book, BOB);
    expect(judge(forgotten, BOB, OTHER)).toBe('unknown');
    expect(withoutPerson(forgotten, BOB)).toBe(forgotten);
  });

  it('is the same under another name, unless that is somebody’s', () => {
    const robert = { ...BOB, name: 'Robert' };
    const renamed = withRenamed(book, BOB, 'Robert');
    expect([judge(renamed, robert, ONE), judge(renamed, BOB, ONE)]).toEqual(['known', 'unknown']);
    const both = withSeen(book, robert, OTHER);
    expect(withRenamed(both, BOB, 'robert')).toBe(both);
  });
});

describe('a key that was refused', () => {
  it('is never theirs again until it is verified', () => {
    const book = withRefused(withSeen(NOBODY, BOB, ONE), BOB, ONE);
    expect(judge(book, BOB, ONE)).toBe('refused');
    expect(withSeen(book, BOB, ONE)).toBe(book);
    expect(judge(book, BOB, OTHER)).toBe('unknown');
    expect(judge(withVerified(book, BOB, ONE), BOB, ONE)).toBe('verified');
  });
});

describe('what is kept', () => {
  it('is read as it was written, and without what is no such thing', () => {
    const book = withRefused(withVerified(NOBODY, BOB, ONE), BOB, OTHER);
    const text = JSON.stringify([...book, { server: HOME }, 'bob', { ...book[0], keys: ['x'] }]);
    expect(parseIdentityBook(JSON.parse(text))).toEqual(book);
    expect(parseIdentityBook('nothing')).toEqual([]);
  });

  it('knows keys by name on whatever server, and none that are theirs no more', () => {
    let book = withVerified(
      withVerified(NOBODY, BOB, ONE),
      { ...BOB, server: 'wss://b.example' },
      OTHER,
    );
    expect(knownKeys(book, 'BOB')).toEqual([OTHER, ONE]);
    expect(knownKeys(book, 'carol')).toEqual([]);
    book = withRefused(book, BOB, ONE);
    expect(knownKeys(book, 'bob')).toEqual([OTHER]);
  });

  it('is bounded for each person', () => {
    let book: IdentityBook = NOBODY;
    for (let n = 0; n < 20; n += 1) book = withVerified(book, BOB, keyOf(n));
    for (let n = 100; n < 120; n += 1) book = withRefused(book, BOB, keyOf(n));
    expect([book[0].keys.length, book[0].refused.length]).toEqual([MAX_KEYS_EACH, MAX_KEYS_EACH]);
    expect(parseIdentityBook(JSON.parse(JSON.stringify(book)))).toEqual(book);
  });

  it('is bounded in people, of whom those go last who are verified', () => {
    let book = withSeen(withVerified(NOBODY, BOB, ONE), { ...BOB, name: 'first' }, ONE);
    for (let n = 0; n < MAX_KNOWN_PEOPLE; n += 1) {
      book = withSeen(book, { ...BOB, name: `p${n}` }, ONE);
    }
    expect(book).toHaveLength(MAX_KNOWN_PEOPLE);
    expect(judge(book, BOB, ONE)).toBe('verified');
    expect(judge(book, { ...BOB, name: 'first' }, ONE)).toBe('unknown');
    expect(judge(book, { ...BOB, name: `p${MAX_KNOWN_PEOPLE - 1}` }, ONE)).toBe('known');
  });
});
