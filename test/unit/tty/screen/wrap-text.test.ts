import { describe, expect, it } from 'vitest';
import { wrapText } from '../../../../src/tty/screen/wrap-text';

describe('a line of text in rows', () => {
  it.each([
    // The blank behind a word that fills its row is of no row.
    ['plug in one camera or none', 18, ['plug in one camera', '  or none']],
    ['plug in one camera or none', 19, ['plug in one camera', '  or none']],
    ['a', 13, ['a']],
    ['', 13, ['']],
    ['abcdefghijklmnop q', 13, ['abcdefghijklm', '  nop q']],
  ])('breaks %j at %i cells where it can', (text, cells, rows) => {
    expect(wrapText(text, cells)).toEqual(rows);
  });
});
