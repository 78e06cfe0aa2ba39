import { describe, expect, it } from 'vitest';
import { watchList } from '../../../../src/shared/people/watch-list';
import { MAX_WATCHED_PEOPLE } from '../../../../src/shared/protocol/limits';

const NONE = { company: [], conversations: [], favourites: [], contacts: [], lookedUp: [] };

describe('whom one watches', () => {
  it('are those one has to do with, each once, however written', () => {
    const sources = {
      company: ['ann'],
      conversations: ['bob'],
      favourites: ['cat'],
      contacts: ['ANN', 'cat', 'dan'],
      lookedUp: ['bob', 'eve'],
    };
    expect(watchList(sources, () => false)).toEqual(['ann', 'bob', 'cat', 'dan', 'eve']);
  });

  it('are none of those who are left out', () => {
    const sources = { ...NONE, contacts: ['ann', 'eve'] };
    expect(watchList(sources, (name) => name === 'eve')).toEqual(['ann']);
  });

  it('are no more than a server takes, and first those who are near', () => {
    const contacts = Array.from({ length: MAX_WATCHED_PEOPLE }, (_, number) => `n${number}`);
    const names = watchList({ ...NONE, company: ['ann'], contacts }, () => false);
    expect(names).toHaveLength(MAX_WATCHED_PEOPLE);
    expect(names[0]).toBe('ann');
  });
});
