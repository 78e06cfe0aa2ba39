import { describe, expect, it } from 'vitest';
import {
  hostUrl,
  readFingerprint,
  splitPin,
} from '../../../../src/shared/config/trusted-certificate';
import { isServerUrl } from '../../../../src/shared/signalling/server-address';

const KNOWN = Array.from({ length: 32 }, () => 'AB').join(':');

describe('an address that says by which certificate its server is known', () => {
  const url = hostUrl('192.168.1.5', 8443, KNOWN);

  it('is an address with and without it', () => {
    expect(isServerUrl(url)).toBe(true);
    const { server, pin } = splitPin(url);
    expect(server).toBe('https://192.168.1.5:8443/');
    expect(readFingerprint(pin ?? '')).toBe(KNOWN);
  });

  it('is told from one that says nothing, and from one that was not copied whole', () => {
    expect(splitPin('wss://a.example')).toEqual({ server: 'wss://a.example', pin: null });
    expect(readFingerprint(splitPin(url.slice(0, -1)).pin ?? '')).toBeNull();
  });
});
