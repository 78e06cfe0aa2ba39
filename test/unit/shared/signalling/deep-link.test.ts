import { describe, expect, it } from 'vitest';
import { isLink, parseRoomLink } from '../../../../src/shared/signalling/deep-link';

describe('parseRoomLink', () => {
  it.each([
    ['webcrt://room/tea-time', { slug: 'tea-time', server: null, asksPassword: false }],
    ['webcrt://room/tea-time/', { slug: 'tea-time', server: null, asksPassword: false }],
    [
      'WEBCRT://room/a1?server=wss://calls.example.org',
      { slug: 'a1', server: 'wss://calls.example.org', asksPassword: false },
    ],
    [
      'webcrt://room/a?server=https%3A%2F%2FCalls.example.org%3A8443',
      { slug: 'a', server: 'wss://calls.example.org:8443', asksPassword: false },
    ],
    [
      'webcrt://room/a?server=http://127.0.0.1:8080/',
      { slug: 'a', server: 'ws://127.0.0.1:8080', asksPassword: false },
    ],
    ['webcrt://room/a?password=asked', { slug: 'a', server: null, asksPassword: true }],
    [
      'webcrt://room/a?server=wss://a.example&password=asked',
      { slug: 'a', server: 'wss://a.example', asksPassword: true },
    ],
  ])('reads %s', (text, link) => {
    expect(parseRoomLink(text)).toEqual(link);
  });

  it.each([
    'webcrt:room/tea',
    'webcrt://rooms/tea',
    'webcrt://room/',
    'webcrt://room/tea/more',
    'webcrt://room/../x',
    'webcrt://room/%2e%2e',
    'webcrt://room/a b',
    'webcrt://room/-a',
    'webcrt://room/a_b',
    `webcrt://room/${'a'.repeat(65)}`,
    'webcrt://user:secret@room/tea',
    'webcrt://room:80/tea',
    'webcrt://room/tea#x',
    'webcrt://room/tea?',
    'webcrt://room/tea?server=',
    'webcrt://room/tea?server=javascript:alert(1)',
    'webcrt://room/tea?server=file:///etc/passwd',
    'webcrt://room/tea?server=wss://user:pw@example.org',
    'webcrt://room/tea?server=%E0%A4%A',
    'webcrt://room/tea?server=wss://a.example&server=wss://b.example',
    'webcrt://room/tea?server=wss://a.example&password=x',
    'webcrt://room/tea?password=x',
    'webcrt://room/tea&password=asked',
    'webcrt://room/tea?password=asked&server=wss://a.example',
    'webcrt://room/tea?password=asked&password=asked',
    'webcrt://room/tea?autojoin=1',
    'webcrt://room/tea?camera=1',
    'webcrt://room/tea?server=wss://a.example&autojoin=1&camera=1',
    'webcrt://room/tea?server=wss://a.example%20--user%20eve',
    'webcrt://room/tea\nhangup',
    `webcrt://room/tea?server=wss://${'a'.repeat(2_000)}`,
    'https://example.org/room/tea',
    '',
  ])('refuses %j', (text) => {
    expect(parseRoomLink(text)).toBeNull();
  });
});

describe('isLink', () => {
  it('knows our links, usable or not, from everything else on a command line', () => {
    expect(isLink('webcrt://nowhere')).toBe(true);
    expect(isLink('WebCRT:x')).toBe(true);
    expect(isLink('--user=webcrt:')).toBe(false);
  });
});
