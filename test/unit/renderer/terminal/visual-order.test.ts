import { describe, expect, it } from 'vitest';
import { toVisualOrder } from '../../../../src/renderer/terminal/visual-order';

const reversed = (text: string): string => Array.from(text).reverse().join('');

describe('toVisualOrder', () => {
  it.each([
    ['plain text stays', '1 ann (you)', '1 ann (you)'],
    ['a Hebrew name, last letter first', 'דוד', reversed('דוד')],
    ['a name between others', '1 דוד you', `1 ${reversed('דוד')} you`],
    ['a hyphen within', 'אב-גד', 'דג-בא'],
    ['digits within', 'אב12גד', 'דג12בא'],
    ['brackets within', 'א(ב)ג', 'ג(ב)א'],
    ['a sentence about somebody', 'אב has left', 'בא has left'],
    ['Arabic', 'سلام', 'مالس'],
  ])('puts into the order in which it is read: %s', (_, text, shown) => {
    expect(toVisualOrder(text)).toBe(shown);
  });

  it('keeps combining marks on their letters', () => {
    const [dagesh, kamatz] = ['\u05bc', '\u05b8'];
    expect(toVisualOrder(`ב${dagesh}א${kamatz}`)).toBe(`א${kamatz}ב${dagesh}`);
  });

  it('loses nothing, whatever it is given', () => {
    for (const text of ['', '\u05d0', 'a\u05d0\u{1f600}b\u0628 \u202e x', '\u05d0'.repeat(500)]) {
      expect(Array.from(toVisualOrder(text)).sort()).toEqual(Array.from(text).sort());
    }
  });
});
