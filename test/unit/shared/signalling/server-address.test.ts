import { expect, it } from 'vitest';
import {
  addressText,
  isSameServer,
  parseServerAddress,
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
  'javascript:1',
])('takes %j for no server', (text) => {
  expect(parseServerAddress(text)).toBeNull();
});
