import { expect, it } from 'vitest';
import { parseServerAddress } from '../../../../src/shared/signalling/server-address';

it.each([
  ['ws://localhost:8080', 'http://localhost:8080', false],
  ['wss://example.org', 'https://example.org', true],
  ['http://127.0.0.1:9/', 'http://127.0.0.1:9', false],
  [' HTTPS://Example.org:8443/path?query#part ', 'https://example.org:8443', true],
  ['ws://[::1]:8080', 'http://[::1]:8080', false],
])('maps %s to %s', (text, url, isSecure) => {
  expect(parseServerAddress(text)).toEqual({ url, isSecure });
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
