import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  MAX_CHAT_BYTES,
  MAX_CHAT_GRAPHEMES,
  MAX_CHAT_LINES,
} from '../../../../src/shared/protocol/limits';
import { sanitiseLine, sanitiseText } from '../../../../src/shared/text/sanitise';

const ANY_TEXT = fc.string({ unit: 'binary', maxLength: 200 });
const inTags = (text: string): string =>
  Array.from(text, (sign) => String.fromCodePoint(0xe0000 + sign.charCodeAt(0))).join('');
const [WALES, SCOTLAND, ENGLAND] = ['gbwls', 'gbsct', 'gbeng'].map(
  (code) => `\u{1F3F4}${inTags(code)}\u{E007F}`,
) as [string, string, string];
/** What joins, and what it joins, in any order. */
const JOINED_TEXT = fc
  .array(
    fc.constantFrom(
      ...['\u200C', '\u200D', 'م', 'ی', '\u0650', 'ක', '\u0DCA', 'র', '\u09CD', '\u0301'],
      ...['\u{1F468}', '\uFE0F', '\u{1F3F4}', inTags('g'), '\u{E007F}', WALES, ' ', '\n', 'a'],
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(''));
const FAMILY = '\u{1F468}\u200D\u{1F469}\u200D\u{1F467}';

describe('sanitiseText', () => {
  it('shows of plain text what it shows of the same text beside a letter that is not plain', () => {
    const plain = fc.string({ unit: 'grapheme-ascii', maxLength: MAX_CHAT_GRAPHEMES + 9 });
    fc.assert(
      fc.property(plain, (text) => {
        const beside = sanitiseText(`Ж${text.slice(0, MAX_CHAT_GRAPHEMES - 1)}`);
        expect(beside).toBe(`Ж${sanitiseText(text.slice(0, MAX_CHAT_GRAPHEMES - 1))}`);
        expect(sanitiseText(text)).toBe(text.slice(0, MAX_CHAT_GRAPHEMES).trimEnd());
      }),
    );
  });

  it.each([
    'hello',
    'a <b>&amp; </b>',
    'Grüße, привет, 你好, שלום, سلام, नमस्ते, สวัสดี, 안녕',
    `${FAMILY} \u2764\uFE0F 1\uFE0F\u20E3 \u{1F44D}\u{1F3FD} \u{1F1EA}\u{1F1FA}`,
    'first\nsecond\n\nfourth',
    '  indented',
    '\u28FF\u2800\u28FF',
    // Persian: the joiner that does not join, between letters and behind a vowel sign.
    'می\u200Cخواهم کتاب\u200Cها خانه\u200Cای می\u0650\u200Cروم',
    // Sinhala, Bengali (in front of the virama), Devanagari, Malayalam and Kannada (at a word's
    // end).
    'ශ\u0DCA\u200Dරී ක\u0DCA\u200Dය',
    'র\u200D\u09CDযাব',
    'क\u094D\u200Dष क\u094D\u200Cष',
    'അവന\u0D4D\u200D',
    'ಬ್ಯಾಂಕ\u0CCD\u200C',
    `${WALES} ${SCOTLAND} ${ENGLAND} \u{1F3F4}\u200D\u2620\uFE0F \u{1F3F3}\uFE0F\u200D\u{1F308}`,
  ])('leaves %j alone', (text) => {
    expect(sanitiseText(text)).toBe(text);
  });

  it.each([
    ['\u001B[31mred', '[31mred'],
    ['\u009B6n', '6n'],
    ['a\u0085b', 'ab'],
    ['a\tb', 'a b'],
    ['a\r\nb\rc', 'a\nbc'],
    ['a\u2028b\u2029c', 'abc'],
    ['\u202Eabc\u202C', 'abc'],
    ['\u2066abc\u2069\u200F\u061C', 'abc'],
    ['a\u200Bb\uFEFFc\u2060d\u00ADe', 'abcde'],
    ['a\u200Db', 'ab'],
    ['\u{1F468}\u200Db', '\u{1F468}b'],
    ['a\uFE0F', 'a'],
    ['ok\u{E0068}\u{E0069}', 'ok'],
    ['a\u200Cb', 'ab'],
    ['\u200Cمی', 'می'],
    ['می\u200C', 'می'],
    ['می\u200C خواهم', 'می خواهم'],
    ['می\u200C\u200Cخواهم', 'میخواهم'],
    ['می\u200Dخواهم', 'میخواهم'],
    ['می\u200Cx', 'میx'],
    ['1\u200C2', '12'],
    ['\u0DCA\u200Dx', 'x'],
    ['ක\u200Dය', 'කය'],
    ['ක\u0DCA\u200D\u200Dය', 'ක\u0DCAය'],
    ['ක\u0DCA\u200D\u0301', 'ක\u0DCA\u0301'],
    ['a\u200D\u09CD', 'a\u09CD'],
    [WALES.slice(0, -2), '\u{1F3F4}'],
    [`\u{1F3F3}${WALES.slice(2)}`, '\u{1F3F3}'],
    [`${WALES}${WALES.slice(2)}`, WALES],
    [`\u{1F3F4}${inTags('attack at dawn')}\u{E007F}`, '\u{1F3F4}'],
    [`\u{1F3F4}${inTags('GBWLS')}\u{E007F}`, '\u{1F3F4}'],
    [`\u{1F3F4}\u{E0001}${inTags('gbwls')}\u{E007F}`, '\u{1F3F4}'],
    ['a\uE000b\u{10FFFD}', 'ab'],
    ['a\u0378b\uFFFE', 'ab'],
    ['a\uD800b', 'a\uFFFDb'],
    ['\uDC00', '\uFFFD'],
    ['\u0301a', 'a'],
    [' \u0301a', ' a'],
    ['\u1161a', 'a'],
    ['\u06DE', ''],
    ['\u06DE\u06DEa\u06DE', 'a\u06DE'],
    ['\n \n a \n\n', ' a'],
    [' \t\n', ''],
    ['', ''],
  ])('makes %j %j', (input, shown) => {
    expect(sanitiseText(input)).toBe(shown);
  });

  it('keeps four marks of a base', () => {
    expect(sanitiseText(`a${'\u0323'.repeat(100)}b`)).toBe(`a${'\u0323'.repeat(4)}b`);
  });

  it('keeps twelve code points of a grapheme, and no joiner at the cut', () => {
    expect(sanitiseText('\u1100'.repeat(30))).toBe('\u1100'.repeat(12));
    const shown = sanitiseText('\u{1F468}\u200D'.repeat(20) + '\u{1F468}');
    expect(shown).toBe('\u{1F468}\u200D'.repeat(5) + '\u{1F468}');
  });

  it('keeps the limits of graphemes, bytes and lines', () => {
    expect(sanitiseText('a'.repeat(1_000))).toBe('a'.repeat(MAX_CHAT_GRAPHEMES));
    expect(sanitiseText('\u{1F600}'.repeat(600))).toBe('\u{1F600}'.repeat(MAX_CHAT_BYTES / 4));
    expect(sanitiseText('x\n'.repeat(40)).split('\n')).toHaveLength(MAX_CHAT_LINES);
  });

  it('keeps four marks of a base that has joiners among them', () => {
    const shown = sanitiseText('ක\u200D\u0DCA\u200D'.padEnd(30, '\u0DCA\u200D'));
    expect(shown.match(/\u0DCA/g)?.length).toBeLessThanOrEqual(4);
  });

  it('leaves no joiner where a text is cut', () => {
    expect(sanitiseLine('می\u200Cخواهم', 2)).toBe('می');
  });

  it('cuts at a grapheme, never inside', () => {
    const shown = sanitiseText(FAMILY.repeat(200));
    expect(shown).toBe(FAMILY.repeat(Math.floor(MAX_CHAT_BYTES / Buffer.byteLength(FAMILY))));
  });

  it('leaves no control, no bidi sign and no broken character of anything', () => {
    fc.assert(
      fc.property(ANY_TEXT, (input) => {
        const shown = sanitiseText(input);
        expect(shown.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u);
        expect(shown).not.toMatch(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u);
        expect(Buffer.byteLength(shown)).toBeLessThanOrEqual(MAX_CHAT_BYTES);
      }),
      { numRuns: 2_000 },
    );
  });

  it('does the same when it is done again', () => {
    fc.assert(
      fc.property(fc.oneof(ANY_TEXT, fc.string({ unit: 'grapheme' }), JOINED_TEXT), (input) => {
        const shown = sanitiseText(input);
        expect(sanitiseText(shown)).toBe(shown);
        for (const limit of [1, 2, 5]) {
          const line = sanitiseLine(input, limit);
          expect(sanitiseLine(line, limit)).toBe(line);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('sanitiseLine', () => {
  it('puts everything on one line', () => {
    expect(sanitiseLine(' a\n\nb\r\nc\td ', 120)).toBe('a b c d');
  });

  it('keeps at most the graphemes asked for', () => {
    expect(sanitiseLine('abcdef', 3)).toBe('abc');
    expect(sanitiseLine('ab cd', 3)).toBe('ab');
    expect(sanitiseLine(FAMILY.repeat(3), 2)).toBe(FAMILY.repeat(2));
    expect(sanitiseLine('abc', 0)).toBe('');
  });
});
