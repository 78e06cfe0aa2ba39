import { describe, expect, it } from 'vitest';
import { isSameIceUrl, parseIceUrl } from '../../../../src/shared/protocol/ice-url';

describe('the address of a STUN or TURN server', () => {
  it('says how it is reached', () => {
    expect(parseIceUrl('turn:turn.example:443?transport=tcp')).toEqual({
      scheme: 'turn',
      host: 'turn.example',
      port: 443,
      transport: 'tcp',
    });
    expect(parseIceUrl('turns:[2001:db8::1]')).toEqual({
      scheme: 'turns',
      host: '[2001:db8::1]',
      port: null,
      transport: 'tls',
    });
    expect(parseIceUrl('stun:stun.example')?.transport).toBe('udp');
  });

  it('is the same as another that is written otherwise', () => {
    expect(isSameIceUrl('turn:A.example', 'turn:a.example:3478?transport=udp')).toBe(true);
    expect(isSameIceUrl('turns:a', 'turns:a:5349?transport=tcp')).toBe(true);
    expect(isSameIceUrl('turn:a', 'turn:a?transport=tcp')).toBe(false);
    expect(isSameIceUrl('turn:a', 'stun:a')).toBe(false);
    expect(isSameIceUrl('nothing', 'nothing')).toBe(false);
  });
});
