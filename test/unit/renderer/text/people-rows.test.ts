import { describe, expect, it } from 'vitest';
import { keyTag } from '../../../../src/shared/identity/key-tag';
import { peopleRows, type PeopleFacts } from '../../../../src/renderer/text/people-rows';
import type { Person } from '../../../../src/shared/protocol/messages';

const person = (name: string, presence: Person['presence'] = 'available'): Person => ({
  name,
  presence,
});

const FACTS: PeopleFacts = {
  people: [person('ann', 'away'), person('bob'), person('cleo'), person('dan')],
  contacts: ['bob', 'cleo', 'zoe'],
  favourites: ['cleo'],
  company: ['dan'],
  strangers: [],
  hasEcho: false,
  trustOf: () => 'verified',
};

describe('peopleRows', () => {
  it('lists those in the call first, then favourites, contacts, and the others', () => {
    expect(peopleRows(FACTS).map(({ name }) => name)).toEqual(['dan', 'cleo', 'bob', 'ann', 'zoe']);
  });

  it('marks favourites and contacts, and says who is available', () => {
    const [dan, cleo, bob, ann, zoe] = peopleRows(FACTS);
    expect(dan).toMatchObject({ mark: '', state: 'with you', isHere: true });
    expect(cleo.mark).toBe('★');
    expect(bob.mark).toBe('+');
    expect(ann.state).toBe('away');
    expect(zoe).toMatchObject({ mark: '+', state: 'not here', isHere: false });
  });

  it('shows the tag of those whom the user does not know, and calls them by their name', () => {
    const key = 'ab'.repeat(32);
    const people = [{ ...person('ann'), key }, { ...person('bob'), key }, person('cleo')];
    const trustOf = ({ name, key: shown }: Person) =>
      shown === undefined ? 'keyless' : name === 'bob' ? 'changed' : 'unknown';
    const rows = peopleRows({ ...FACTS, people, trustOf });
    const shown = new Map(rows.map(({ name, label, state }) => [name, `${label}: ${state}`]));
    expect(shown.get('ann')).toBe(`ann·${keyTag(key)}: available`);
    expect(shown.get('bob')).toBe(`bob·${keyTag(key)}: available, another key than before`);
    expect(shown.get('cleo')).toBe('cleo (guest): available');
  });

  it('lists those in the call also where the server did not name them', () => {
    const rows = peopleRows({ ...FACTS, company: ['eve'] });
    expect(rows[0]).toMatchObject({ name: 'eve', state: 'with you' });
  });

  it('says of whom nothing shows that they belong in the room', () => {
    const [dan] = peopleRows({ ...FACTS, strangers: ['dan'] });
    expect(dan).toMatchObject({ name: 'dan', state: 'with you, unknown here' });
  });

  it('offers a call with echo behind the others', () => {
    const rows = peopleRows({ ...FACTS, hasEcho: true }).filter(({ isHere }) => isHere);
    expect(rows.at(-1)?.name).toBe('echo');
  });
});
