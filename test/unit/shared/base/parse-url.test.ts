import { describe, expect, it } from 'vitest';
import { parseUrl } from '../../../../src/shared/base/parse-url';

/** More than V8 waits for before it optimises what is called. */
const OFTEN = 100_000;

describe('parseUrl', () => {
  it.each(['', 'example.org', 'https://', 'https://[::1', 'http://a b/'])(
    'has none of %j',
    (text) => {
      expect(parseUrl(text)).toBeNull();
    },
  );

  it('reads an address', () => {
    expect(parseUrl('wss://User@Example.org:444/a')).toMatchObject({
      protocol: 'wss:',
      username: 'User',
      host: 'example.org:444',
      hostname: 'example.org',
    });
  });

  it('reads an address with letters of other languages, however often', () => {
    const hosts = new Set<string | undefined>();
    for (let count = 0; count < OFTEN; count++) {
      hosts.add(parseUrl('https://bücher.example/')?.hostname);
    }
    expect([...hosts]).toEqual(['xn--bcher-kva.example']);
  });
});
