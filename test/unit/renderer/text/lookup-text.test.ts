import { describe, expect, it } from 'vitest';
import { lookupText } from '../../../../src/renderer/text/people-lines';
import { keyTag } from '../../../../src/shared/identity/key-tag';
import type { Person } from '../../../../src/shared/protocol/messages';

const KEY = 'ab'.repeat(32);

describe('lookupText', () => {
  it('shows those who are not known by their key as what they are, in columns', () => {
    const people: readonly Person[] = [
      { name: 'ann', presence: 'available', key: KEY },
      { name: 'bob', presence: 'away' },
      { name: 'cat', presence: 'available', key: KEY },
      { name: 'dan', presence: 'available', key: KEY },
    ];
    const text = lookupText({
      people,
      beginning: '',
      hasMore: false,
      contacts: ['cat'],
      favourites: [],
      trustOf: ({ name, key }) =>
        key === undefined
          ? 'keyless'
          : name === 'cat'
            ? 'verified'
            : name === 'dan'
              ? 'changed'
              : 'unknown',
    });
    expect(text.split('\n').slice(1, -1)).toEqual([
      '+ cat          available',
      `  ann·${keyTag(KEY)}     available`,
      '  bob (guest)  away',
      `  dan·${keyTag(KEY)}     available, another key than before`,
    ]);
  });
});
