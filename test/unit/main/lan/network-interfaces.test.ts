import { describe, expect, it } from 'vitest';
import { chooseNetwork, networkPlaces } from '../../../../src/main/lan/network-interfaces';

const of = (cidr: string, internal = false) => ({
  address: cidr.split('/')[0],
  family: 'IPv4' as const,
  internal,
  cidr,
});
const INTERFACES = {
  lo: [of('127.0.0.1/8', true)],
  docker0: [of('172.17.0.1/16')],
  wan0: [of('203.0.113.7/24')],
  wlan0: [
    { address: 'fe80::1', family: 'IPv6' as const, internal: false, cidr: 'fe80::1/64' },
    of('192.168.1.20/24'),
  ],
};

describe('the network of this machine', () => {
  it('is the private one that others are on, unless another is named', () => {
    expect(chooseNetwork(INTERFACES, null)).toEqual({
      name: 'wlan0',
      address: '192.168.1.20',
      broadcast: '192.168.1.255',
    });
    expect(networkPlaces(INTERFACES).map(({ name }) => name)).toEqual([
      'wlan0',
      'wan0',
      'docker0',
      'lo',
    ]);
  });

  it.each([
    ['docker0', '172.17.0.1'],
    ['203.0.113.7', '203.0.113.7'],
    ['lo', '127.0.0.1'],
  ])('is %s where that is named', (wanted, address) => {
    expect(chooseNetwork(INTERFACES, wanted)?.address).toBe(address);
  });

  it('is none where there is no other machine, or what was named is not there', () => {
    expect(chooseNetwork({ lo: INTERFACES.lo }, null)).toBeNull();
    expect(chooseNetwork(INTERFACES, 'eth9')).toBeNull();
  });
});
