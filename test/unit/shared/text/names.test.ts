import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NAME_RULE } from '../../../../src/shared/text/names';
import { isValidName, nameKey, sanitiseName } from '../../../../src/shared/text/sanitise';

describe('sanitiseName', () => {
  it.each([
    'ann',
    'Ann',
    'AnonJulia',
    'Zoë',
    'Юлия',
    '小明',
    'محمد',
    'नमस्ते',
    'r2-d2',
    'a_b.c',
    '__proto__',
    '\u{1F600}',
  ])('leaves %j alone', (name) => {
    expect(sanitiseName(name)).toBe(name);
    expect(isValidName(name)).toBe(true);
  });

  it.each([
    ['  ann ', 'ann'],
    ['Ann Lee', 'AnnLee'],
    ['Ann\u00A0\u3000Lee', 'AnnLee'],
    ['--force', 'force'],
    ['/quit', 'quit'],
    ['-/-x', 'x'],
    ['"ann"', 'ann'],
    ["O\u2019Brien`'", 'OBrien'],
    ['a\\b', 'ab'],
    ['e\u0301va', 'éva'],
    ['\uFF41\uFF4E\uFF4E', 'ann'],
    ['\uFB01n', 'fin'],
    ['\uFF0Fquit', 'quit'],
    ['a\u200Bn\u200Dn\uFE0F', 'ann'],
    ['\u202Enna', 'nna'],
    ['ann\u2800', 'ann'],
    ['a\u001B[31mb', 'a[31mb'],
    ['a\uE000b', 'ab'],
    ['e\u200B\u0301', 'é'],
  ])('makes %j %j', (input, name) => {
    expect(sanitiseName(input)).toBe(name);
    expect(isValidName(input)).toBe(false);
  });

  it.each(['', ' ', '\u200B', '---', '/', '...', '\u3164', '\u2800', '\u0301', '"', '\uD800'])(
    'finds nothing to read in %j',
    (input) => {
      expect(sanitiseName(input)).toBeNull();
    },
  );

  it('refuses what is over 32 graphemes or 128 bytes, and does not cut it', () => {
    expect(sanitiseName('a'.repeat(32))).toBe('a'.repeat(32));
    expect(sanitiseName('a'.repeat(33))).toBeNull();
    expect(sanitiseName('\u0915\u094D\u0937\u093F'.repeat(11))).toBeNull();
    expect(sanitiseName('a'.repeat(1_000_000))).toBeNull();
  });

  it('gives one word without signs of the command line, that is valid itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (input) => {
        const name = sanitiseName(input);
        if (name === null) return;
        expect(name).not.toMatch(/[\s"'`\\\p{C}]|^[-/]/u);
        expect(name.normalize('NFKC')).toBe(name);
        expect(isValidName(name)).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('nameKey', () => {
  it.each([
    ['ann', 'ANN'],
    ['ann', '\u0430nn'],
    ['ann', '\u0391\u039D\u039D'],
    ['Bob', '\u0412\u043E\u0412'.replace('\u0412', 'B')],
    ['BOB', '\u0412\u041E\u0412'],
    ['bob', '\u0412\u043E\u0412'],
    ['paypal', '\u0440\u0430\u0443\u0440\u0430\u04CF'],
    ['echo', '\u0435\u0441h\u043E'],
    ['nova', 'n\u03BF\u03BD\u03B1'],
    ['ian', '\u0131an'],
    ['i', '\u0130'],
    ['HAL', '\u13BB\u13AA\u13DE'],
    ['\u0412\u0435\u0440\u0430', '\u0432\u0435\u0440\u0430'],
    ['\u00C9va', 'e\u0301va'],
    ['a-b', 'a\u2010b'],
    ['a-b', 'a\u2014b'],
    ['\uFF21nn', 'ann'],
  ])('does not tell %s from %s', (name, lookAlike) => {
    expect(nameKey(lookAlike)).toBe(nameKey(name));
  });

  it.each([
    ['ann', 'anna'],
    ['ann', 'ahn'],
    ['eva', 'éva'],
    ['bob1', 'bobl'],
    ['Юлия', 'Юля'],
  ])('tells %s from %s', (name, other) => {
    expect(nameKey(other)).not.toBe(nameKey(name));
  });

  it('does not tell capitals from small letters', () => {
    const letters = fc.string({
      unit: fc.constantFrom(
        ...Array.from('abcdefghijklmnopqrstuvwxyzåäöéабвгдежзиклмнопрстухцяіњłşαβεικμορσςτχ'),
      ),
    });
    fc.assert(
      fc.property(letters, (name) => {
        expect(nameKey(name.toUpperCase())).toBe(nameKey(name));
      }),
    );
  });

  it('gives a key its own key', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        expect(nameKey(nameKey(name))).toBe(nameKey(name));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('a name of plain letters', () => {
  const CHARACTERS = Array.from({ length: 0x5e }, (_, at) => String.fromCharCode(0x21 + at));

  it('is taken and has the key that it has beside a letter that is not plain', () => {
    for (const one of CHARACTERS) {
      for (const other of CHARACTERS) {
        const name = `n${one}${other}`;
        expect(nameKey(`${name}Ж`)).toBe(`${nameKey(name)}${nameKey('Ж')}`);
        expect(sanitiseName(`${name}Ж`)).toBe(`${sanitiseName(name)}Ж`);
      }
    }
  });
});

describe('NAME_RULE', () => {
  it('says what names are', () => {
    expect(NAME_RULE).toBe(
      'one word of at most 32 characters with a letter, a digit or an emoji in it, ' +
        'without quotes and backslashes, and no - or / in front',
    );
  });

  it.each([
    ['a/b', true],
    ['\u{1F600}', true],
    ['x'.repeat(32), true],
    ['x'.repeat(33), false],
    ['a b', false],
    ['a"b', false],
    ['a\\b', false],
    ['...', false],
    ['-a', false],
    ['/a', false],
  ])('is true of %j: %s', (name, isOne) => {
    expect(isValidName(name)).toBe(isOne);
  });
});
