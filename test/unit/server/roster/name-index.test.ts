import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldName, NameIndex } from '../../../../src/server/roster/name-index';

interface Named {
  readonly name: string;
}

const NOBODY: Named = { name: 'nobody' };

function indexOf(...names: string[]): NameIndex<Named> {
  const index = new NameIndex<Named>();
  for (const name of names) index.add({ name });
  return index;
}

function names({ values }: { readonly values: readonly Named[] }): string[] {
  return values.map(({ name }) => name);
}

describe('NameIndex', () => {
  it('goes through all names in order, a page after another', () => {
    const index = indexOf('zoe', 'Bob', 'ann', 'cat', 'bo');
    const first = index.page('', null, 2, NOBODY);
    expect([names(first), first.hasMore]).toEqual([['ann', 'bo'], true]);
    const second = index.page('', 'bo', 2, NOBODY);
    expect([names(second), second.hasMore]).toEqual([['Bob', 'cat'], true]);
    const last = index.page('', 'cat', 2, NOBODY);
    expect([names(last), last.hasMore]).toEqual([['zoe'], false]);
  });

  it('finds those whose name begins so, in whatever case', () => {
    const index = indexOf('ann', 'Anna', 'bob', 'annika', 'an');
    expect(names(index.page('ANN', null, 9, NOBODY))).toEqual(['ann', 'Anna', 'annika']);
    expect(names(index.page('x', null, 9, NOBODY))).toEqual([]);
  });

  it('goes on behind a name that is gone meanwhile', () => {
    const gone = { name: 'bob' };
    const index = indexOf('ann', 'cat');
    index.add(gone);
    index.remove(gone);
    expect(names(index.page('', 'bob', 9, NOBODY))).toEqual(['cat']);
  });

  it('leaves out whoever asks, and does not count them', () => {
    const self = { name: 'bob' };
    const index = indexOf('ann', 'cat');
    index.add(self);
    const page = index.page('', null, 2, self);
    expect([names(page), page.hasMore]).toEqual([['ann', 'cat'], false]);
  });

  it('is sorted whatever was put in and taken out', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1 })), fc.nat(), (all, some) => {
        const index = new NameIndex<Named>();
        const people = all.map((name) => ({ name }));
        for (const person of people) index.add(person);
        const leaving = people.slice(0, some % (people.length + 1));
        for (const person of leaving) index.remove(person);
        const left = index.values().map(({ name }) => foldName(name));
        expect(left).toEqual(
          [...left].sort((one, other) => (one < other ? -1 : one > other ? 1 : 0)),
        );
        expect(index.size).toBe(people.length - leaving.length);
      }),
    );
  });
});
