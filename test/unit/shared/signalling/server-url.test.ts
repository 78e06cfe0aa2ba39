import { describe, expect, it } from 'vitest';
import { isServerUrl, webSocketUrl } from '../../../../src/shared/signalling/server-url';

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
