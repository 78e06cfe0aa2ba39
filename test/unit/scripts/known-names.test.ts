import { describe, expect, it } from 'vitest';
import { knownNames } from '../../../scripts/lib/known-names.mjs';

const KNOWN = ['call', 'flood'];

describe('knownNames', () => {
  it('hands on what is known, and nothing where nothing was typed', () => {
    expect(knownNames(['flood'], KNOWN, 'section')).toEqual(['flood']);
    expect(knownNames([], KNOWN, 'section')).toEqual([]);
  });

  it('says which word it does not know, and which there are', () => {
    expect(() => knownNames(['call', 'flod'], KNOWN, 'section')).toThrow(
      'There is no section "flod". The sections are: call, flood.',
    );
  });
});
