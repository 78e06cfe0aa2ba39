import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { receivedFileName, safeFileName } from '../../../../src/shared/transfer/file-name';
import { HOSTILE_STRINGS } from '../../../fixtures/hostile-text';

const FAMILY = '\u{1F468}\u200D\u{1F469}\u200D\u{1F467}';
const WALES = '\u{1F3F4}\u{E0067}\u{E0062}\u{E0077}\u{E006C}\u{E0073}\u{E007F}';
/**
 * Invisible, and part of how something is spelt: in families, conjuncts, Persian words and flags.
 */
const SPELT =
  /(?<=\p{ExtPict}[\uFE0F\p{EMod}]?)\u200D(?=\p{ExtPict})|(?<=[\u09CD\u0DCA])\u200D|\u200D(?=\u09CD)|(?<=\p{L})\u200C(?=\p{L})|(?<=\u{1F3F4})[\u{E0061}-\u{E007A}]{5}\u{E007F}/gu;

describe('safeFileName', () => {
  it.each([
    ['webcrt-ann-1.txt', 'webcrt-ann-1.txt'],
    ['ÄÖ 字.png', 'ÄÖ 字.png'],
    ['../../etc/passwd', '_.._etc_passwd'],
    ['C:\\Windows\\x.txt', 'C__Windows_x.txt'],
    ['.bashrc', 'bashrc'],
    ['name. . ', 'name'],
    ['a\u0000b\u202etxt.exe', 'a b txt.exe'],
    ['a\nb\tc', 'a b c'],
    ['con', '_con'],
    ['LPT1.txt', '_LPT1.txt'],
    ['COM¹ .txt', '_COM¹ .txt'],
    ['CONIN$', '_CONIN$'],
    ['console.log', 'console.log'],
    ['', 'webcrt'],
    ['...', 'webcrt'],
    ['می\u200Cخواهم.txt', 'می\u200Cخواهم.txt'],
    ['ශ\u0DCA\u200Dරී.txt', 'ශ\u0DCA\u200Dරී.txt'],
    [`${FAMILY} ${WALES}.png`, `${FAMILY} ${WALES}.png`],
    ['a\u200db\u200c.txt', 'a b .txt'],
    [`x${WALES.slice(2)}.txt`, 'x .txt'],
  ])('makes %j into %j', (suggested, expected) => {
    expect(safeFileName(suggested)).toBe(expected);
  });

  it('cuts the stem of a long name, not its extension', () => {
    const name = safeFileName(`${'é'.repeat(300)}.png`);
    expect(Array.from(name).length).toBe(100);
    expect(name.endsWith('é.png')).toBe(true);
  });

  it('never makes a path, a hidden file or an empty name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 150 }), (suggested) => {
        const name = safeFileName(suggested);
        expect(name.replace(SPELT, '')).toMatch(/^[^\\/:*?"<>|.\p{C}][^\\/:*?"<>|\p{C}]*$/u);
      }),
    );
  });
});

describe('receivedFileName', () => {
  it.each([
    ['../../\u001b[2J\u009b31m.bashrc', '_.._[2J31m.bashrc'],
    ['photo\u202egpj.exe', 'photogpj.exe'],
    ['photo.jpg' + ' '.repeat(200) + '.exe', 'photo.jpg .exe'],
    ['a\r\nb.txt', 'a b.txt'],
    ['\u200b', 'webcrt'],
    ['می\u200Cخواهم.txt', 'می\u200Cخواهم.txt'],
    [`${FAMILY} ${WALES}.png`, `${FAMILY} ${WALES}.png`],
    [`photo.jpg${'\u200D'.repeat(100)}.exe`, 'photo.jpg.exe'],
  ])('makes %j into %j', (sent, shown) => {
    expect(receivedFileName(sent)).toBe(shown);
  });

  it.each(HOSTILE_STRINGS)('shows nothing that acts: $label', ({ text }) => {
    const rest = receivedFileName(text).replace(SPELT, '');
    expect(rest).not.toMatch(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}/\\]|^\./u);
  });
});
