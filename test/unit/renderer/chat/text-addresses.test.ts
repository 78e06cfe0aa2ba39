import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitAtAddresses, type TextPart } from '../../../../src/renderer/chat/text-addresses';

function addresses(text: string): readonly TextPart[] {
  return splitAtAddresses(text).filter((part) => typeof part !== 'string');
}

describe('splitting a text at its addresses', () => {
  it('leaves a text without an address whole', () => {
    expect(splitAtAddresses('good morning')).toEqual(['good morning']);
    expect(splitAtAddresses('')).toEqual([]);
  });

  it('finds where an address begins and ends', () => {
    expect(
      splitAtAddresses('look (https://example.org/a_(b)?q=1#c), and https://b.example.'),
    ).toEqual([
      'look (',
      { text: 'https://example.org/a_(b)?q=1#c', url: 'https://example.org/a_(b)?q=1#c' },
      '), and ',
      { text: 'https://b.example', url: 'https://b.example/' },
      '.',
    ]);
  });

  it('reads a host as a browser does', () => {
    expect(addresses('https://EXAMPLE.org/ https://bücher.example/ä')).toEqual([
      { text: 'https://EXAMPLE.org/', url: 'https://example.org/' },
      { text: 'https://bücher.example/ä', url: 'https://xn--bcher-kva.example/%C3%A4' },
    ]);
  });

  it.each([
    'http://example.org',
    'ftp://example.org',
    'mailto:ann@example.org',
    'ann@example.org',
    '//example.org',
    'example.org',
    'www.example.org',
    '127.0.0.1',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'https://',
    'https://bank.example@evil.example/',
    'https://user:secret@evil.example/',
    `https://example.org/${'a'.repeat(2_100)}`,
  ])('takes %s for text', (text) => {
    expect(addresses(`see ${text} there`)).toEqual([]);
  });

  it('loses nothing of any text, and makes addresses of https only', () => {
    const word = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.webUrl({ validSchemes: ['https', 'http', 'ftp'] }),
      fc.constantFrom('(', ')', ' ', '.', '@', 'https://', 'https:', '://'),
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), (words) => {
        const text = words.join('');
        const parts = splitAtAddresses(text);
        const said = parts.map((part) => (typeof part === 'string' ? part : part.text));
        expect(said.join('')).toBe(text);
        for (const part of parts)
          if (typeof part !== 'string') expect(part.url).toMatch(/^https:\/\/[!-~]+$/);
      }),
    );
  });
});
