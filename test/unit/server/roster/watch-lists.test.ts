import { describe, expect, it } from 'vitest';
import { WatchLists } from '../../../../src/server/roster/watch-lists';

describe('WatchLists', () => {
  it('knows who watches whom, from either side', () => {
    const lists = new WatchLists();
    lists.set('ann', ['bob', 'cat']);
    lists.set('cat', ['bob']);
    expect([...lists.watchersOf('bob')]).toEqual(['ann', 'cat']);
    expect([...lists.of('ann')]).toEqual(['bob', 'cat']);
  });

  it('puts a new list in the place of the one before', () => {
    const lists = new WatchLists();
    lists.set('ann', ['bob']);
    lists.set('ann', ['cat']);
    expect([...lists.watchersOf('bob')]).toEqual([]);
    expect([...lists.watchersOf('cat')]).toEqual(['ann']);
  });

  it('lets nobody watch themselves', () => {
    const lists = new WatchLists();
    lists.set('ann', ['ann', 'bob']);
    expect([...lists.watchersOf('ann')]).toEqual([]);
  });

  it('knows all who watch somebody, however many come and go', () => {
    const lists = new WatchLists();
    const everybody = Array.from({ length: 40 }, (_, number) => `guest${number}`);
    for (const guest of everybody) lists.set(guest, ['ann']);
    for (const guest of everybody) lists.set(guest, ['ann', 'bob']);
    expect([...lists.watchersOf('ann')].sort()).toEqual([...everybody].sort());
    for (const guest of everybody.slice(3)) lists.drop(guest);
    expect([...lists.watchersOf('ann')].sort()).toEqual(everybody.slice(0, 3));
    for (const guest of everybody) lists.drop(guest);
    expect([...lists.watchersOf('ann')]).toEqual([]);
  });

  it('forgets a watcher, and goes on to tell others of them', () => {
    const lists = new WatchLists();
    lists.set('ann', ['bob']);
    lists.set('bob', ['ann']);
    lists.drop('ann');
    expect([...lists.watchersOf('bob')]).toEqual([]);
    expect([...lists.watchersOf('ann')]).toEqual(['bob']);
  });
});
