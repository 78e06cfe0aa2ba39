import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { slugOf, unguessableSlug } from '../../../../src/server/rooms/slug';
import { parsePush } from '../../../../src/shared/protocol/parse';

const ROOM = {
  name: 'x',
  topic: '',
  isPrivate: false,
  isLocked: false,
  hasPassword: false,
  limit: null,
  isKept: false,
  owner: null,
};

describe('slugOf', () => {
  it.each([
    ['Stand-up', 'stand-up'],
    ['  Café  Müller! ', 'cafe-muller'],
    ['a/../b', 'a-b'],
    ['ROOM 101', 'room-101'],
    ['会議', ''],
    ['---', ''],
  ])('makes of %j %j', (name, slug) => {
    expect(slugOf(name)).toBe(slug);
  });

  it('leaves a slug as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (name) => {
        expect(slugOf(slugOf(name))).toBe(slugOf(name));
      }),
    );
  });
});

describe('unguessableSlug', () => {
  it('is one that the wire takes, whatever the name', () => {
    const names = fc.string({ unit: 'grapheme', maxLength: 80 });
    fc.assert(
      fc.property(names, fc.double({ min: 0, max: 0.999, noNaN: true }), (name, fraction) => {
        const slug = unguessableSlug(name, () => fraction);
        expect(slug.length).toBeGreaterThanOrEqual(20);
        expect(parsePush('room:changed', { room: { ...ROOM, slug } }).ok, slug).toBe(true);
      }),
    );
  });

  it('is another one each time', () => {
    const slugs = Array.from({ length: 100 }, () => unguessableSlug('team', Math.random));
    expect(new Set(slugs).size).toBe(100);
  });
});
