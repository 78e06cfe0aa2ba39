import { describe, expect, it } from 'vitest';
import { shownPerson } from '../../../../src/renderer/text/people-lines';

describe('somebody who came by a gateway', () => {
  it('is marked in the list of people', () => {
    const clive = { name: 'clive', presence: 'available', via: 'clivrt' } as const;
    expect(shownPerson(clive, null)).toEqual({ label: 'clive', state: 'available, via clivrt' });
  });
});
