import { describe, expect, it } from 'vitest';
import { nextRosterMode } from '../../../../src/server/roster/roster-mode';
import { MAX_VILLAGE_PEOPLE, VILLAGE_AGAIN_PEOPLE } from '../../../../src/shared/protocol/limits';

describe('who is told of whom', () => {
  it('is everybody of everybody up to the limit, and whom they watch beyond it', () => {
    expect(nextRosterMode('everybody', 'auto', MAX_VILLAGE_PEOPLE)).toBe('everybody');
    expect(nextRosterMode('everybody', 'auto', MAX_VILLAGE_PEOPLE + 1)).toBe('contacts');
  });

  it('stays as it was between the two limits', () => {
    expect(nextRosterMode('contacts', 'auto', MAX_VILLAGE_PEOPLE)).toBe('contacts');
    expect(nextRosterMode('contacts', 'auto', VILLAGE_AGAIN_PEOPLE)).toBe('contacts');
    expect(nextRosterMode('contacts', 'auto', VILLAGE_AGAIN_PEOPLE - 1)).toBe('everybody');
  });

  it('is what was chosen, however many there are', () => {
    expect(nextRosterMode('contacts', 'everybody', 10_000)).toBe('everybody');
    expect(nextRosterMode('everybody', 'contacts', 1)).toBe('contacts');
  });
});
