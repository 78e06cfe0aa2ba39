import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokenise } from '../../../../src/shared/commands/tokenise';

function words(line: string): readonly string[] {
  const result = tokenise(line);
  if (!result.ok) throw new Error(result.error);
  return result.value.map(({ text }) => text);
}

describe('tokenise', () => {
  it.each([
    ['', []],
    ['   ', []],
    ['a b', ['a', 'b']],
    ['  a\t b ', ['a', 'b']],
    ['"a b" c', ['a b', 'c']],
    ["'a b' c", ['a b', 'c']],
    ['""', ['']],
    ['a"b c"d', ['a"b', 'c"d']],
    ['a\\ b', ['a b']],
    ['\\"a', ['"a']],
    ['"a\\"b\\\\"', ['a"b\\']],
    ['"a\\nb"', ['a\\nb']],
    ['a\\', ['a\\']],
  ])('reads %j as %j', (line, expected) => {
    expect(words(line)).toEqual(expected);
  });

  it('says where each word stands, and whether it was quoted', () => {
    const result = tokenise(' ab "c"');
    expect(result).toEqual({
      ok: true,
      value: [
        { text: 'ab', start: 1, end: 3, isQuoted: false },
        { text: 'c', start: 4, end: 7, isQuoted: true },
      ],
    });
  });

  it.each(['say "abc', "'tis", '"a\\"', "'a\\'"])(
    'finds that a quote of %j is not closed',
    (line) => {
      expect(tokenise(line)).toEqual({ ok: false, error: 'unterminated-quote' });
    },
  );

  it('reads back any words that were quoted', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (texts) => {
        const line = texts.map((text) => `"${text.replace(/["\\]/g, '\\$&')}"`).join(' ');
        expect(words(line)).toEqual(texts);
      }),
    );
  });

  it('never throws, and its words are in order', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', ' ', '"', "'", '\\', '-') }), (line) => {
        const result = tokenise(line);
        if (!result.ok) return;
        let end = 0;
        for (const token of result.value) {
          expect(token.start).toBeGreaterThanOrEqual(end);
          end = token.end;
        }
        expect(end).toBeLessThanOrEqual(line.length);
      }),
    );
  });
});
