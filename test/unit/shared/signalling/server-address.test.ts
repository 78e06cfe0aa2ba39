import { describe, expect, it } from 'vitest';
import {
  addressText,
  isSameServer,
  isServerUrl,
  parseServerAddress,
  webSocketUrl,
} from '../../../../src/shared/signalling/server-address';

it.each([
  ['ws://localhost:8080', 'http://localhost:8080', '', false],
  ['wss://example.org', 'https://example.org', '', true],
  ['http://127.0.0.1:9/', 'http://127.0.0.1:9', '', false],
  [' HTTPS://Example.org:8443/Path/?query#part ', 'https://example.org:8443', '/Path', true],
  ['wss://example.org/a/webcrt', 'https://example.org', '/a/webcrt', true],
  ['https://example.org/webcrt/room/den', 'https://example.org', '/webcrt', true],
  ['https://example.org/room/den/', 'https://example.org', '', true],
  ['ws://[::1]:8080', 'http://[::1]:8080', '', false],
  ['wss://example.org?query', 'https://example.org', '', true],
])('maps %s to %s below "%s"', (text, url, basePath, isSecure) => {
  expect(parseServerAddress(text)).toEqual({ url, basePath, isSecure });
});

it('takes spellings of one address for one server, and other paths for others', () => {
  expect(isSameServer('https://Example.org/webcrt/', 'wss://example.org/webcrt')).toBe(true);
  expect(isSameServer('wss://example.org/webcrt', 'wss://example.org')).toBe(false);
  expect(isSameServer('wss://example.org', null)).toBe(false);
});

it('shows an address in one spelling', () => {
  const address = parseServerAddress('https://Example.org/webcrt/');
  expect(address && addressText(address)).toBe('wss://example.org/webcrt');
});

it.each([
  '',
  'localhost:8080',
  'ftp://x',
  'ws://',
  'wss:///path',
  'ws://user:pw@host',
  'ws://user@host',
  'ws://host:port',
  'ws://host:123456',
  'ws://host:0',
  'ws://host:65536',
  'ws://host/a b',
  'ws://host/?a b',
  'ws://host\\@other',
  'javascript:1',
])('takes %j for no server', (text) => {
  expect(parseServerAddress(text)).toBeNull();
});

it('takes a longer address than anybody has for no server', () => {
  expect(parseServerAddress(`wss://${'a'.repeat(494)}`)).not.toBeNull();
  expect(parseServerAddress(`wss://${'a'.repeat(495)}`)).toBeNull();
});

describe('isServerUrl', () => {
  it.each([
    'ws://localhost:8080',
    'wss://calls.example.org',
    'http://127.0.0.1:1',
    'https://calls.example.org:65535/path?x=1',
    'WSS://CALLS.EXAMPLE.ORG',
    'ws://[::1]:8080',
  ])('takes %s', (url) => {
    expect(isServerUrl(url)).toBe(true);
    expect(parseServerAddress(url)).not.toBeNull();
  });

  it.each([
    '',
    'localhost:8080',
    'ftp://a.example',
    'javascript:alert(1)',
    'wss://',
    'wss://a.example:0',
    'wss://a.example:65536',
    'wss://user:pass@a.example',
    'wss://a example',
    'wss://a.example\n/x y',
    ' wss://a.example',
    'wss://a.example\\@b.example',
    `wss://${'a'.repeat(1_000)}`,
  ])('refuses %j', (url) => {
    expect(isServerUrl(url)).toBe(false);
  });
});

describe('webSocketUrl', () => {
  it.each([
    ['http://127.0.0.1:1', 'ws://127.0.0.1:1'],
    ['https://calls.example.org/path?x=1', 'wss://calls.example.org/path?x=1'],
    ['HTTPS://calls.example.org', 'wss://calls.example.org'],
    ['WSS://calls.example.org', 'wss://calls.example.org'],
    ['ws://http.example', 'ws://http.example'],
  ])('makes %s %s', (url, same) => {
    expect(webSocketUrl(url)).toBe(same);
  });
});
