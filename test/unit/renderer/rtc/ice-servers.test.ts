import { describe, expect, it } from 'vitest';
import {
  hasRelay,
  mergeIceServers,
  usableIceServers,
} from '../../../../src/renderer/rtc/ice-servers';

describe('the ICE servers of the settings', () => {
  it.each([
    { urls: 'stun:stun.example:19302' },
    { urls: ['stun:stun.example', 'stuns:[2001:db8::1]:5349'] },
    { urls: 'turn:turn.example:3478?transport=udp', username: 'u', credential: 'c' },
    { urls: 'turns:turn.example?transport=tcp', username: 'u', credential: '' },
  ])('are used: $urls', (server) => {
    expect(usableIceServers([server])).toEqual([server]);
  });

  it.each([
    { urls: 'turn:turn.example' },
    { urls: 'http://turn.example' },
    { urls: 'stun:' },
    { urls: 'stun:stun.example?transport=udp' },
    { urls: 'turn:turn.example?transport=sctp', username: 'u', credential: 'c' },
    { urls: 'turn:turn.example:70000', username: 'u', credential: 'c' },
    { urls: 'turns:turn.example?transport=udp', username: 'u', credential: 'c' },
    { urls: '' },
  ])('are left out where a browser would throw: $urls', (server) => {
    expect(usableIceServers([server, { urls: 'stun:a' }])).toEqual([{ urls: 'stun:a' }]);
  });

  it('are followed by others that lead elsewhere', () => {
    const own = [{ urls: 'turn:a', username: 'u', credential: 'c' }, { urls: 'stun:s' }];
    const account = { username: 'x', credential: 'y' };
    const others = [
      { urls: ['turn:a:3478?transport=udp', 'turn:a?transport=tcp'], ...account },
      { urls: ['turn:A'], ...account },
    ];
    expect(mergeIceServers(own, others)).toEqual([
      ...own,
      { urls: ['turn:a?transport=tcp'], ...account },
    ]);
  });

  it('relay where one of them is a TURN server that can be used', () => {
    const turn = { urls: ['stun:a', 'turn:a'], username: 'u', credential: 'c' };
    expect(hasRelay([{ urls: 'stun:a' }, turn])).toBe(true);
    expect(hasRelay([{ urls: 'stun:a' }, { urls: 'turn:a' }])).toBe(false);
  });
});
