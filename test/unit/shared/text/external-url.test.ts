import { describe, expect, it } from 'vitest';
import { externalUrl } from '../../../../src/shared/text/external-url';

/** Schemes with which systems have been made to run programs, read files or dial. */
const BAD_SCHEMES = [
  'http',
  'file',
  'ftp',
  'smb',
  'nfs',
  'ssh',
  'telnet',
  'ldap',
  'jar',
  'javascript',
  'vbscript',
  'data',
  'blob',
  'about',
  'chrome',
  'view-source',
  'app',
  'ms-msdt',
  'ms-officecmd',
  'search-ms',
  'ms-excel',
  'ms-word',
  'ms-cxh-full',
  'shell',
  'vscode',
  'steam',
  'tel',
  'sms',
  'mailto',
  'sip',
  'callto',
  'itms',
  'intent',
  'market',
  'zoommtg',
  'slack',
  'x-apple.systempreferences',
  'ws',
  'wss',
  'jnlp',
  'res',
  'mhtml',
];

describe('externalUrl', () => {
  it.each([
    ['https://example.org', 'https://example.org/'],
    ['HTTPS://EXAMPLE.ORG/A?b=c#d', 'https://example.org/A?b=c#d'],
    ['https://bücher.example/', 'https://xn--bcher-kva.example/'],
    ['https://example.org/a b"c', 'https://example.org/a%20b%22c'],
  ])('passes %s in the words of the parser', (input, expected) => {
    expect(externalUrl(input)).toBe(expected);
  });

  it.each(BAD_SCHEMES)('refuses %s:', (scheme) => {
    expect(externalUrl(`${scheme}://example.org/x`)).toBeNull();
    expect(externalUrl(`${scheme}:x`)).toBeNull();
  });

  it.each([
    '',
    'example.org',
    '//example.org',
    'https://',
    'https://user@example.org/',
    'https://user:pass@example.org/',
    `https://example.org/${'a'.repeat(2_100)}`,
  ])('refuses %j', (input) => {
    expect(externalUrl(input)).toBeNull();
  });
});
