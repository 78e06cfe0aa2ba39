import { describe, expect, it } from 'vitest';
import { rampFault } from '../../../../src/shared/ascii/ramp-fault';
import { STYLES } from '../../../../src/shared/ascii/styles';
import { HOSTILE_STRINGS } from '../../../fixtures/hostile-text';

describe('rampFault', () => {
  it.each([' .:-=+*#%@', '01', '░▒▓█', ' ⠁⠃⠇⡇⣇⣧⣷⣿', STYLES['ascii-color'].glyphs])(
    'takes %j',
    (ramp) => {
      expect(rampFault(ramp)).toBeNull();
    },
  );

  it.each([
    ['', 'needs 2 characters or more'],
    ['@', 'needs 2 characters or more'],
    ['.'.repeat(65), 'at most 64 characters; this one has 65'],
    [' .\t#', 'tabs'],
    ['a\x1b[2Jb', 'controls'],
    ['a\u202eb', 'controls'],
    ['a\ud800', 'controls'],
    [' .中', '中 takes two cells'],
    [' .😀', '😀 is none that pictures are drawn with'],
    [' .𝟘', '𝟘 is none that pictures are drawn with'],
    [' e\u0301', 'accents'],
  ])('says what is wrong with %j', (ramp, sentence) => {
    expect(rampFault(ramp)).toContain(sentence);
  });

  it('lets nothing hostile into a sentence but what it names', () => {
    for (const { text } of HOSTILE_STRINGS) {
      // eslint-disable-next-line no-control-regex
      expect(rampFault(text) ?? '').not.toMatch(/[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/);
    }
  });
});
