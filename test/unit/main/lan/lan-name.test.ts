import { describe, expect, it } from 'vitest';
import { lanName } from '../../../../src/main/lan/lan-name';
import { nameKey } from '../../../../src/shared/text/sanitise';

const KEY = 'b'.repeat(64);
const taken = (...names: string[]): Set<string> => new Set(names.map(nameKey));
const wish = (said: string, contact: string | null = null) => ({ key: KEY, said, contact });

describe('lanName', () => {
  it('calls a contact as the local user does, whatever they say themselves', () => {
    expect(lanName(wish('somebody', 'bobby'), taken())).toBe('bobby');
  });

  it('shows of others where they are from', () => {
    expect(lanName(wish('bob'), taken('bob'))).toBe('bob@lan');
  });

  it('tells two of one name apart by the key, also a contact from whoever has taken the name', () => {
    const apart = lanName(wish('bob'), taken('BOB@lan'));
    expect(apart).toMatch(/^bob-[0-9A-Z]{4}@lan$/);
    expect(lanName(wish('bob', 'bobby'), taken('bobby'))).toBe('bob@lan');
  });

  it('goes by the key where what they say is no name', () => {
    expect(lanName(wish('\u202e\x1b'), taken())).toMatch(/^[0-9A-Z]{4}@lan$/);
  });
});
