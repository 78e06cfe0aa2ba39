import { beforeEach, describe, expect, it } from 'vitest';
import { FoundPeople } from '../../../../src/renderer/chat/found-people';
import type { LookupPage } from '../../../../src/renderer/chat/lookup';
import { err, ok, type Result } from '../../../../src/shared/base/result';
import type { Person, Presence } from '../../../../src/shared/protocol/messages';
import type { RequestFailure } from '../../../../src/shared/protocol/reasons';

function person(name: string, presence: Presence = 'available'): Person {
  return { name, presence };
}

function page(people: readonly Person[], hasMore = false): Result<LookupPage, RequestFailure> {
  return ok({ people, beginning: '', isFirst: true, hasMore });
}

describe('FoundPeople', () => {
  let pages: (Result<LookupPage, RequestFailure> | null)[];
  let followed: Person[];
  let found: FoundPeople;
  const names = (): string[] => found.people.map(({ name }) => name);

  beforeEach(() => {
    pages = [];
    followed = [];
    const next = () => Promise.resolve(pages.shift() ?? null);
    found = new FoundPeople({
      lookup: { find: async () => (await next()) ?? page([]), next },
      roster: { list: () => followed },
    });
  });

  it('are nobody before anybody was asked for, and nothing is to be said of that', () => {
    expect([names(), found.hasMore, found.whyNobody]).toEqual([[], false, null]);
  });

  it('are page after page, by name', async () => {
    pages = [page([person('dan'), person('bob')], true), page([person('carol')])];
    await found.find();
    expect([names(), found.hasMore]).toEqual([['bob', 'dan'], true]);
    await found.findMore();
    expect([names(), found.hasMore]).toEqual([['bob', 'carol', 'dan'], false]);
  });

  it('are those of the first page alone once it is asked for again', async () => {
    pages = [page([person('bob')], true), page([person('carol')]), page([person('dan')])];
    await found.find();
    await found.findMore();
    await found.find();
    expect(names()).toEqual(['dan']);
  });

  it('stay as they are where there is no other page', async () => {
    pages = [page([person('bob')]), null];
    await found.find();
    await found.findMore();
    expect(names()).toEqual(['bob']);
  });

  it('say that nobody else is here, and whom it was said to that the server refused', async () => {
    pages = [page([]), err('rate-limited'), page([person('bob')])];
    await found.find();
    expect(found.whyNobody).toBe('nobody');
    await found.findMore();
    expect([names(), found.whyNobody]).toEqual([[], 'rate-limited']);
    await found.find();
    expect([names(), found.whyNobody]).toEqual([['bob'], null]);
  });

  it('follow who comes, changes and goes', async () => {
    pages = [page([person('bob'), person('carol')])];
    await found.find();
    found.handleRoster({ kind: 'joined', person: person('dan') });
    found.handleRoster({ kind: 'changed', person: person('Bob', 'away') });
    found.handleRoster({ kind: 'left', name: 'CAROL' });
    expect(found.people).toEqual([person('Bob', 'away'), person('dan')]);
  });

  it('are those whom the roster follows, too, as it knows them', async () => {
    pages = [page([person('bob')])];
    await found.find();
    followed = [person('bob', 'donotdisturb'), person('eve')];
    expect(found.people).toEqual([person('bob', 'donotdisturb'), person('eve')]);
  });
});
