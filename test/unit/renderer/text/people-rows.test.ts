import { describe, expect, it } from 'vitest';
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
  hasEcho: false,
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

  it('lists those in the call also where the server did not name them', () => {
    const rows = peopleRows({ ...FACTS, company: ['eve'] });
    expect(rows[0]).toMatchObject({ name: 'eve', state: 'with you' });
  });

  it('offers a call with echo behind the others', () => {
    const rows = peopleRows({ ...FACTS, hasEcho: true }).filter(({ isHere }) => isHere);
    expect(rows.at(-1)?.name).toBe('echo');
  });
});
