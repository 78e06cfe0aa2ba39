import { describe, expect, it } from 'vitest';
import { findHost, nameOfNewNearRoom, readNearRoom } from '../../../../src/shared/lan/room-address';

describe('the address of a room on the network', () => {
  it.each([
    ['garden@ann', { room: 'garden', host: 'ann' }],
    ['Team B@ann@lan', { room: 'Team B', host: 'ann@lan' }],
    ['garden', null],
    ['@ann', null],
    ['garden@', null],
  ])('%s is read as %j', (text, expected) => {
    expect(readNearRoom(text)).toEqual(expected);
  });

  it.each([
    ['garden@lan', 'garden'],
    ['Garden@LAN', 'Garden'],
    ['garden', null],
    ['@lan', null],
    ['garden@land', null],
  ])('%s is a new room of the name %s', (name, expected) => {
    expect(nameOfNewNearRoom(name)).toBe(expected);
  });

  const ann = { shown: 'ann', own: 'Anna' };
  const stranger = { shown: 'ann@lan', own: 'ann' };
  const bobs = [
    { shown: 'bob@lan', own: 'bob' },
    { shown: 'bob-1A2B@lan', own: 'bob' },
  ];

  it('means whoever is shown so before anybody who says so', () => {
    const hosts = [stranger, ann, ...bobs];
    expect(findHost(hosts, 'ann')).toBe(ann);
    expect(findHost(hosts, 'ANN@lan')).toBe(stranger);
    expect(findHost(hosts, 'anna')).toBe(ann);
    expect(findHost(hosts, 'bob@lan')).toBe(bobs[0]);
  });

  it('means nobody where several could be', () => {
    expect(findHost(bobs, 'bob')).toBeNull();
    expect(findHost([], 'ann')).toBeNull();
  });
});
