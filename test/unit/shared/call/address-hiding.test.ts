import { describe, expect, it } from 'vitest';
import { type AddressSeeker, hidingFrom } from '../../../../src/shared/call/address-hiding';

const STRANGER: AddressSeeker = { isContact: false, trust: 'known', place: 'call' };

describe('the network address', () => {
  it('is kept from everybody, or nobody, where the user says so', () => {
    const friend = { ...STRANGER, isContact: true };
    expect([hidingFrom('on', STRANGER), hidingFrom('on', friend)]).toEqual(['always', 'always']);
    expect([hidingFrom('off', STRANGER), hidingFrom('off', friend)]).toEqual(['never', 'never']);
  });

  it.each<[string, Partial<AddressSeeker>, ReturnType<typeof hidingFrom>]>([
    ['somebody who calls', {}, 'where-relayed'],
    ['a guest', { trust: 'keyless' }, 'where-relayed'],
    ['somebody in a public room', { place: 'public-room' }, 'where-relayed'],
    ['a contact', { isContact: true }, 'never'],
    ['a contact in a public room', { isContact: true, place: 'public-room' }, 'never'],
    ['somebody who was verified', { trust: 'verified' }, 'never'],
    ['who was let into a private room', { place: 'private-room' }, 'never'],
    ['who may not be the contact', { isContact: true, trust: 'changed' }, 'where-relayed'],
    [
      'who is not the contact, in a private room',
      { isContact: true, trust: 'refused', place: 'private-room' },
      'where-relayed',
    ],
  ])('of itself: %s', (_who, seeker, hiding) => {
    expect(hidingFrom('auto', { ...STRANGER, ...seeker })).toBe(hiding);
  });
});
